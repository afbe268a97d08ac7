"""The figures of service, as counts of hits among cases. Definitions for people: docs/figures.md."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from handoff.domain.escalation import Reason, Urgency
from handoff.domain.times import CHINA

Metric = Literal[
    "response_on_time",
    "first_contact_resolution",
    "bot_resolution",
    "handoff",
    "satisfaction",
    "nps",
    "complaints",
    "repeat_complaints",
]
By = Literal["estate", "building", "class", "agent", "day"]

COMES_BACK = timedelta(hours=72)  # an escalation so soon after a closure says that it was not resolved
REPEATS = timedelta(days=30)  # a complaint of the same household so soon is the same complaint again
SATISFIED, PROMOTES, DETRACTS = 4, 5, 3  # scores of 1–5: from, exactly, up to


@dataclass(frozen=True, slots=True)
class Limit:
    """Where a metric begins to worry; `worse` is the side of it."""

    limit: float
    worse: Literal["below", "above"]

    def is_past(self, value: float) -> bool:
        """Whether a value is on the worse side."""
        return value < self.limit if self.worse == "below" else value > self.limit


# 满意度 is the demo estate's own goal (05_客服与维修服务标准.md, 回访与满意度); the others are a first guess,
# to be agreed with the operator.
LIMITS: dict[Metric, Limit] = {
    "response_on_time": Limit(0.95, "below"),
    "first_contact_resolution": Limit(0.80, "below"),
    "bot_resolution": Limit(0.60, "below"),
    "handoff": Limit(0.40, "above"),
    "satisfaction": Limit(0.90, "below"),
    "nps": Limit(0.0, "below"),
    "complaints": Limit(0.05, "above"),
    "repeat_complaints": Limit(0.10, "above"),
}


def limits_with(own: Mapping[str, float]) -> dict[Metric, Limit]:
    """Return the limits where an estate set some of its own; the others are the usual ones."""
    return {metric: replace(usual, limit=own.get(metric, usual.limit)) for metric, usual in LIMITS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One case of a metric, or one hit without a case of its own; what is not known of it is None."""

    metric: Metric
    hits: int
    cases: int
    estate: str
    at: datetime
    building: str | None = None
    urgency: Urgency | None = None
    agent_id: str | None = None
    reason: Reason | None = None

    def key(self, by: By) -> str:
        """Return the row that it belongs to; blank where that is not known."""
        day = f"{self.at.astimezone(CHINA):%Y-%m-%d}"
        found = {
            "estate": self.estate,
            "building": self.building,
            "class": self.urgency,
            "agent": self.agent_id,
            "day": day,
        }
        return found[by] or ""


@dataclass(frozen=True, slots=True)
class Share:
    """Hits among cases."""

    hits: int = 0
    cases: int = 0

    @property
    def value(self) -> float | None:
        """The share, None where there was no case."""
        return self.hits / self.cases if self.cases else None


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of figures, and why people took over."""

    shares: dict[Metric, Share]
    reasons: dict[str, int]


def figures(facts: Iterable[Fact]) -> Figures:
    """Count the facts."""
    hits: Counter[Metric] = Counter()
    cases: Counter[Metric] = Counter()
    reasons: Counter[str] = Counter()
    for fact in facts:
        hits[fact.metric] += fact.hits
        cases[fact.metric] += fact.cases
        if fact.reason:
            reasons[fact.reason] += 1
    shares = {metric: Share(hits[metric], cases[metric]) for metric in LIMITS}
    return Figures(shares, dict(reasons.most_common()))


def grouped(facts: Iterable[Fact], by: By) -> dict[str, Figures]:
    """Count the facts row by row, by key."""
    rows: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        rows[fact.key(by)].append(fact)
    return {key: figures(rows[key]) for key in sorted(rows)}


@dataclass(frozen=True, slots=True)
class Run:
    """Days running on which a metric was past its limit, both ends included."""

    first: date
    last: date

    def touches(self, other: "Run") -> bool:
        """Whether no good day lies between the two."""
        day = timedelta(days=1)
        return self.first <= other.last + day and other.first <= self.last + day


RUN_DAYS = 3
ENOUGH = 5  # cases that a day needs before its share says anything


def bad_days(by_day: dict[str, Figures], metric: Metric, limit: Limit) -> list[date]:
    """Return the days on which a metric was past a limit."""
    return [
        date.fromisoformat(day)
        for day, row in by_day.items()
        if row.shares[metric].cases >= ENOUGH and limit.is_past(row.shares[metric].value or 0.0)
    ]


def runs(days: Iterable[date]) -> Iterator[Run]:
    """Return the longest runs of consecutive days, in order."""
    first = last = None
    for day in sorted(set(days)):
        if last and day - last == timedelta(days=1):
            last = day
            continue
        if first and last:
            yield Run(first, last)
        first = last = day
    if first and last:
        yield Run(first, last)


def alarming(days: Iterable[date], known: Iterable[Run]) -> list[tuple[Run, Run | None]]:
    """Return the runs long enough to alarm, each with the one that alarmed for it before, if any.

    Late data may lengthen a run at either end or join two: as long as it touches a known one it is that one.
    """
    told = list(known)
    long_ones = (run for run in runs(days) if (run.last - run.first).days + 1 >= RUN_DAYS)
    return [(run, next((one for one in told if one.touches(run)), None)) for run in long_ones]


def china_day(at: datetime) -> date:
    """Return the day in China."""
    return at.astimezone(CHINA).date()
