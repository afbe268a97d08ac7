"""The audit log: who did what with whose data; each record is chained to the one before it.

Sources: reliability.md P20 and OWASP ASVS 16.3.2, which want sensitive access logged without the data.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from handoff.domain.times import rfc3339

Action = Literal[
    "signed_in",
    "sign_in_refused",
    "unmasked",
    "exported",
    "erased",
    "force_assigned",
    "agent_changed",
    "agent_suspended",
    "agent_restored",
    "sessions_ended",
    "password_changed",
    "knowledge_published",
    "knowledge_rolled_back",
]

UNMASKINGS_A_DAY = {1: 20, 2: 60}  # by grade; the third has no limit, and its unmaskings are seen by others
UNUSUAL_IN_AN_HOUR = 50  # unmaskings by one agent
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGINNING = ""  # what the first record's `previous` is


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is to be logged. `subject` is an id or number; `why` is the actor's reason, never the data."""

    action: Action
    actor_id: str
    actor_name: str
    at: datetime
    estate: str | None = None
    subject: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A deed in the log: its number, counted from 1, and the two links of the chain."""

    seq: int
    deed: Deed
    previous: str
    link: str


def statement(seq: int, deed: Deed, previous: str) -> str:
    """Return the canonical words that a record's link is made from."""
    words = {
        "seq": seq,
        "action": deed.action,
        "actor_id": deed.actor_id,
        "actor_name": deed.actor_name,
        "at": rfc3339(deed.at),
        "estate": deed.estate,
        "subject": deed.subject,
        "why": deed.why,
        "previous": previous,
    }
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
