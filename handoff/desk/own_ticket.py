"""A ticket that the desk opens by itself, because something about a conversation must not be overlooked."""

from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.desk.service_times import times_from_now
from handoff.domain.conversation import Conversation
from handoff.domain.records import NewTicket
from handoff.domain.service_times import TicketTimes
from handoff.domain.ticket import Matter
from handoff.domain.turn import SYSTEM, fingerprint


async def open_own_ticket(
    desk: Desk, work: Work, conversation: Conversation, matter: Matter, *, key: str
) -> tuple[str, TicketTimes]:
    """Open the ticket in the caller's transaction; return its number and by when it is due.

    `key` names the one occasion: the same conversation never has two tickets under it (RepeatedKey).
    """
    estate = await known_estate(work, conversation.estate)
    times = await times_from_now(desk, work, estate.id, matter.urgency)
    number = await work.tickets.add(
        NewTicket(
            estate=estate,
            matter=matter,
            by=SYSTEM,
            opener=conversation.id,
            client_key=key,
            fingerprint=fingerprint(key=key),
            conversations=(conversation.id,),
            times=times,
            at=desk.now(),
        )
    )
    return number, times
