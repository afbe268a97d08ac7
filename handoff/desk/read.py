"""Looking: transcripts, the agents' list, reading marks. Nothing here changes what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handoff.desk.access import access_conversation, known_estate, resident_conversation
from handoff.desk.announcing import announce_summary, places
from handoff.desk.duty import is_on_duty
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.conversation import Conversation, Holder, Place
from handoff.domain.correspondent import Correspondent
from handoff.domain.delivery import Delivery
from handoff.domain.escalation import Escalation
from handoff.domain.estate import Estate
from handoff.domain.events import Read, Summary
from handoff.domain.records import Closure, Rating, SummaryFilter
from handoff.domain.turn import Note, Turn
from handoff.errors import NotFound


@dataclass(frozen=True, slots=True)
class Transcript:
    """Turns behind a number, and how the conversation stands; `notes` only where an agent asks."""

    conversation: Conversation
    turns: list[Turn]
    notes: tuple[Note, ...] = ()
    place: Place | None = None
    deliveries: Mapping[int, Delivery] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A conversation with its records."""

    summary: Summary
    escalations: list[Escalation]
    closures: list[Closure]
    ratings: list[Rating]
    correspondent: Correspondent | None


async def resident_transcript(desk: Desk, *, conversation_id: str, token: str, after: int) -> Transcript:
    """Return what the resident has not seen; raises NotFound."""
    async with desk.store.read() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        turns = await work.turns.after(conversation.id, after)
        waiting = await places(desk, work, conversation.estate) if conversation.holder == "queue" else {}
        return Transcript(conversation, turns, place=waiting.get(conversation.id))


async def agent_transcript(desk: Desk, agent: Agent, conversation_id: str, *, after: int) -> Transcript:
    """Return turns and notes; the owner's looking marks them as read."""
    async with desk.store.read() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        turns = await work.turns.after(conversation.id, after)
        notes = await work.notes.of(conversation.id)
        deliveries = await work.deliveries.states(conversation.id)
    await agent_reads(desk, agent, conversation_id, seq=conversation.last_seq)
    return Transcript(conversation, turns, tuple(notes), deliveries=deliveries)


async def conversation_for(desk: Desk, agent: Agent, conversation_id: str) -> Conversation:
    """Return a conversation as it stands; raises NotFound."""
    async with desk.store.read() as work:
        return await access_conversation(work, agent, conversation_id)


async def agent_reads(desk: Desk, agent: Agent, conversation_id: str, *, seq: int) -> None:
    """Note that the owner has read up to a turn; a colleague's glance marks nothing."""
    conversation = await conversation_for(desk, agent, conversation_id)
    if conversation.is_held_by(agent.id) and seq:
        await mark_read(desk, conversation, by="agent", seq=seq)


async def mark_read(
    desk: Desk, conversation: Conversation, *, by: Literal["resident", "agent"], seq: int
) -> None:
    """Move a side's reading mark forward and tell the other side."""
    async with desk.store.write() as work:
        if await work.conversations.mark_read(conversation.id, by, seq):
            work.announce(Read(conversation_id=conversation.id, estate=conversation.estate, by=by, seq=seq))
            await announce_summary(work, conversation)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted: so many lines behind so many."""

    limit: int = 200
    offset: int = 0


FIRST_PAGE = Page()


async def list_conversations(
    desk: Desk,
    agent: Agent,
    *,
    holder: Holder | Literal["me"] | None,
    estate: str | None,
    page: Page = FIRST_PAGE,
) -> list[Summary]:
    """Return a page of the agent's list: only their estates, whatever is asked for."""
    wanted = SummaryFilter(
        estates=agent.estates if estate is None else agent.estates & {estate},
        holder="agent" if holder == "me" else holder,
        agent_id=agent.id if holder == "me" else None,
        offset=page.offset,
    )
    async with desk.store.read() as work:
        return list(await work.conversations.summaries(wanted, limit=page.limit))


async def dossier(desk: Desk, agent: Agent, conversation_id: str) -> Dossier:
    """Return a conversation with its escalations, closures and ratings; raises NotFound."""
    async with desk.store.read() as work:
        found = await access_conversation(work, agent, conversation_id)
        summary = await work.conversations.summary(found.id)
        if summary is None:
            raise NotFound
        return Dossier(
            summary,
            await work.escalations.of(found.id),
            await work.records.closures(found.id),
            await work.records.ratings(found.id),
            await work.correspondents.of(found.id),
        )


async def handoff_envelope(desk: Desk, agent: Agent, conversation_id: str) -> tuple[Escalation, list[Turn]]:
    """Return the latest escalation and the turns its envelope lists; raises NotFound."""
    async with desk.store.read() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        escalations = await work.escalations.of(conversation.id)
        if not escalations:
            raise NotFound("这个会话还没有转接单。")
        listed = escalations[-1].envelope["transcript"]
        turns = await work.turns.after(conversation.id, listed["from_seq"] - 1)
        return escalations[-1], [turn for turn in turns if turn.seq <= listed["to_seq"]]


async def estate_profile(desk: Desk, estate_id: str) -> tuple[Estate, bool]:
    """Return an estate and whether anybody is on duty there; raises NotFound."""
    async with desk.store.read() as work:
        return await known_estate(work, estate_id), await is_on_duty(desk, work, estate_id)
