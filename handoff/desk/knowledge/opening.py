"""Whose knowledge an agent may see, and that what ships with the project is there before anyone looks."""

from handoff.desk.access import known_estate
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.conversation import AgentName
from handoff.domain.rights import COORDINATES
from handoff.errors import NotFound
from knowledge_base.draft import Draft
from knowledge_base.entry import Entry
from knowledge_base.estate import Estate
from knowledge_base.ledger.revisions import EDIT, Mark

EDITS = COORDINATES  # below this grade a change is a proposal


async def open_knowledge(desk: Desk, agent: Agent, estate: str) -> None:
    """Find an estate of the agent's, with what it ships with in its draft; raises NotFound."""
    if estate not in agent.estates:
        raise NotFound("没有找到这个小区。请检查小区编号。")
    async with desk.store.read() as work:
        await known_estate(work, estate)
        shipped_counts = estate not in desk.taken_in and await work.knowledge.may_take_in(estate)
    given = await desk.library.given(estate) if shipped_counts else None
    if given:
        async with desk.store.write() as work:
            if await work.knowledge.may_take_in(estate):
                await work.knowledge.take_in(given, desk.now())
    desk.taken_in.add(estate)


async def begin_estate(desk: Desk, estate: str) -> None:
    """Let an estate that has no content yet take its first entry."""
    async with desk.store.write() as work:
        known = await known_estate(work, estate)
        await work.knowledge.begin(Estate(known.id, known.name), Mark(EDIT, desk.now()))


async def drafted(desk: Desk, estate: str) -> Draft | None:
    """Return the estate's draft."""
    async with desk.store.read() as work:
        return await work.knowledge.draft(estate)


async def published_entries(desk: Desk, estate: str) -> dict[str, Entry]:
    """Return the entries in force by id; none where nothing was published."""
    published = await desk.library.in_force(estate)
    return {entry.id: entry for entry in published.entries} if published else {}


def name_of(agent: Agent) -> AgentName:
    """Return the agent as records name them."""
    return AgentName(agent.id, agent.name)


def mark_of(desk: Desk, agent: Agent, origin: str, note: str = "") -> Mark:
    """Return whose change it is, and when."""
    return Mark(origin, desk.now(), agent.id, agent.name, note)
