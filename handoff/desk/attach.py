"""A resident sends a picture; whoever may see the conversation may see it."""

from handoff.desk.access import access_conversation, new_id, resident_conversation
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.turn import Attachment
from handoff.errors import NotFound, TooMany

MOST_PICTURES = 50  # a conversation


async def admit_picture(desk: Desk, *, conversation_id: str, token: str) -> None:
    """Refuse before anything is uploaded; raises NotFound, TooMany."""
    async with desk.store.read() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        if await work.attachments.count(conversation.id) >= MOST_PICTURES:
            raise TooMany(f"这个会话已经有{MOST_PICTURES}张图片。请重新开始咨询后再上传。")


async def attach(desk: Desk, *, conversation_id: str, token: str, upload: bytes) -> Attachment:
    """Keep a picture, re-encoded: the file first, its row second. Raises BadRequest, TooLarge."""
    attachment = await desk.pictures.keep(new_id(), upload)
    async with desk.store.write() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        await work.attachments.add(conversation.id, attachment, desk.now())
    return attachment


async def open_picture(
    desk: Desk, caller: Agent | str, *, conversation_id: str, attachment_id: str
) -> tuple[Attachment, bytes]:
    """Return a picture to an agent of the estate, or to the resident whose token this is; raises NotFound."""
    async with desk.store.read() as work:
        if isinstance(caller, Agent):
            conversation = await access_conversation(work, caller, conversation_id)
        else:
            conversation = await resident_conversation(work, conversation_id, caller)
        attachment = await work.attachments.get(conversation.id, attachment_id)
    if attachment is None:
        raise NotFound
    return attachment, await desk.pictures.open(attachment.id)
