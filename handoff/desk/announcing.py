"""Who is told what. Every verb says its changes through these, inside its transaction."""

from datetime import timedelta

from handoff.desk.ports import Desk, Work
from handoff.domain.conversation import Conversation, Place
from handoff.domain.events import HolderChanged, QueueMoved, SummaryChanged, TurnAdded
from handoff.domain.records import SummaryFilter
from handoff.domain.turn import Line, Turn
from handoff.domain.waiting import minutes_to_wait
from handoff.errors import NotFound

MEASURED_OVER = timedelta(hours=24)


async def say(desk: Desk, work: Work, conversation: Conversation, line: Line) -> Turn:
    """Store a line as the next turn and announce it; raises RepeatedKey."""
    turn = await work.turns.append(conversation.id, line, desk.now())
    work.announce(TurnAdded(conversation_id=conversation.id, estate=conversation.estate, turn=turn))
    return turn


async def announce_summary(work: Work, conversation: Conversation) -> None:
    """Let the agents draw the conversation's line anew."""
    wanted = SummaryFilter(estates=frozenset({conversation.estate}), conversation_id=conversation.id)
    for summary in await work.conversations.summaries(wanted):
        work.announce(
            SummaryChanged(conversation_id=conversation.id, estate=conversation.estate, summary=summary)
        )


async def announce_holder(desk: Desk, work: Work, before: Conversation) -> Conversation:
    """Tell everybody who answers next, and the waiting residents their places; return it as it stands."""
    now = await work.conversations.get(before.id)
    if now is None:
        raise NotFound
    work.announce(
        HolderChanged(conversation_id=now.id, estate=now.estate, holder=now.holder, agent=now.agent)
    )
    if "queue" in {before.holder, now.holder}:
        await announce_queue(desk, work, now.estate)
    return now


async def announce_queue(desk: Desk, work: Work, estate: str) -> None:
    """Tell the waiting residents their places."""
    for conversation_id, place in (await places(desk, work, estate)).items():
        work.announce(QueueMoved(conversation_id=conversation_id, estate=estate, place=place))


async def places(desk: Desk, work: Work, estate: str) -> dict[str, Place]:
    """Return each waiting conversation's place in its estate's queue."""
    recent = await work.escalations.waits(estate, desk.now() - MEASURED_OVER)
    waiting = await work.conversations.queue(estate)
    return {
        conversation_id: Place(position, minutes_to_wait(position, recent))
        for position, conversation_id in enumerate(waiting, start=1)
    }
