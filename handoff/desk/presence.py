"""Who is there: agents say so themselves, and their open line proves it."""

from handoff.desk.duty import is_there
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent, Presence
from handoff.domain.events import PresenceChanged
from handoff.errors import NotSignedIn


async def announce_presence(desk: Desk, agent: Agent) -> None:
    """Tell the colleagues whether this agent is there now; after a line opened or closed."""
    async with desk.store.write() as work:
        now = await work.agents.get(agent.id)
        if now:
            work.announce(PresenceChanged(agent=now, online=is_there(desk, now)))


async def set_presence(desk: Desk, agent: Agent, presence: Presence, reason: str | None) -> Agent:
    """Note that an agent is there, or away and why; colleagues are told."""
    async with desk.store.write() as work:
        await work.agents.set_presence(agent.id, presence, reason)
        now = await work.agents.get(agent.id)
        if now is None:
            raise NotSignedIn
        work.announce(PresenceChanged(agent=now, online=is_there(desk, now)))
    return now


async def colleagues(desk: Desk, agent: Agent) -> list[tuple[Agent, bool]]:
    """Return the agents who share an estate, and whether each is there now."""
    async with desk.store.read() as work:
        everybody = await work.agents.every()
    return [(other, is_there(desk, other)) for other in everybody if other.estates & agent.estates]
