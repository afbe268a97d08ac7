"""The bot's turn to speak: ask it, judge what it says, and say it only if nobody took over meanwhile."""

from dataclasses import dataclass

from handoff.desk.announcing import announce_summary, say
from handoff.desk.escalate import Case, escalate
from handoff.desk.ports import Desk, Work
from handoff.desk.raise_alarm import raise_alarm
from handoff.desk.ticket_wish import fulfil
from handoff.domain.bot_reply import BotReply, Question
from handoff.domain.conversation import Conversation
from handoff.domain.envelope import Evidence
from handoff.domain.records import Job
from handoff.domain.safety import Emergency, likeliest_hazard
from handoff.domain.turn import BOT, Line, Turn
from handoff.domain.verdict import counts_misses, reason_after_the_bot
from handoff.errors import BotFailed, NotFound

ATTEMPTS = 5  # a job that outlived so many workers is a person's
LOOKED_BACK = 40


@dataclass(frozen=True, slots=True)
class _Asked:
    """A job with what it is about, as it stands at this moment."""

    job: Job
    conversation: Conversation
    turn: Turn

    @property
    def is_the_bots(self) -> bool:
        """Whether the bot still holds the conversation as it did when the turn was said."""
        return self.conversation.holder == "bot" and self.conversation.epoch == self.job.epoch


async def answer(desk: Desk, job: Job) -> None:
    """Work off one job, at most once: the words are said, kept as suppressed, or a person takes over."""
    async with desk.store.read() as work:
        asked = await _look_up(work, job)
    reply = await _ask(desk, asked) if asked.is_the_bots else None
    async with desk.store.write() as work:
        asked = await _look_again(work, asked)
        outcome, case = await _judge(desk, work, asked, reply)
        if not await work.outbox.finish(job, outcome, desk.now()):
            return
        if case and case.reason == "emergency":
            heard = Emergency(likeliest_hazard(asked.turn.text), asked.turn.text)
            await raise_alarm(desk, work, asked.conversation, heard, asked.turn)
        elif case:
            await escalate(desk, work, asked.conversation, case)
        elif reply and outcome == "said":
            await _say(desk, work, asked, reply)
        elif reply:
            await work.turns.suppress(job, reply, desk.now())
        await announce_summary(work, asked.conversation)


async def _look_again(work: Work, asked: _Asked) -> _Asked:
    """Return how it stands now; a conversation that is as it was has its turns as they were."""
    conversation = await work.conversations.get(asked.job.conversation_id)
    return asked if conversation == asked.conversation else await _look_up(work, asked.job)


async def _look_up(work: Work, job: Job) -> _Asked:
    conversation = await work.conversations.get(job.conversation_id)
    turns = await work.turns.after(job.conversation_id, job.seq - 1, limit=1)
    if conversation is None or not turns:
        raise NotFound
    return _Asked(job, conversation, turns[0])


async def _ask(desk: Desk, asked: _Asked) -> BotReply | None:
    """Return the bot's valid reply, or None where it failed or this job has failed too often."""
    if asked.job.attempts > ATTEMPTS:
        return None
    house = asked.conversation.resident.house
    question = Question(
        conversation_id=asked.conversation.id,
        text=asked.turn.text,
        estate=asked.conversation.estate,
        threshold=desk.threshold,
        choice=asked.turn.value,
        at=desk.now(),
        house=house.address if house else None,
        house_kind=house.kind if house else None,
    )
    try:
        return await desk.bot.ask(question)
    except BotFailed:
        return None


async def _judge(desk: Desk, work: Work, asked: _Asked, reply: BotReply | None) -> tuple[str, Case | None]:
    """Return the outcome's name, and the case for a person where there is one."""
    if not asked.is_the_bots:
        return "suppressed", None
    evidence = Evidence(text=asked.turn.text, threshold=desk.threshold)
    if reply is None:
        return "bot_failed", Case(reason="bot_failed", evidence=evidence, reply_to=asked.turn.seq)
    said: list[Turn] = []
    if counts_misses(reply):
        said = await work.turns.latest(asked.conversation.id, LOOKED_BACK, before=asked.turn.seq)
    reason = reason_after_the_bot(reply, said, desk.threshold)
    if reason is None:
        return "said", None
    evidence = Evidence(
        text=asked.turn.text,
        threshold=desk.threshold,
        confidence=reply.confidence,
        candidates=reply.candidates,
        entities=reply.entities,
        slots=reply.slots,
        mood=reply.mood,
    )
    return "escalated", Case(reason=reason, evidence=evidence, reply_to=asked.turn.seq)


async def _say(desk: Desk, work: Work, asked: _Asked, reply: BotReply) -> None:
    line = Line(
        author=BOT,
        kind="choices" if reply.choices else "text",
        text=reply.text,
        choices=reply.choices,
        reply_to=asked.turn.seq,
        bot=reply.bot,
    )
    if reply.ticket:
        await fulfil(desk, work, asked.conversation, reply.ticket, line)
    else:
        await say(desk, work, asked.conversation, line)
