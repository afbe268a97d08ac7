"""What was promised comes due: reminded of before, an alarm when its time has passed unkept."""

from datetime import datetime

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import ring
from handoff.domain.alert import Cause
from handoff.domain.promise import Promise
from handoff.domain.times import on_the_wall

AT_ONCE = 200
STEPS = 20  # so that a thousand that came due during a standstill ring within one sweep


async def watch_promises(desk: Desk, as_of: datetime) -> None:
    """Remind of promises and ring for broken ones: a sweep."""
    for _step in range(STEPS):
        async with desk.store.read() as work:
            due = await work.promises.watched(as_of, limit=AT_ONCE)
        if not due:
            return
        async with desk.store.write() as work:
            for promise in await work.promises.watched(as_of, limit=AT_ONCE):
                await _look(desk, work, promise, as_of)


async def _look(desk: Desk, work: Work, promise: Promise, as_of: datetime) -> None:
    is_broken = promise.due_at <= as_of
    estate = await known_estate(work, promise.estate)
    kind = "broken" if is_broken else "due"
    cause = Cause(
        key=f"promise/{promise.id}/{kind}",
        estate=estate.id,
        kind="promise_broken" if is_broken else "promise_due",
        severity="overdue" if is_broken else "notice",
        urgency="important",
        text=alert_phrases.promise_alert(
            estate.name, promise.ticket, promise.by.name, is_broken=is_broken, due=on_the_wall(promise.due_at)
        ),
        due_at=promise.due_at if is_broken else promise.reminded_at,
        conversation_id=promise.conversation_id,
        ticket=promise.ticket,
        promise_id=promise.id,
    )
    await ring(desk, work, cause, at=as_of)
    await work.promises.watch(promise.id, None if is_broken else promise.due_at)
