"""When the bot is not enough: judged from the desk's own transcript, whatever the bot thinks."""

import re
import unicodedata
from collections.abc import Sequence

from handoff.domain.asking import asks_for_person
from handoff.domain.bot_reply import BotReply
from handoff.domain.escalation import Reason
from handoff.domain.turn import Turn

HUMAN = "human"  # the value of the 人工 choice
MISSES = 2


def reason_before_the_bot(text: str, value: str | None, said: Sequence[Turn]) -> Reason | None:
    """Return why this message goes straight to a person, or None. `said` is what came before it."""
    if value == HUMAN or (value is None and asks_for_person(text)):
        return "asked"
    if value is None and _was_just_answered(text, said):
        return "repeated_question"
    return None


def counts_misses(reply: BotReply) -> bool:
    """Whether what was said before decides about a reply."""
    return reply.act == "clarify"


def reason_after_the_bot(reply: BotReply, said: Sequence[Turn], threshold: float) -> Reason | None:
    """Return why a person must take over in spite of the bot's reply, or None where it may be said.

    `said` is what came before the question; it may be empty where nothing of it counts (`counts_misses`).
    """
    if reply.act == "handoff":
        return reply.escalate or "low_confidence"
    if reply.act == "emergency":
        return "emergency"
    if reply.act == "answer" and (reply.confidence is None or reply.confidence < threshold):
        return "low_confidence"
    if counts_misses(reply) and _misses(said) + 1 >= MISSES:
        return "repeated_miss"
    return reply.escalate


def was_asked_or_ticketed(said: Sequence[Turn]) -> bool:
    """Whether a picture now belongs to a form that the bot fills in, or to the ticket it just opened."""
    spoken = [turn for turn in said if turn.author.kind != "resident" and not _is_photo_taken(turn)]
    return bool(spoken) and spoken[-1].act in {"ask", "ticket"}


def _is_photo_taken(turn: Turn) -> bool:
    return turn.author.kind == "system" and turn.act is None


def _misses(said: Sequence[Turn]) -> int:
    """Count the clarifications since the bot last answered or a person last spoke."""
    count = 0
    for turn in reversed(said):
        if turn.author.kind in {"agent", "system"} or turn.act in {"answer", "ticket"}:
            break
        count += turn.act == "clarify"
    return count


def _was_just_answered(text: str, said: Sequence[Turn]) -> bool:
    if not said or said[-1].act != "answer":
        return False
    asked = next((turn for turn in reversed(said) if turn.author.kind == "resident"), None)
    return asked is not None and normalise(asked.text) == normalise(text) != ""


def normalise(text: str) -> str:
    """Return a question without what does not change it: width, case, blanks, punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
