"""Why a person must take over, how urgent that is, and by when; the times are the service standard's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Reason = Literal[
    "asked",
    "low_confidence",
    "repeated_miss",
    "repeated_question",
    "upset",
    "emergency",
    "bot_failed",
    "rule",
]
Urgency = Literal["urgent", "important", "general"]

RANKS: dict[Urgency, int] = {"urgent": 1, "important": 2, "general": 3}
_IMPORTANT: frozenset[Reason] = frozenset({"upset", "repeated_miss", "repeated_question", "rule"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """The record that a person must take over, open until `ended_at`; a conversation has one open at most."""

    id: str
    conversation_id: str
    reason: Reason
    urgency: Urgency
    envelope: dict[str, Any]
    position: int
    opened_at: datetime
    due_at: datetime
    warned_at: datetime | None = None
    claimed_at: datetime | None = None
    ended_at: datetime | None = None


def urgency_of(reason: Reason) -> Urgency:
    """Return the class that a reason calls for."""
    if reason == "emergency":
        return "urgent"
    return "important" if reason in _IMPORTANT else "general"
