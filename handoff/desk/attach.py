"""A picture is sent by the resident or by the agent who holds the conversation, and seen by both sides."""

from handoff.desk.access import access_conversation, new_id, resident_conversation
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.conversation import Conversation
from handoff.domain.turn import Attachment
from handoff.errors import NotFound, NotYours, TooMany

MOST_PICTURES = 50  # a conversation


async def admit_picture(desk: Desk, caller: Agent | str, *, conversation_id: str) -> None:
    """Refuse before anything is uploaded; raises NotFound, NotYours, TooMany."""
    async with desk.store.read() as work:
        conversation = await _where_to(work, caller, conversation_id)
        if await work.attachments.count(conversation.id) >= MOST_PICTURES:
            raise TooMany(f"这个会话已经有{MOST_PICTURES}张图片。请重新开始咨询后再上传。")


async def attach(desk: Desk, caller: Agent | str, *, conversation_id: str, upload: bytes) -> Attachment:
    """Keep a picture, re-encoded: the file first, its row second. Raises as `admit_picture`, TooLarge."""
    attachment = await desk.pictures.keep(new_id(), upload)
    async with desk.store.write() as work:
        conversation = await _where_to(work, caller, conversation_id)
        await work.attachments.add(conversation.id, attachment, desk.now())
    return attachment


async def open_picture(
    desk: Desk, caller: Agent | str, *, conversation_id: str, attachment_id: str
) -> tuple[Attachment, bytes]:
    """Return a picture to an agent of the estate, or to the resident whose token this is; raises NotFound."""
    async with desk.store.read() as work:
        conversation = await _found(work, caller, conversation_id)
        attachment = await work.attachments.get(conversation.id, attachment_id)
    if attachment is None:
        raise NotFound
    return attachment, await desk.pictures.open(attachment.id)


async def _found(work: Work, caller: Agent | str, conversation_id: str) -> Conversation:
    """Find the conversation of an agent's estate, or the one that a resident's token opens."""
    if isinstance(caller, Agent):
        return await access_conversation(work, caller, conversation_id)
    return await resident_conversation(work, conversation_id, caller)


async def _where_to(work: Work, caller: Agent | str, conversation_id: str) -> Conversation:
    """Find the conversation that a caller may say something in; raises NotFound, NotYours."""
    conversation = await _found(work, caller, conversation_id)
    if isinstance(caller, Agent) and not conversation.is_held_by(caller.id):
        raise NotYours
    return conversation
