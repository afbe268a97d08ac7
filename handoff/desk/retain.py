"""Nothing is kept longer than it may be, and nothing erased comes back (PIPL 19 and 47).

Conversations go as if their residents had asked for it; tickets keep their numbers and moves for the figures.
"""

from datetime import datetime

from handoff import phrases
from handoff.desk.personal_data import drop_the_rest, forget
from handoff.desk.ports import Desk

AT_ONCE = 20  # conversations or tickets a sweep; the next comes within seconds


async def purge_conversations(desk: Desk, as_of: datetime) -> None:
    """Forget conversations that nothing happened in for longer than they are kept: a sweep."""
    before = as_of - desk.keeping.conversations
    async with desk.store.read() as work:
        expired = await work.retention.conversations_before(before, limit=AT_ONCE)
    for conversation_id in expired:
        await _forget_one(desk, conversation_id, spare_tickets=True)


async def purge_tickets(desk: Desk, as_of: datetime) -> None:
    """Blank tickets that are older than they are kept: a sweep."""
    before = as_of - desk.keeping.tickets
    async with desk.store.read() as work:
        expired = await work.retention.tickets_before(before, phrases.ERASED_TEXT, limit=AT_ONCE)
    if expired:
        async with desk.store.write() as work:
            await work.retention.blank_tickets(expired, phrases.ERASED_TEXT)
            pictures = await work.work_steps.erase(expired, phrases.ERASED_TEXT)
        await desk.pictures.remove(pictures)


async def erase_again(desk: Desk) -> int:
    """Erase what a restored backup brought back; return how many conversations that were."""
    buried = await desk.tombstones.every()
    async with desk.store.read() as work:
        back = await work.retention.still_there(buried) if buried else []
    for conversation_id in back:
        await _forget_one(desk, conversation_id, spare_tickets=False)
    return len(back)


async def _forget_one(desk: Desk, conversation_id: str, *, spare_tickets: bool) -> None:
    async with desk.store.write() as work:
        conversation = await work.conversations.get(conversation_id)
        if conversation is None:
            return
        pictures = await forget(desk, work, conversation, spare_tickets=spare_tickets)
    await drop_the_rest(desk, conversation_id, pictures)
