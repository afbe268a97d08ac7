"""A resident says something: stored and numbered first, then looked at, then answered."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from handoff import phrases
from handoff.desk.access import resident_conversation
from handoff.desk.announcing import announce_holder, announce_summary, say
from handoff.desk.escalate import Case, escalate
from handoff.desk.ports import Desk, Work
from handoff.desk.raise_alarm import raise_alarm
from handoff.desk.repeats import the_same_turn
from handoff.desk.report_incident import hear_report
from handoff.domain.asking import asks_for_person
from handoff.domain.conversation import Conversation
from handoff.domain.envelope import Evidence
from handoff.domain.safety import recognise_emergency
from handoff.domain.turn import RESIDENT, SYSTEM, Line, Turn, Via, fingerprint
from handoff.domain.verdict import reason_before_the_bot, was_asked_or_ticketed
from handoff.errors import BadRequest, NotFound, RepeatedKey, TooMany

LOOKED_BACK = 40  # turns that the rules look at
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the widget sends."""

    client_key: str
    kind: Literal["text", "choice", "image"]
    text: str | None = None
    value: str | None = None
    attachment_id: str | None = None
    via: Via | None = None

    @property
    def fingerprint(self) -> str:
        """Tell this body from another one under the same key."""
        return fingerprint(kind=self.kind, text=self.text, value=self.value, attachment_id=self.attachment_id)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The stored turn, and whether this very call stored it."""

    turn: Turn
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """A line that comes in, and the last turns before it."""

    line: Line
    before: list[Turn]


async def receive(desk: Desk, *, conversation_id: str, token: str, message: Message) -> Receipt:
    """Store a resident's message and see to its answer; raises NotFound, KeyReused, TooMany, BadRequest."""
    try:
        async with desk.store.write() as work:
            conversation = await resident_conversation(work, conversation_id, token)
            turn = await take(desk, work, conversation, message)
    except RepeatedKey:
        async with desk.store.read() as work:
            return Receipt(await the_same_turn(work, conversation_id, _line(message)), is_new=False)
    return Receipt(turn, is_new=True)


async def take(desk: Desk, work: Work, conversation: Conversation, message: Message) -> Turn:
    """Store a message in the caller's transaction and see to its answer; raises as `receive`."""
    said = await work.turns.latest(conversation.id, LOOKED_BACK)
    line = await _complete(work, conversation, message, said)
    return await _take(desk, work, conversation, _Said(line, said))


def _line(message: Message) -> Line:
    return Line(
        author=RESIDENT,
        text=message.text or "",
        client_key=message.client_key,
        fingerprint=message.fingerprint,
        value=message.value,
        via=message.via,
    )


async def _complete(work: Work, conversation: Conversation, message: Message, said: list[Turn]) -> Line:
    """Give a tapped choice its label and a picture its attachment."""
    line = _line(message)
    if message.kind == "image":
        picture = await work.attachments.get(conversation.id, message.attachment_id or "")
        if picture is None:
            raise NotFound(phrases.PICTURE_GONE)
        return replace(line, kind="image", text=message.text or phrases.PICTURE, attachment=picture)
    if message.kind == "choice":
        offered = {choice.value: choice.label for turn in said for choice in turn.choices}
        text = offered.get(message.value or "", message.text)
        if not text:
            raise BadRequest("这个选项已经失效。请直接输入您的问题。")
        return replace(line, text=text)
    return line


async def _take(desk: Desk, work: Work, conversation: Conversation, said: _Said) -> Turn:
    turn = await say(desk, work, conversation, said.line)
    if await _said_lately(work, conversation, turn, said.before) > desk.turns_per_minute:
        raise TooMany(retry_after=round(MINUTE.total_seconds()))
    if turn.text != said.line.text:
        await say(desk, work, conversation, Line(author=SYSTEM, text=phrases.NUMBERS_HIDDEN))
    if conversation.holder == "closed":
        await work.conversations.change_holder(conversation, "bot", None, at=turn.at)
        conversation = await announce_holder(desk, work, conversation)
    emergency = recognise_emergency(turn.text)
    if emergency:
        conversation = await raise_alarm(desk, work, conversation, emergency, turn)
        await hear_report(desk, work, conversation, turn)
    elif await hear_report(desk, work, conversation, turn) and not asks_for_person(turn.text):
        pass  # the desk has answered
    elif conversation.holder == "bot":
        await _for_the_bot(desk, work, conversation, turn, said.before)
    await announce_summary(work, conversation)
    return turn


async def _said_lately(work: Work, conversation: Conversation, turn: Turn, before: list[Turn]) -> int:
    """Count the resident's turns of the last minute, this one too; asks only where `before` is too short."""
    since = turn.at - MINUTE
    if len(before) >= LOOKED_BACK and before[0].at > since:
        return await work.turns.count_of_resident(conversation.id, since)
    return 1 + sum(one.author.kind == "resident" and one.at > since for one in before)


async def _for_the_bot(
    desk: Desk, work: Work, conversation: Conversation, turn: Turn, said: list[Turn]
) -> None:
    """Decide whether the bot is asked at all."""
    evidence = Evidence(text=turn.text, threshold=desk.threshold)
    if turn.attachment and was_asked_or_ticketed(said):
        await say(desk, work, conversation, Line(author=SYSTEM, text=phrases.PHOTO_TAKEN, reply_to=turn.seq))
        return
    if turn.attachment:
        case = Case(reason="rule", evidence=replace(evidence, rule="picture"), reply_to=turn.seq)
        await escalate(desk, work, conversation, case)
        return
    if reason := reason_before_the_bot(turn.text, turn.value, said):
        await escalate(desk, work, conversation, Case(reason=reason, evidence=evidence, reply_to=turn.seq))
    else:
        await work.outbox.add(conversation, turn.seq, turn.at)
