"""What became of the bot's decisions: read from the transcripts, after the event.

An answer counts as **rejected** when the resident said 没答到 next, asked the same again, or a person took
over before another answer was given. It counts as **accepted** when none of this happened in the whole
conversation and the resident had time to object: something else was said, or `QUIET` went by.
A question counts as **missed** when a person took over because the bot was not sure, when all choices were
turned down, or when its answer was rejected by 没答到.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from handoff.domain.turn import JsonObject, Turn
from handoff.domain.verdict import normalise

QUIET = timedelta(minutes=30)
NONE = "none"  # the value of the choice 都不是
NOT_ANSWERED = frozenset({"没答到", "没答到我的问题", "没有答到"})  # the widget's button says the first
UNSURE = frozenset({"low_confidence", "repeated_miss"})
LEAST_REPLY = 8  # characters; 「您好」 is no answer
Outcome = Literal["accepted", "rejected"]
MissKind = Literal["low_confidence", "repeated_miss", "none_of_these", "not_answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision of the bot about a question; `outcome` is None where nothing tells."""

    conversation_id: str
    question: Turn
    act: str
    confidence: float
    candidates: tuple[JsonObject, ...]
    entry_id: str | None
    is_plain: bool
    outcome: Outcome | None
    led_to_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A question that got no right answer, what the bot thought of, and what an agent wrote in the end."""

    conversation_id: str
    question: Turn
    kind: MissKind
    candidates: tuple[JsonObject, ...]
    reply: Turn | None


def decisions(conversation_id: str, turns: Sequence[Turn], now: datetime) -> list[Decided]:
    """Return the decisions about questions: answers, questions back, and handovers for want of certainty."""
    found = []
    for place, turn in enumerate(turns):
        question = _question_of(turn, turns[:place])
        if question is None or not _is_decision(turn) or normalise(question.text) in NOT_ANSWERED:
            continue
        bot = turn.bot or {}
        later = turns[place + 1 :]
        found.append(
            Decided(
                conversation_id=conversation_id,
                question=question,
                act=str(turn.act),
                confidence=float(bot.get("confidence") or 0.0),
                candidates=tuple(bot.get("candidates") or ()),
                entry_id=bot.get("entry_id"),
                is_plain=question.value is None and "computed" not in bot,
                outcome=_outcome(question, turn, later, now) if turn.act == "answer" else None,
                led_to_person=turn.act == "handoff" or _person_before_answer(later),
            )
        )
    return found


def misses(conversation_id: str, turns: Sequence[Turn]) -> list[Missed]:
    """Return the questions that got no right answer, each once."""
    found: dict[int, Missed] = {}
    for place, turn in enumerate(turns):
        told = _miss_told_by(turn, turns[:place])
        if told is None:
            continue
        question, kind, decided = told
        found.setdefault(
            question.seq,
            Missed(
                conversation_id=conversation_id,
                question=question,
                kind=kind,
                candidates=tuple((decided.bot or {}).get("candidates") or ()),
                reply=_reply_after(turns[place:]),
            ),
        )
    return list(found.values())


def _miss_told_by(turn: Turn, before: Sequence[Turn]) -> tuple[Turn, MissKind, Turn] | None:
    """Return the question that this turn shows to be missed, how, and the decision about it."""
    spoken = next((one for one in reversed(before) if one.author.kind == "bot"), None)
    if turn.author.kind == "resident" and spoken:
        if normalise(turn.text) in NOT_ANSWERED and spoken.act == "answer":
            question = _question_of(spoken, before)
            return (question, "not_answered", spoken) if question else None
        if (turn.value == NONE or normalise(turn.text) == "都不是") and spoken.act == "clarify":
            question = _question_of(spoken, before)
            return (question, "none_of_these", spoken) if question else None
    reason = ((turn.bot or {}).get("escalation") or {}).get("reason") if turn.act == "handoff" else None
    if reason not in UNSURE:
        return None
    question = _question_of(turn, before)
    if question is None or question.value or normalise(question.text) in {"都不是", *NOT_ANSWERED}:
        return None  # what was turned down is a miss already
    return question, reason, turn


def _is_decision(turn: Turn) -> bool:
    if turn.act in {"answer", "clarify"}:
        return turn.author.kind == "bot" and bool((turn.bot or {}).get("candidates"))
    reason = ((turn.bot or {}).get("escalation") or {}).get("reason")
    return turn.act == "handoff" and reason in UNSURE


def _question_of(turn: Turn, before: Sequence[Turn]) -> Turn | None:
    if turn.reply_to is None:
        return None
    return next((one for one in before if one.seq == turn.reply_to and one.author.kind == "resident"), None)


def _outcome(question: Turn, answer: Turn, later: Sequence[Turn], now: datetime) -> Outcome | None:
    said = [turn for turn in later if turn.author.kind == "resident"]
    if said and (normalise(said[0].text) in NOT_ANSWERED or said[0].value == NONE):
        return "rejected"
    if any(are_alike(question.text, turn.text) for turn in said) or _person_before_answer(later):
        return "rejected"
    if any(turn.act == "handoff" or turn.author.kind == "agent" for turn in later):
        return None  # a person came for something else: that tells nothing of this answer
    if said or now - answer.at >= QUIET:
        return "accepted"
    return None


def _person_before_answer(later: Sequence[Turn]) -> bool:
    """Whether a person took over before the bot answered again."""
    for turn in later:
        if turn.act == "handoff" or turn.author.kind == "agent":
            return True
        if turn.act in {"answer", "ticket", "ask"}:
            return False
    return False


def _reply_after(turns: Sequence[Turn]) -> Turn | None:
    """Return the longest of what an agent wrote until the bot took over again."""
    written = []
    for turn in turns[1:]:
        if turn.author.kind == "bot":
            break
        if turn.author.kind == "agent" and len(turn.text.strip()) >= LEAST_REPLY:
            written.append(turn)
    return max(written, key=lambda turn: len(turn.text), default=None)


def are_alike(one: str, other: str) -> bool:
    """Whether two messages say the same in nearly the same words: most pairs of characters are shared."""
    first, second = (_pairs(normalise(text)) for text in (one, other))
    shared = len(first & second)
    return bool(shared) and 2 * shared / (len(first) + len(second)) >= 0.7  # noqa: PLR2004 (seven in ten)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text} - {""}
