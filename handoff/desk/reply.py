"""An agent speaks to the resident, or leaves a note that only colleagues see."""

from dataclasses import dataclass, replace

from handoff import phrases
from handoff.desk.access import access_conversation, new_id
from handoff.desk.announcing import announce_summary, say
from handoff.desk.keep_promise import answer_is_given
from handoff.desk.ports import Desk, Work
from handoff.desk.receive import Receipt
from handoff.desk.repeats import the_same_note, the_same_turn
from handoff.desk.unsent import drop_what_was_sent
from handoff.desk.watch_answers import is_answered
from handoff.domain.agent import LEASE, Agent
from handoff.domain.conversation import Conversation
from handoff.domain.events import NoteAdded
from handoff.domain.secret_numbers import hide_numbers
from handoff.domain.turn import Author, Line, Note, fingerprint
from handoff.errors import NotFound, NotYours, RepeatedKey


@dataclass(frozen=True, slots=True)
class NoteReceipt:
    """The stored note, and whether this very call stored it."""

    note: Note
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an agent says: words, or a picture that was uploaded in this conversation."""

    client_key: str
    text: str
    attachment_id: str | None = None

    def by(self, agent: Agent) -> Line:
        """Return it as a line of this agent's; a picture is put in by `reply`."""
        picture = {"attachment_id": self.attachment_id} if self.attachment_id else {}
        return Line(
            author=Author("agent", agent.name, agent.id),
            text=self.text,
            client_key=self.client_key,
            fingerprint=fingerprint(text=self.text, **picture),
        )


async def reply(desk: Desk, agent: Agent, conversation_id: str, said: Reply) -> Receipt:
    """Say something as the owner; raises NotYours with the text as a draft, NotFound."""
    line = said.by(agent)
    try:
        async with desk.store.write() as work:
            conversation = await access_conversation(work, agent, conversation_id)
            said_before = await work.turns.by_key(conversation.id, line)
            if not conversation.is_held_by(agent.id) and not said_before:
                raise NotYours(draft=said.text)
            shown = await _with_picture(work, conversation, line, said.attachment_id)
            turn = await say(desk, work, conversation, shown)
            await work.people.renew(agent.id, turn.at + LEASE)
            await is_answered(desk, work, conversation)
            await answer_is_given(desk, work, conversation, line.author)
            await drop_what_was_sent(work, conversation, kind="reply", said=turn)
            await announce_summary(work, conversation)
    except RepeatedKey:
        async with desk.store.read() as work:
            return Receipt(await the_same_turn(work, conversation_id, line), is_new=False)
    return Receipt(turn, is_new=True)


async def _with_picture(
    work: Work, conversation: Conversation, line: Line, attachment_id: str | None
) -> Line:
    if attachment_id is None:
        return line
    picture = await work.attachments.get(conversation.id, attachment_id)
    if picture is None:
        raise NotFound(phrases.PICTURE_GONE)
    return replace(line, kind="image", text=line.text or phrases.PICTURE, attachment=picture)


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
    """Say something to the owner alone, as a supervisor; raises NotYours without an owner."""
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
        text=hide_numbers(text),
        at=desk.now(),
        client_key=client_key,
        fingerprint=fingerprint(text=text),
    )


async def _keep(desk: Desk, conversation: Conversation, note: Note) -> NoteReceipt:
    try:
        async with desk.store.write() as work:
            await work.notes.append(conversation.id, note)
            await work.conversations.get(conversation.id)  # locked, like the draft while it is written
            await drop_what_was_sent(work, conversation, kind="note", said=note)
            work.announce(NoteAdded(conversation_id=conversation.id, estate=conversation.estate, note=note))
    except RepeatedKey:
        async with desk.store.read() as work:
            return NoteReceipt(await the_same_note(work, conversation.id, note), is_new=False)
    return NoteReceipt(note, is_new=True)
