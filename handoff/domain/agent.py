"""A person who answers: what they may do, what they know, where and when they work."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Literal

from handoff.domain.conversation import AgentName
from handoff.domain.rights import BASIC
from handoff.domain.times import CHINA

Presence = Literal["online", "away"]
LEASE = timedelta(seconds=45)  # how long after the last sign of life somebody still counts as there
LONGEST_NAME = 64  # characters
USUAL_CAPACITY = 6  # conversations that one person follows at once without losing the thread


# People of the company who answer in the WeCom app, beside the desk: agents without a password, known by
# this in front of their id.
_SERVICER = "wecom-"


def servicer_id(channel_account: str, userid: str) -> str:
    """Return the id under which a WeCom user answers on an account."""
    return _SERVICER + hashlib.sha256(f"{channel_account}/{userid}".encode()).hexdigest()[:32]


def is_servicer(agent_id: str) -> bool:
    """Whether an agent answers in the WeCom app, where neither line nor lease of ours proves anything."""
    return agent_id.startswith(_SERVICER)


def plain_name(written: str) -> str:
    """Return a name that looks like what it is: one width of letters, no sign that nobody sees.

    Raises ValueError for what is no name.
    """
    name = unicodedata.normalize("NFKC", written).strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise ValueError(f"坐席名字需要1到{LONGEST_NAME}个字，不能有看不见的符号。")
    return name


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours on days of the week (1 is Monday), by China's clock; `to` before `begin` is tomorrow's."""

    days: frozenset[int]
    begin: time
    to: time

    def covers(self, at: datetime) -> bool:
        """Whether a moment lies within the shift."""
        local = at.astimezone(CHINA)
        today, now = local.isoweekday(), local.time()
        if self.begin < self.to:
            return today in self.days and self.begin <= now < self.to
        yesterday = 7 if today == 1 else today - 1
        return (today in self.days and now >= self.begin) or (yesterday in self.days and now < self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """The record that an account is closed to its agent (停用): by whom, when, and why."""

    agent_id: str
    by: AgentName
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """An agent (坐席): grade 1 answers, 2 coordinates, 3 manages; sees the conversations of these estates.

    Grade 0 is a repairer (维修师傅), who sees work orders and nothing else.

    `skills` are trades and ticket categories; none means all. `buildings` names those of an estate that are
    theirs; an estate that is not named means all of its buildings. `suspended_at` is since when the account
    is closed, None where it is open.
    """

    id: str
    username: str
    name: str
    grade: int
    estates: frozenset[str]
    presence: Presence = "online"
    away_reason: str | None = None
    skills: frozenset[str] = frozenset()
    buildings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    capacity: int = USUAL_CAPACITY
    shifts: tuple[Shift, ...] = ()
    suspended_at: datetime | None = None

    def answers_in(self, estate: str) -> bool:
        """Whether they talk with residents there; a repairer (grade 0) works on orders only."""
        return self.grade >= BASIC and estate in self.estates

    def is_on_shift(self, at: datetime) -> bool:
        """Whether the plan says that they work now; without shifts it always does."""
        return not self.shifts or any(shift.covers(at) for shift in self.shifts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """An agent as they stand at this moment: there or not, with so many conversations."""

    agent: Agent
    online: bool
    load: int = 0
    lease_until: datetime | None = None
