"""Who is there: agents say so themselves, and their open line proves it."""

from handoff import phrases
from handoff.desk.announcing import announce_colleague
from handoff.desk.duty import team
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent, Colleague, Presence
from handoff.domain.rights import MANAGES
from handoff.errors import NotSignedIn


async def announce_presence(desk: Desk, agent: Agent) -> None:
    """Tell the colleagues whether this agent is there now; after a line opened or closed."""
    async with desk.store.write() as work:
        await announce_colleague(desk, work, agent.id)


async def set_presence(desk: Desk, agent: Agent, presence: Presence, reason: str | None) -> Colleague:
    """Note that an agent is there, or away and why; colleagues are told."""
    why = (reason or phrases.AWAY) if presence == "away" else None
    async with desk.store.write() as work:
        await work.agents.set_presence(agent.id, presence, why)
        now = await announce_colleague(desk, work, agent.id)
    if now is None:
        raise NotSignedIn
    return now


async def colleagues(desk: Desk, agent: Agent) -> list[Colleague]:
    """Return the agents who share an estate, as they stand now; managers see closed accounts too."""
    async with desk.store.read() as work:
        return await team(desk, work, agent.estates, with_suspended=agent.grade >= MANAGES)
