"""The resident's own data: a copy to take along, and erasure (PIPL articles 45 and 47)."""

from dataclasses import dataclass
from datetime import datetime

from handoff import phrases
from handoff.desk.access import resident_conversation
from handoff.desk.announcing import announce_holder, announce_summary
from handoff.desk.ports import Desk, Work
from handoff.desk.ring_handoff import nobody_waits
from handoff.domain.audit import Action, Deed
from handoff.domain.conversation import Conversation
from handoff.domain.records import Rating
from handoff.domain.ticket import Ticket
from handoff.domain.turn import Turn


@dataclass(frozen=True, slots=True)
class Copy:
    """Everything the desk holds about a resident in one conversation, as of one moment."""

    conversation: Conversation
    turns: list[Turn]
    ratings: list[Rating]
    tickets: list[Ticket]


async def export(desk: Desk, *, conversation_id: str, token: str) -> Copy:
    """Return a snapshot; agents' private notes are theirs and not in it. Raises NotFound."""
    async with desk.store.write() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        await work.audit.add(_by_resident("exported", conversation, desk.now()))
        return Copy(
            conversation,
            await work.turns.after(conversation.id, 0),
            await work.records.ratings(conversation.id),
            list(await work.tickets.of(conversation.id)),
        )


async def erase(desk: Desk, *, conversation_id: str, token: str) -> None:
    """Close the conversation and forget the person: fields, words, pictures, and the token itself."""
    async with desk.store.write() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        pictures = await forget(desk, work, conversation)
        await work.audit.add(_by_resident("erased", conversation, desk.now()))
    await drop_the_rest(desk, conversation_id, pictures)


def _by_resident(action: Action, conversation: Conversation, at: datetime) -> Deed:
    return Deed(
        action=action,
        actor_id="resident",
        actor_name="",
        at=at,
        estate=conversation.estate,
        subject=conversation.id,
    )


async def forget(
    desk: Desk, work: Work, conversation: Conversation, *, spare_tickets: bool = False
) -> list[str]:
    """Forget the person in the caller's transaction; return the pictures to be deleted after it."""
    now = desk.now()
    await work.records.unassign(conversation.id, now)
    await work.escalations.end(conversation.id, now)
    await work.escalations.erase(conversation.id)
    await nobody_waits(desk, work, conversation)
    await work.turns.erase(conversation.id, phrases.ERASED_TEXT)
    await work.records.erase(conversation.id, phrases.ERASED_TEXT)
    await work.incidents.erase(conversation.id)
    await work.unsent.erase(conversation.id)
    await work.promises.erase(conversation.id, phrases.ERASED_TEXT)
    await work.ratings.erase(conversation.id, phrases.ERASED_TEXT)
    pictures = await work.attachments.erase(conversation.id)
    if not spare_tickets:
        numbers = [ticket.number for ticket in await work.tickets.of(conversation.id)]
        await work.retention.blank_tickets(numbers, phrases.ERASED_TEXT)
        pictures += await work.work_steps.erase(numbers, phrases.ERASED_TEXT)
    await work.deliveries.erase(conversation.id, now)
    await work.correspondents.erase(conversation.id)
    await work.conversations.change_holder(conversation, "closed", None, at=now)
    await work.conversations.erase(conversation.id, now)
    conversation = await announce_holder(desk, work, conversation)
    await announce_summary(work, conversation)
    return pictures


async def drop_the_rest(desk: Desk, conversation_id: str, pictures: list[str]) -> None:
    """Delete what lies outside the database's rows, after `forget` was committed."""
    await desk.tombstones.add(conversation_id)
    await desk.pictures.remove(pictures)
    await desk.store.compact()
