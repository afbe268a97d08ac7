"""What a messenger refused somebody must say by telephone: one open ticket a conversation, for colleagues."""

from handoff import channel_phrases
from handoff.desk.announcing import announce_ticket
from handoff.desk.own_ticket import open_own_ticket
from handoff.desk.ports import Desk, Work
from handoff.domain.conversation import Conversation
from handoff.domain.delivery import Trouble
from handoff.domain.ticket import SETTLED, Matter


async def open_phone_task(desk: Desk, work: Work, conversation: Conversation, trouble: Trouble) -> None:
    """Open the ticket in the caller's transaction, unless one is open already.

    The resident is not told: there is no way to, and that is the matter.
    """
    tickets = await work.tickets.of(conversation.id)
    if any(one.matter.summary == channel_phrases.PHONE_TASK and one.state not in SETTLED for one in tickets):
        return
    matter = Matter(
        category="other",
        trade="客服",
        urgency="important",
        summary=channel_phrases.PHONE_TASK,
        details={"原因": channel_phrases.PHONE_TASK_REASONS[trouble]},
        house=conversation.resident.room,
    )
    number, _ = await open_own_ticket(desk, work, conversation, matter, key=f"phone-{conversation.last_seq}")
    await announce_ticket(work, number)
