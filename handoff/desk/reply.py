"""An agent speaks to the resident, or leaves a note that only colleagues see."""

from dataclasses import dataclass, replace

from handoff.desk.access import access_conversation, new_id, require_grade
from handoff.desk.announcing import announce_summary, say
from handoff.desk.keep_promise import answer_is_given
from handoff.desk.ports import Desk
from handoff.desk.receive import Receipt
from handoff.desk.repeats import the_same_note, the_same_turn
from handoff.desk.watch_answers import is_answered
from handoff.domain.agent import LEASE, Agent
from handoff.domain.conversation import Conversation
from handoff.domain.events import NoteAdded
from handoff.domain.rights import COORDINATES
from handoff.domain.turn import Author, Line, Note, fingerprint
from handoff.errors import NotYours, RepeatedKey


@dataclass(frozen=True, slots=True)
class NoteReceipt:
    """The stored note, and whether this very call stored it."""

    note: Note
    is_new: bool


async def reply(desk: Desk, agent: Agent, conversation_id: str, *, client_key: str, text: str) -> Receipt:
    """Say something as the owner; raises NotYours with the text as a draft for anybody else."""
    line = Line(
        author=Author("agent", agent.name, agent.id),
        text=text,
        client_key=client_key,
        fingerprint=fingerprint(text=text),
    )
    try:
        async with desk.store.write() as work:
            conversation = await access_conversation(work, agent, conversation_id)
            said_before = await work.turns.by_key(conversation.id, line)
            if not conversation.is_held_by(agent.id) and not said_before:
                raise NotYours(draft=text)
            turn = await say(desk, work, conversation, line)
            await work.people.renew(agent.id, turn.at + LEASE)
            await is_answered(desk, work, conversation)
            await answer_is_given(desk, work, conversation, line.author)
            await announce_summary(work, conversation)
    except RepeatedKey:
        async with desk.store.read() as work:
            return Receipt(await the_same_turn(work, conversation_id, line), is_new=False)
    return Receipt(turn, is_new=True)


async def leave_note(
    desk: Desk, agent: Agent, conversation_id: str, *, client_key: str, text: str
) -> NoteReceipt:
    """Leave a private note behind the last turn; any agent of the estate may."""
    async with desk.store.read() as work:
        conversation = await access_conversation(work, agent, conversation_id)
    return await _keep(desk, conversation, _note(desk, agent, conversation, client_key, text))


async def whisper(
    desk: Desk, agent: Agent, conversation_id: str, *, client_key: str, text: str
) -> NoteReceipt:
    """Say something to the owner alone, as a supervisor; raises NotPermitted, NotYours without an owner."""
    require_grade(agent, COORDINATES)
    async with desk.store.read() as work:
        conversation = await access_conversation(work, agent, conversation_id)
    if conversation.holder != "agent":
        raise NotYours("这个会话现在没有坐席负责，没有人能听到。需要时请先指派。", draft=text)
    note = _note(desk, agent, conversation, client_key, text)
    return await _keep(desk, conversation, replace(note, is_whisper=True))


def _note(desk: Desk, agent: Agent, conversation: Conversation, client_key: str, text: str) -> Note:
    return Note(
        id=new_id(),
        after_seq=conversation.last_seq,
        author=Author("agent", agent.name, agent.id),
        text=text,
        at=desk.now(),
        client_key=client_key,
        fingerprint=fingerprint(text=text),
    )


async def _keep(desk: Desk, conversation: Conversation, note: Note) -> NoteReceipt:
    try:
        async with desk.store.write() as work:
            await work.notes.append(conversation.id, note)
            work.announce(NoteAdded(conversation_id=conversation.id, estate=conversation.estate, note=note))
    except RepeatedKey:
        async with desk.store.read() as work:
            return NoteReceipt(await the_same_note(work, conversation.id, note), is_new=False)
    return NoteReceipt(note, is_new=True)
