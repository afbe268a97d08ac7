"""A ticket's times: warned at three quarters; when one is missed, it goes first and up the line."""

from datetime import datetime

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.announcing import announce_ticket
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import ring
from handoff.desk.service_times import next_watch
from handoff.domain.alert import Cause
from handoff.domain.ticket import Ticket, Watch
from handoff.domain.times import on_the_wall, rfc3339

AT_ONCE = 100


async def watch_tickets(desk: Desk, as_of: datetime) -> None:
    """Ring for tickets whose times come: a sweep."""
    async with desk.store.read() as work:
        due = await work.ticket_clock.watched(as_of, limit=AT_ONCE)
    if not due:
        return
    async with desk.store.write() as work:
        for ticket in await work.ticket_clock.watched(as_of, limit=AT_ONCE):
            await _look(desk, work, ticket, as_of)


async def _look(desk: Desk, work: Work, ticket: Ticket, as_of: datetime) -> None:
    come = {watch: at for watch, at in ticket.watched if at <= as_of}
    missed = False
    for watch, at in come.items():
        if watch.endswith("warning") and watch.replace("warning", "breach") in come:
            continue  # what is missed already needs no warning
        rang = await _ring(desk, work, (ticket, watch, at), as_of)
        missed = missed or (rang and watch.endswith("breach"))
    if missed:
        await work.ticket_clock.put_first(ticket.number)
    await work.ticket_clock.watch(ticket.number, next_watch([at for _, at in ticket.watched], behind=as_of))
    if missed:
        await announce_ticket(work, ticket.number)


async def _ring(desk: Desk, work: Work, come: tuple[Ticket, Watch, datetime], as_of: datetime) -> bool:
    ticket, watch, at = come
    estate = await known_estate(work, ticket.estate)
    response = watch.startswith("response")
    due = ticket.response_due_at if response else ticket.resolution_due_at
    cause = Cause(
        key=f"ticket/{ticket.number}/{watch}/{rfc3339(at)}",
        estate=estate.id,
        kind=watch,
        severity="notice" if watch.endswith("warning") else "overdue",
        urgency=ticket.matter.urgency,
        text=alert_phrases.ticket_time_alert(
            estate.name, ticket.matter.urgency, ticket.number, watch, due=on_the_wall(due)
        ),
        due_at=at,
        ticket=ticket.number,
        conversation_id=ticket.conversations[0] if ticket.conversations else None,
    )
    return await ring(desk, work, cause, at=as_of) is not None
