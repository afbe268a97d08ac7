"""A conversation changes hands: to a colleague who may refuse it, or wherever a supervisor puts it."""

from dataclasses import dataclass

from handoff import phrases
from handoff.desk.access import access_conversation, known_colleague, new_id, require_grade
from handoff.desk.announcing import say
from handoff.desk.claim import own, owned, return_to_queue
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.audit import Deed
from handoff.domain.conversation import Conversation
from handoff.domain.events import NoteAdded
from handoff.domain.rights import COORDINATES
from handoff.domain.routing import Handover
from handoff.domain.turn import SYSTEM, Author, Line, Note, fingerprint
from handoff.errors import AlreadyTaken, BadRequest, NotYours


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """To whom a conversation goes, with what note; `is_forced` where a supervisor decides it."""

    to_agent_id: str
    note: str = ""
    is_forced: bool = False


async def hand_over(desk: Desk, agent: Agent, conversation_id: str, giving: Giving) -> Conversation:
    """Hand a conversation of one's own to a colleague, or, by force, anybody's to anybody.

    Raises NotYours, NotPermitted below the coordinating grade, and BadRequest for an unknown colleague.
    """
    async with desk.store.write() as work:
        if giving.is_forced:
            require_grade(agent, COORDINATES)
            conversation = await _not_over(work, agent, conversation_id)
        else:
            conversation = await owned(work, agent, conversation_id)
        colleague = await known_colleague(work, giving.to_agent_id, conversation.estate)
        if conversation.is_held_by(colleague.id):
            raise BadRequest(f"会话已经由{colleague.name}负责，不需要再转。")
        await _leave_note(desk, work, conversation, agent, giving.note)
        await _tell(desk, work, conversation, colleague)
        now = await own(desk, work, conversation, colleague, note=giving.note)
        await work.routing.hand_over(
            Handover(
                conversation_id=now.id,
                epoch=now.epoch,
                from_agent=conversation.agent.id if conversation.agent else None,
                to_agent=colleague.id,
                by=agent.id,
                is_forced=giving.is_forced,
                at=desk.now(),
            )
        )
        if giving.is_forced:
            await work.audit.add(
                Deed(
                    action="force_assigned",
                    actor_id=agent.id,
                    actor_name=agent.name,
                    at=desk.now(),
                    estate=now.estate,
                    subject=now.id,
                )
            )
        return now


async def refuse(desk: Desk, agent: Agent, conversation_id: str, *, note: str) -> Conversation:
    """Give back what a colleague handed over: to them where they are still there, else to the queue."""
    async with desk.store.write() as work:
        conversation = await owned(work, agent, conversation_id)
        came = await work.routing.handover(conversation)
        if came is None or came.is_forced:
            raise NotYours("这个会话不是同事转给您的，不能退回。需要时可以放回待接入队列。")
        if await work.routing.has_spoken(conversation.id, agent.id, came.at):
            raise NotYours("您已经回复过居民，不能再退回。需要时请转给其他同事。")
        await _leave_note(desk, work, conversation, agent, note)
        giver = await work.agents.get(came.from_agent) if came.from_agent else None
        if giver is None or conversation.estate not in giver.estates or giver.presence == "away":
            return await return_to_queue(desk, work, conversation, phrases.PUT_BACK)
        await _tell(desk, work, conversation, giver)
        return await own(desk, work, conversation, giver, note=note)


async def _not_over(work: Work, agent: Agent, conversation_id: str) -> Conversation:
    conversation = await access_conversation(work, agent, conversation_id)
    if conversation.holder == "closed":
        raise AlreadyTaken("这个会话已经结束。居民再发消息时会重新开始。")
    return conversation


async def _tell(desk: Desk, work: Work, conversation: Conversation, colleague: Agent) -> None:
    text = phrases.transfer_text(colleague.name)
    await say(desk, work, conversation, Line(author=SYSTEM, text=text))


async def _leave_note(desk: Desk, work: Work, conversation: Conversation, agent: Agent, text: str) -> None:
    if not text:
        return
    left = Note(
        id=new_id(),
        after_seq=conversation.last_seq,
        author=Author("agent", agent.name, agent.id),
        text=text,
        at=desk.now(),
        client_key=new_id(),
        fingerprint=fingerprint(text=text),
    )
    await work.notes.append(conversation.id, left)
    work.announce(NoteAdded(conversation_id=conversation.id, estate=conversation.estate, note=left))
