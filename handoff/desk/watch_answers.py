"""A resident was given to a person, wrote, and nobody answers within the time of the class."""

from datetime import datetime

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import about_conversation, end_alerts, ring
from handoff.desk.service_times import reckoning_of
from handoff.domain.alert import Cause
from handoff.domain.conversation import Conversation
from handoff.domain.records import Unanswered
from handoff.domain.times import on_the_wall

AT_ONCE = 500


async def watch_answers(desk: Desk, as_of: datetime) -> None:
    """Ring for residents whom their agent leaves without an answer: a sweep."""
    async with desk.store.read() as work:
        waiting = [
            (one, due_at)
            for one in await work.turns.unanswered(limit=AT_ONCE)
            if (due_at := await _due(desk, work, one)) <= as_of
        ]
    if not waiting:
        return
    async with desk.store.write() as work:
        for one, due_at in waiting:
            await _ring(desk, work, one, due_at, as_of)


async def is_answered(desk: Desk, work: Work, conversation: Conversation) -> None:
    """End what rang because the resident had no answer, in the transaction of the answer."""
    await end_alerts(desk, work, about_conversation(conversation.id, conversation.estate, {"unanswered"}))


async def _due(desk: Desk, work: Work, one: Unanswered) -> datetime:
    reckoning = await reckoning_of(desk, work, one.estate)
    return reckoning.response(one.urgency, one.since).due_at


async def _ring(desk: Desk, work: Work, one: Unanswered, due_at: datetime, as_of: datetime) -> None:
    estate = await known_estate(work, one.estate)
    cause = Cause(
        key=f"unanswered/{one.conversation_id}/{one.seq}/{one.agent.id}",
        estate=estate.id,
        kind="unanswered",
        severity="overdue",
        urgency=one.urgency,
        text=alert_phrases.unanswered_alert(estate.name, one.agent.name, due=on_the_wall(due_at)),
        due_at=due_at,
        conversation_id=one.conversation_id,
    )
    await ring(desk, work, cause, at=as_of)
