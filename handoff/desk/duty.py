"""Whether anybody is there: signed in, listening, and not away."""

from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent


async def is_on_duty(desk: Desk, work: Work, estate: str) -> bool:
    """Tell whether an agent of this estate would see a new conversation now."""
    return any(is_there(desk, agent) and estate in agent.estates for agent in await work.agents.every())


def is_there(desk: Desk, agent: Agent) -> bool:
    """Tell whether this agent would see something new now."""
    return agent.presence == "online" and agent.id in desk.presences.listening_agents()
