"""Who owns a conversation: claim it, hand it to a colleague, put it back."""

from handoff import phrases
from handoff.desk.access import access_conversation, new_id
from handoff.desk.announcing import announce_holder, announce_summary, say
from handoff.desk.ports import Desk, Work
from handoff.desk.ring_handoff import handoff_is_answered, ring_handoff
from handoff.domain.agent import Agent
from handoff.domain.conversation import Conversation
from handoff.domain.events import NoteAdded
from handoff.domain.turn import SYSTEM, Author, Line, Note, fingerprint
from handoff.errors import AlreadyTaken, BadRequest, NotYours


async def claim(desk: Desk, agent: Agent, conversation_id: str) -> Conversation:
    """Take a conversation from the queue, or over from the bot; raises AlreadyTaken naming its owner."""
    async with desk.store.write() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        if conversation.holder == "agent" and conversation.agent:
            raise AlreadyTaken(phrases.taken_detail(conversation.agent.name))
        if conversation.holder == "closed":
            raise AlreadyTaken("这个会话已经结束。居民再发消息时会重新开始。")
        if waiting := await work.escalations.open_of(conversation.id):
            await work.escalations.claimed(waiting, desk.now())
        return await _own(desk, work, conversation, agent)


async def transfer(
    desk: Desk, agent: Agent, conversation_id: str, *, to_agent_id: str, note: str
) -> Conversation:
    """Hand the conversation to a colleague of the same estate, with a private note."""
    async with desk.store.write() as work:
        conversation = await _owned(work, agent, conversation_id)
        colleague = await work.agents.get(to_agent_id)
        if colleague is None or conversation.estate not in colleague.estates:
            raise BadRequest("没有找到这位坐席，或对方不负责这个小区。请重新选择。")
        if colleague.id == agent.id:
            raise BadRequest("会话已经由您负责，不需要转给自己。")
        if note:
            left = Note(
                id=new_id(),
                after_seq=conversation.last_seq,
                author=Author("agent", agent.name, agent.id),
                text=note,
                at=desk.now(),
                client_key=new_id(),
                fingerprint=fingerprint(text=note),
            )
            await work.notes.append(conversation.id, left)
            work.announce(NoteAdded(conversation_id=conversation.id, estate=conversation.estate, note=left))
        await say(desk, work, conversation, Line(author=SYSTEM, text=phrases.transfer_text(colleague.name)))
        return await _own(desk, work, conversation, colleague, note=note)


async def put_back(desk: Desk, agent: Agent, conversation_id: str) -> Conversation:
    """Give the conversation back to the queue; the resident is told."""
    async with desk.store.write() as work:
        conversation = await _owned(work, agent, conversation_id)
        now = desk.now()
        await work.records.unassign(conversation.id, now)
        await work.conversations.change_holder(conversation, "queue", None, at=now)
        await say(desk, work, conversation, Line(author=SYSTEM, text=phrases.PUT_BACK))
        conversation = await announce_holder(desk, work, conversation)
        await ring_handoff(desk, work, conversation, await work.escalations.open_of(conversation.id))
        await announce_summary(work, conversation)
        return conversation


async def _owned(work: Work, agent: Agent, conversation_id: str) -> Conversation:
    conversation = await access_conversation(work, agent, conversation_id)
    if not conversation.is_held_by(agent.id):
        raise NotYours("这个会话现在不由您负责。请先接入会话。")
    return conversation


async def _own(
    desk: Desk, work: Work, conversation: Conversation, owner: Agent, *, note: str = ""
) -> Conversation:
    now = desk.now()
    if not await work.conversations.change_holder(conversation, "agent", owner.id, at=now):
        raise AlreadyTaken
    await work.records.assign(conversation.id, owner.id, now, note)
    await handoff_is_answered(desk, work, conversation, owner)
    conversation = await announce_holder(desk, work, conversation)
    await announce_summary(work, conversation)
    return conversation
