"""A resident begins a conversation."""

from handoff.desk.access import hash_token, new_id, new_token
from handoff.desk.ports import Desk
from handoff.domain.conversation import Consent, Resident
from handoff.domain.records import NewConversation, Opening
from handoff.errors import BadRequest, NotFound, TooMany


async def open_conversation(
    desk: Desk, *, estate: str, resident: Resident, consent: Consent, address: str
) -> Opening:
    """Open a web conversation that the bot holds; raises NotFound for an unknown estate, TooMany."""
    now = desk.now()
    if wait := desk.limits.openings.admit(address, now.timestamp()):
        raise TooMany(retry_after=round(wait) + 1)
    new = NewConversation(
        id=new_id(),
        token_hash=hash_token(token := new_token()),
        estate=estate,
        channel="web",
        resident=resident,
        consent=consent,
        at=now,
    )
    async with desk.store.write() as work:
        if await work.estates.get(estate) is None:
            raise NotFound("没有找到这个小区。请检查小区编号。")
        await work.conversations.add(new)
        conversation = await work.conversations.get(new.id)
    if conversation is None:
        raise BadRequest
    return Opening(conversation, token)
