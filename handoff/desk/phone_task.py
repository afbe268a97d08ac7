"""What a messenger refused somebody must say by telephone: one open ticket a conversation, for colleagues."""

from handoff import channel_phrases
from handoff.desk.access import known_estate
from handoff.desk.announcing import announce_ticket
from handoff.desk.ports import Desk, Work
from handoff.desk.service_times import times_from_now
from handoff.domain.conversation import Conversation
from handoff.domain.delivery import Trouble
from handoff.domain.records import NewTicket
from handoff.domain.ticket import SETTLED, Matter
from handoff.domain.turn import SYSTEM, fingerprint


async def open_phone_task(desk: Desk, work: Work, conversation: Conversation, trouble: Trouble) -> None:
    """Open the ticket in the caller's transaction, unless one is open already.

    The resident is not told: there is no way to, and that is the matter.
    """
    tickets = await work.tickets.of(conversation.id)
    if any(one.matter.summary == channel_phrases.PHONE_TASK and one.state not in SETTLED for one in tickets):
        return
    estate = await known_estate(work, conversation.estate)
    key = f"phone-{conversation.last_seq}"
    matter = Matter(
        category="other",
        trade="客服",
        urgency="important",
        summary=channel_phrases.PHONE_TASK,
        details={"原因": channel_phrases.PHONE_TASK_REASONS[trouble]},
        house=conversation.resident.room,
    )
    number = await work.tickets.add(
        NewTicket(
            estate=estate,
            matter=matter,
            by=SYSTEM,
            opener=conversation.id,
            client_key=key,
            fingerprint=fingerprint(key=key),
            conversations=(conversation.id,),
            times=await times_from_now(desk, work, estate.id, matter.urgency),
            at=desk.now(),
        )
    )
    await announce_ticket(work, number)
