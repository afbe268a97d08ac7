"""A resident begins a conversation."""

from handoff.desk.access import hash_token, known_estate, new_id, new_token, resident_conversation
from handoff.desk.ports import Desk
from handoff.domain.conversation import WEB, Consent, Resident
from handoff.domain.records import NewConversation, Opening
from handoff.errors import TooMany


async def open_conversation(
    desk: Desk, *, estate: str, resident: Resident, consent: Consent, address: str
) -> Opening:
    """Open a web conversation that the bot holds; raises NotFound for an unknown estate, TooMany."""
    now = desk.now()
    new = NewConversation(
        id=new_id(),
        token_hash=hash_token(token := new_token()),
        estate=estate,
        channel=WEB,
        resident=resident,
        consent=consent,
        at=now,
    )
    async with desk.store.read() as work:
        await known_estate(work, estate)
    for window, key in ((desk.limits.by_address, address), (desk.limits.by_estate, estate)):
        if wait := window.admit(key, now.timestamp()):
            raise TooMany(retry_after=round(wait) + 1)
    async with desk.store.write() as work:
        await work.conversations.add(new)
        conversation = await resident_conversation(work, new.id, token)
    return Opening(conversation, token)
