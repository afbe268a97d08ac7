"""The audit log: who did what with whose data; each record is chained to the one before it.

Sources: reliability.md P20 and OWASP ASVS 16.3.2, which want sensitive access logged without the data.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from handoff.domain.times import CHINA, rfc3339

Action = Literal[
    "signed_in",
    "sign_in_refused",
    "unmasked",
    "exported",
    "erased",
    "force_assigned",
    "agent_added",
    "agent_changed",
    "agent_suspended",
    "agent_restored",
    "sessions_ended",
    "password_changed",
    "knowledge_published",
    "knowledge_rolled_back",
    "refused",
]

UNMASKINGS_A_DAY = {1: 20, 2: 60}  # by grade; the third has no limit, and its unmaskings are seen by others
UNUSUAL_IN_AN_HOUR = 50  # unmaskings by one agent
# A day with more than three times what is usual for the same person; of a few, three times says nothing.
UNUSUAL_TIMES, FEW = 3, 20
USUAL_OVER = timedelta(days=14)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
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


def unusual_today(moments: Sequence[datetime], at: datetime) -> int | None:
    """Return how many of the moments are today's where that is far above the person's own usual day.

    The usual day is the median of the fourteen days before today (China's), those without any counting too.
    """
    days = Counter(moment.astimezone(CHINA).date() for moment in moments)
    today = at.astimezone(CHINA).date()
    before = [days[today - timedelta(days=back)] for back in range(1, USUAL_OVER.days + 1)]
    limit = max(UNUSUAL_TIMES * median(before), FEW)
    return days[today] if days[today] > limit else None
