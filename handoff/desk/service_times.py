"""An estate's service standard: what counts there, set by its managers, and every open time counted by it."""

from datetime import datetime

from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.escalation import Urgency
from handoff.domain.service_times import USUAL_TIMES, Reckoning, ServiceTimes, TicketTimes
from handoff.domain.ticket import Ticket, opening_times, times_of
from handoff.domain.turn import Author
from handoff.errors import NotFound

SETTING = "service_times"


async def reckoning_of(desk: Desk, work: Work, estate_id: str) -> Reckoning:
    """Return what times due are counted by in an estate."""
    written = await work.settings.get(estate_id, SETTING)
    times = ServiceTimes.from_json(written) if written else USUAL_TIMES
    return Reckoning(times, desk.calendar.is_working_day)


async def service_times(desk: Desk, agent: Agent, estate_id: str) -> Reckoning:
    """Return an estate's service standard to its agents; raises NotFound."""
    async with desk.store.read() as work:
        if estate_id not in agent.estates:
            raise NotFound
        await known_estate(work, estate_id)
        return await reckoning_of(desk, work, estate_id)


async def set_service_times(desk: Desk, agent: Agent, estate_id: str, times: ServiceTimes) -> Reckoning:
    """Set an estate's standard and count every open time anew; raises NotFound."""
    async with desk.store.write() as work:
        if estate_id not in agent.estates:
            raise NotFound
        await known_estate(work, estate_id)
        by = Author("agent", agent.name, agent.id)
        await work.settings.put(estate_id, SETTING, times.to_json(), by=by, at=desk.now())
        await _count_anew(desk, work, estate_id)
        return await reckoning_of(desk, work, estate_id)


async def times_from_now(desk: Desk, work: Work, estate_id: str, urgency: Urgency) -> TicketTimes:
    """Return the times of a ticket that is opened at this moment."""
    return opening_times(await reckoning_of(desk, work, estate_id), urgency, desk.now())


async def count_ticket(desk: Desk, work: Work, number: str) -> None:
    """Count a ticket's times after a move: the clock rests while it is done, and goes on after."""
    ticket = await work.tickets.get(number)
    if ticket:
        await _keep(work, ticket, await reckoning_of(desk, work, ticket.estate))


async def heed_calendar(desk: Desk, _as_of: datetime) -> None:
    """Count every open time anew when other days count than before, and after each start: a sweep."""
    if not desk.calendar.refresh():
        return
    async with desk.store.read() as work:
        estates = await work.estates.every()
    for estate in estates:
        async with desk.store.write() as work:
            await _count_anew(desk, work, estate.id)


def next_watch(moments: list[datetime], *, behind: datetime | None = None) -> datetime | None:
    """Return the first moment to look at something, or the first behind another one."""
    return min((at for at in moments if behind is None or at > behind), default=None)


async def _count_anew(desk: Desk, work: Work, estate_id: str) -> None:
    reckoning = await reckoning_of(desk, work, estate_id)
    for ticket in await work.ticket_clock.in_work(estate_id):
        if times_of(reckoning, ticket) != ticket.times:
            await _keep(work, ticket, reckoning)
    for escalation in await work.escalations.unclaimed(estate_id):
        if escalation.urgency == "urgent":
            continue  # counted from when it became urgent, which may be later than its opening
        deadline = reckoning.response(escalation.urgency, escalation.opened_at)
        if (deadline.due_at, deadline.warned_at) != (escalation.due_at, escalation.warned_at):
            await work.escalations.raise_to(escalation, escalation.urgency, deadline)


async def _keep(work: Work, ticket: Ticket, reckoning: Reckoning) -> None:
    times = times_of(reckoning, ticket)
    await work.ticket_clock.keep(ticket.number, times)
    counted = await work.tickets.get(ticket.number)
    moments = [at for _, at in counted.watched] if counted else []
    await work.ticket_clock.watch(ticket.number, next_watch(moments))
