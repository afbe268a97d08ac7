"""Nobody is there: a ticket's number and a moment that the desk can keep, instead of a vague promise."""

from handoff import phrases
from handoff.desk.access import new_id
from handoff.desk.announcing import announce_ticket
from handoff.desk.own_ticket import open_own_ticket
from handoff.desk.ports import Desk, Work
from handoff.desk.service_times import count_ticket
from handoff.domain.conversation import Conversation
from handoff.domain.escalation import Escalation
from handoff.domain.promise import Promise
from handoff.domain.ticket import Matter, Move
from handoff.domain.turn import SYSTEM, Author


async def promise_an_answer(
    desk: Desk, work: Work, conversation: Conversation, escalation: Escalation
) -> str:
    """Open the ticket and promise an answer by the escalation's time; return the number.

    Neither rings by itself: the wait does, at the same moments.
    """
    matter = Matter(
        category="other",
        trade="客服",
        urgency=escalation.urgency,
        summary=phrases.AWAITS_AN_ANSWER,
        house=conversation.resident.room,
    )
    key = f"after-hours-{escalation.id}"
    number, times = await open_own_ticket(desk, work, conversation, matter, key=key)
    await work.ticket_records.take_pictures(number, conversation.id)
    await work.ticket_clock.watch(number, times.resolution.warned_at)
    promise = Promise(
        id=new_id(),
        estate=conversation.estate,
        text=phrases.WILL_ANSWER,
        due_at=escalation.due_at,
        by=SYSTEM,
        at=desk.now(),
        conversation_id=conversation.id,
        ticket=number,
    )
    await work.promises.add(promise)
    await work.promises.watch(promise.id, None)
    await announce_ticket(work, number)
    return number


async def ticket_is_taken_up(desk: Desk, work: Work, number: str, by: Author) -> None:
    """Note, without another line to the resident, that the person who answered has the ticket in hand."""
    ticket = await work.tickets.get(number)
    if ticket is None or ticket.state != "accepted" or not ticket.is_untouched:
        return
    if await work.tickets.move(ticket, Move("dispatched", by, desk.now())):
        await count_ticket(desk, work, number)
        await announce_ticket(work, number)
