"""Whether anybody is there: signed in, listening, and not away; and how much each has to do."""

from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent, Colleague


async def is_on_duty(desk: Desk, work: Work, estate: str) -> bool:
    """Tell whether an agent of this estate would see a new conversation now."""
    return any(is_there(desk, agent) and estate in agent.estates for agent in await work.agents.every())


def is_there(desk: Desk, agent: Agent) -> bool:
    """Tell whether this agent would see something new now."""
    return (
        agent.presence == "online"
        and not agent.suspended_at
        and agent.id in desk.presences.listening_agents()
    )


async def team(
    desk: Desk, work: Work, estates: frozenset[str], *, with_suspended: bool = False
) -> list[Colleague]:
    """Return the agents who share one of these estates, as they stand now, by name."""
    leases, loads = await work.people.leases(), await work.people.loads()
    return [
        Colleague(
            agent=agent,
            online=is_there(desk, agent),
            load=loads.get(agent.id, 0),
            lease_until=leases.get(agent.id),
        )
        for agent in await work.agents.every()
        if agent.estates & estates and (with_suspended or not agent.suspended_at)
    ]


async def colleague(desk: Desk, work: Work, agent_id: str) -> Colleague | None:
    """Return one agent as they stand now."""
    agent = await work.agents.get(agent_id)
    found = await team(desk, work, agent.estates, with_suspended=True) if agent else []
    return next((one for one in found if one.agent.id == agent_id), None)
