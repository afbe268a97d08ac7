"""What must ring, when, and how far it climbs: a plain model, written from the service standard alone.

It shares no code with the desk: days off and 调休 of 2026 are copied from the State Council's notice
(国办发明电〔2025〕7号), the classes and the ladder from docs (the demo estate's service standard, section
三; docs/architecture.md). Seconds since the first midnight, China's clock.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

MINUTE, HOUR, DAY = 60, 3600, 86_400
FOREVER = 10**12
MORNING, AFTERNOON = (8 * HOUR + 30 * MINUTE, 12 * HOUR), (13 * HOUR + 30 * MINUTE, 18 * HOUR)
OFF_2026 = (
    (date(2026, 1, 1), 3),  # 元旦
    (date(2026, 2, 15), 9),  # 春节
    (date(2026, 4, 4), 3),  # 清明节
    (date(2026, 5, 1), 5),  # 劳动节
    (date(2026, 6, 19), 3),  # 端午节
    (date(2026, 9, 25), 3),  # 中秋节
    (date(2026, 10, 1), 7),  # 国庆节
)
WORKED_2026 = frozenset(date(2026, *day) for day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)))
# class: response, resolution; seconds, and whether they run round the clock
RESPONSE = {"urgent": (15 * MINUTE, True), "important": (30 * MINUTE, False), "general": (2 * HOUR, False)}
RESOLUTION = {"urgent": (2 * HOUR, True), "important": (24 * HOUR, True), "general": (3 * 8 * HOUR, False)}
# severity: seconds until each rung; those of an `alarm` beyond the desktop wait for service
LADDER = {
    "notice": {"console": 0, "sound": 0},
    "alarm": {
        "console": 0, "sound": 0, "desktop": 30, "webhook": 120, "supervisor": 300, "management": 900,
    },
    "overdue": {
        "console": 0, "sound": 0, "desktop": 0, "webhook": 0, "supervisor": 0, "management": 1800,
    },
    "urgent": {
        "console": 0, "sound": 0, "desktop": 10, "webhook": 30, "supervisor": 60, "management": 180,
    },
}  # fmt: skip
WAITS_FOR_SERVICE = frozenset({"webhook", "supervisor", "management"})


@dataclass(frozen=True)
class Ring:
    """One alert that must be there, and at which second it comes to each rung."""

    case: int
    kind: str
    at: int
    rungs: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Talk:
    """A resident who wants a person; a moment that never comes is FOREVER."""

    number: int
    urgency: str  # `general` by the button, `urgent` by an emergency in words
    asked: int
    claimed: int
    wrote: int  # once claimed; an emergency wrote when it asked
    answered: int


@dataclass(frozen=True)
class Job:
    """A ticket: opened, taken up, done, sent back, done again; perhaps with a promise."""

    number: int
    urgency: str
    opened: int
    taken: int
    done: int
    sent_back: int
    done_again: int
    promised: int = FOREVER
    due: int = FOREVER
    kept: int = FOREVER


@dataclass
class Plain:
    """The service hours of an estate with the usual hours, day by day."""

    first: date
    days: int
    service: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        off = {start + timedelta(days=more) for start, days in OFF_2026 for more in range(days)}
        for number in range(self.days):
            day = self.first + timedelta(days=number)
            is_worked = day in WORKED_2026 or (day.isoweekday() <= 5 and day not in off)  # noqa: PLR2004 - Friday
            for begins, ends in (MORNING, AFTERNOON) if is_worked else ():
                self.service.append((number * DAY + begins, number * DAY + ends))

    def rings(self, case: Talk | Job) -> list[Ring]:
        """Return everything that must ring for a case."""
        return (
            self._of_talk(case) if isinstance(case, Talk) else [*self._of_job(case), *self._of_promise(case)]
        )

    def _of_talk(self, one: Talk) -> list[Ring]:
        severity = "urgent" if one.urgency == "urgent" else "alarm"
        found = [self._ring(one.number, "handoff", one.asked, (severity, one.claimed))]
        amount, always = RESPONSE[one.urgency]
        warned, due = (
            self.reached(part, [(one.asked, FOREVER)], always) for part in (amount * 3 // 4, amount)
        )
        for kind, at, how in (("response_warning", warned, "notice"), ("response_breach", due, "overdue")):
            if at <= one.claimed:
                found.append(self._ring(one.number, kind, at, (how, one.claimed)))
        owed = max(one.wrote, one.claimed)
        if owed < FOREVER:
            late = self.reached(amount, [(owed, FOREVER)], always)
            if late <= one.answered:
                found.append(self._ring(one.number, "unanswered", late, ("overdue", one.answered)))
        return found

    def _of_job(self, one: Job) -> list[Ring]:
        touches = [at for at in (one.taken, one.done, one.sent_back, one.done_again) if at < FOREVER]
        found = []
        if one.urgency == "urgent":
            found.append(
                self._ring(one.number, "urgent_ticket", one.opened, ("urgent", _next(touches, one.opened)))
            )
        amount, always = RESPONSE[one.urgency]
        for kind, part, how in (("response_warning", 3, "notice"), ("response_breach", 4, "overdue")):
            at = self.reached(amount * part // 4, [(one.opened, FOREVER)], always)
            if at <= one.taken:
                found.append(self._ring(one.number, kind, at, (how, _next(touches, at))))
        spans = [(one.opened, one.done), (one.sent_back, one.done_again)]
        told = set()
        for last in (1, 2) if one.sent_back < FOREVER else (1,):
            begins, ends = spans[last - 1]
            running = [*spans[: last - 1], (begins, FOREVER)]
            for kind, part, how in (("resolution_warning", 3, "notice"), ("resolution_breach", 4, "overdue")):
                at = self._resolved(one.urgency, part, running)
                if at <= ends and (kind, at) not in told:
                    told.add((kind, at))
                    found.append(self._ring(one.number, kind, at, (how, _next(touches, at))))
        return found

    def _of_promise(self, one: Job) -> list[Ring]:
        touches = [
            at for at in (one.taken, one.done, one.sent_back, one.done_again, one.kept) if at < FOREVER
        ]
        moments = (("promise_due", one.due - 15 * MINUTE, "notice"), ("promise_broken", one.due, "overdue"))
        return [
            self._ring(one.number, kind, at, (how, _next(touches, at)))
            for kind, at, how in moments
            if one.promised < FOREVER and at <= one.kept
        ]

    def _resolved(self, urgency: str, part: int, running: Sequence[tuple[int, int]]) -> int:
        amount, always = RESOLUTION[urgency]
        if always and urgency != "urgent":  # round the clock, but only from the first moment of service on
            running = [(self.open_from(begins), ends) for begins, ends in running]
        return self.reached(amount * part // 4, running, always)

    def reached(self, amount: int, running: Iterable[tuple[int, int]], always: bool) -> int:  # noqa: FBT001 - a column of the tables
        """Return the second at which so much has run in these spans."""
        left = amount
        for begins, ends in running:
            for opens, closes in [(0, FOREVER)] if always else self.service:
                since, until = max(begins, opens), min(ends, closes)
                if until - since >= left and until > since:
                    return since + left
                left -= max(0, until - since)
        raise ValueError("the calendar is too short")

    def open_from(self, at: int) -> int:
        """Return the first second of service from this one on."""
        place = bisect_right(self.service, (at, FOREVER))
        inside = place and self.service[place - 1][1] > at
        return at if inside else self.service[place][0]

    def _ring(self, case: int, kind: str, at: int, climbs: tuple[str, int]) -> Ring:
        severity, touched = climbs
        base = dict.fromkeys(LADDER[severity], at)
        if severity == "alarm":
            base |= dict.fromkeys(WAITS_FOR_SERVICE, self.open_from(at))
        climbed = [(name, base[name] + more) for name, more in LADDER[severity].items()]
        return Ring(case, kind, at, tuple(sorted((name, when) for name, when in climbed if when <= touched)))


def _next(touches: Sequence[int], at: int) -> int:
    """Return the first moment from `at` on at which somebody saw to a ticket."""
    return min((one for one in touches if one >= at), default=FOREVER)
