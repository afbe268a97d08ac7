"""A resident waits and nobody comes: warned at three quarters of the time, an alarm when it is over."""

from datetime import datetime

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.announcing import announce_queue
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import ring
from handoff.desk.service_times import next_watch
from handoff.domain.alert import Cause
from handoff.domain.escalation import Escalation
from handoff.domain.times import on_the_wall, rfc3339

AT_ONCE = 100


async def watch_queue(desk: Desk, as_of: datetime) -> None:
    """Ring for escalations that nobody claimed in time: a sweep."""
    async with desk.store.read() as work:
        waiting = await work.escalations.watched(as_of, limit=AT_ONCE)
    if not waiting:
        return
    async with desk.store.write() as work:
        for escalation in await work.escalations.watched(as_of, limit=AT_ONCE):
            await _look(desk, work, escalation, as_of)


async def _look(desk: Desk, work: Work, escalation: Escalation, as_of: datetime) -> None:
    moments = [at for at in (escalation.warned_at, escalation.due_at) if at]
    conversation = await work.conversations.get(escalation.conversation_id)
    if conversation is None or conversation.holder == "agent":
        await work.escalations.watch(escalation, None)
        return
    is_overdue = escalation.due_at <= as_of
    if await _ring(desk, work, escalation, conversation.estate, as_of) and is_overdue:
        await work.escalations.put_first(escalation)
        await announce_queue(desk, work, conversation.estate)
    await work.escalations.watch(escalation, next_watch(moments, behind=as_of))


async def _ring(desk: Desk, work: Work, escalation: Escalation, estate_id: str, as_of: datetime) -> bool:
    """Ring for the later of the two times that have come; whoever was not warned in time needs no warning."""
    is_overdue = escalation.due_at <= as_of
    due = escalation.due_at if is_overdue else escalation.warned_at or escalation.due_at
    estate = await known_estate(work, estate_id)
    cause = Cause(
        key=f"escalation/{escalation.id}/{'breach' if is_overdue else 'warning'}/{rfc3339(due)}",
        estate=estate.id,
        kind="response_breach" if is_overdue else "response_warning",
        severity="overdue" if is_overdue else "notice",
        urgency=escalation.urgency,
        text=alert_phrases.queue_alert(
            estate.name, escalation.urgency, is_overdue=is_overdue, due=on_the_wall(escalation.due_at)
        ),
        due_at=due,
        reason=escalation.reason,
        conversation_id=escalation.conversation_id,
    )
    return await ring(desk, work, cause, at=as_of) is not None
