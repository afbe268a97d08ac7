"""Who owns a conversation: claim it, put it back."""

from handoff import phrases
from handoff.desk.access import access_conversation
from handoff.desk.announcing import announce_holder, announce_summary, say
from handoff.desk.offer import offer_next
from handoff.desk.ports import Desk, Work
from handoff.desk.ring_handoff import handoff_is_answered, ring_handoff
from handoff.domain.agent import LEASE, Agent
from handoff.domain.conversation import Conversation
from handoff.domain.turn import SYSTEM, Line
from handoff.errors import AlreadyTaken, NotYours


async def claim(desk: Desk, agent: Agent, conversation_id: str) -> Conversation:
    """Take a conversation from the queue, or over from the bot; raises AlreadyTaken naming its owner."""
    async with desk.store.write() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        if conversation.holder == "agent" and conversation.agent:
            raise AlreadyTaken(phrases.taken_detail(conversation.agent.name))
        if conversation.holder == "closed":
            raise AlreadyTaken("这个会话已经结束。居民再发消息时会重新开始。")
        return await own(desk, work, conversation, agent)


async def put_back(desk: Desk, agent: Agent, conversation_id: str) -> Conversation:
    """Give the conversation back to the queue; the resident is told."""
    async with desk.store.write() as work:
        conversation = await owned(work, agent, conversation_id)
        return await return_to_queue(desk, work, conversation, phrases.PUT_BACK)


async def return_to_queue(desk: Desk, work: Work, conversation: Conversation, text: str) -> Conversation:
    """End the present ownership, tell the resident why, and offer the conversation to the next colleague."""
    now = desk.now()
    await work.records.unassign(conversation.id, now)
    if not await work.conversations.change_holder(conversation, "queue", None, at=now):
        raise AlreadyTaken
    await say(desk, work, conversation, Line(author=SYSTEM, text=text))
    conversation = await announce_holder(desk, work, conversation)
    await ring_handoff(desk, work, conversation, await work.escalations.open_of(conversation.id))
    await offer_next(desk, work, conversation)
    await announce_summary(work, conversation)
    return conversation


async def owned(work: Work, agent: Agent, conversation_id: str) -> Conversation:
    """Find a conversation that this agent owns; raises NotFound, NotYours."""
    conversation = await access_conversation(work, agent, conversation_id)
    if not conversation.is_held_by(agent.id):
        raise NotYours("这个会话现在不由您负责。请先接入会话。")
    return conversation


async def own(
    desk: Desk, work: Work, conversation: Conversation, owner: Agent, *, note: str = ""
) -> Conversation:
    """Make an agent the owner by compare-and-set; raises AlreadyTaken where somebody was faster."""
    now = desk.now()
    if not await work.conversations.change_holder(conversation, "agent", owner.id, at=now):
        raise AlreadyTaken
    if waiting := await work.escalations.open_of(conversation.id):
        await work.escalations.claimed(waiting, now)
    await work.records.assign(conversation.id, owner.id, now, note)
    await handoff_is_answered(desk, work, conversation, owner)
    await work.people.renew(owner.id, now + LEASE)
    conversation = await announce_holder(desk, work, conversation)
    await announce_summary(work, conversation)
    return conversation
