"""By when a class must be answered and settled: the estate's service standard, and the reckoning by it.

The defaults are the three classes of the demo estate's published standard (document 05, section 三).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handoff.domain.escalation import Urgency
from handoff.domain.service_hours import ALWAYS, USUAL_HOURS, ServiceClock, ServiceHours, Window, WorkingDay

Span = tuple[datetime, datetime | None]  # the clock runs from, to; None: it runs on
WARNED_AT = 0.75  # of the time
URGENCIES: tuple[Urgency, ...] = ("urgent", "important", "general")
LONGEST = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """How long something may take: of service or round the clock, or in working days.

    Round the clock begins with the first moment of service, unless the class is answered at any hour.
    """

    amount: timedelta = timedelta()
    working_days: int = 0
    is_round_the_clock: bool = False

    def __post_init__(self) -> None:
        if bool(self.amount) == bool(self.working_days) or not timedelta() <= self.amount <= LONGEST:
            raise ValueError("时限应该是正的分钟数，或者正的工作日数，两者选一，最长60天。")
        if not 0 <= self.working_days <= LONGEST.days:
            raise ValueError("工作日数应该在1到60之间。")


@dataclass(frozen=True, slots=True)
class Targets:
    """A class's two times: to respond and to resolve."""

    response: Target
    resolution: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time due, and when three quarters of the way there are gone."""

    warned_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class TicketTimes:
    """By when a ticket must be taken up, and by when it must be done."""

    response: Deadline
    resolution: Deadline


def _minutes(amount: int, *, round_the_clock: bool = False) -> Target:
    return Target(amount=timedelta(minutes=amount), is_round_the_clock=round_the_clock)


STANDARD: dict[Urgency, Targets] = {
    "urgent": Targets(_minutes(15, round_the_clock=True), _minutes(120, round_the_clock=True)),
    "important": Targets(_minutes(30), _minutes(24 * 60, round_the_clock=True)),
    "general": Targets(_minutes(120), Target(working_days=3)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTimes:
    """An estate's service standard: its hours and the targets of each class."""

    hours: ServiceHours
    targets: Mapping[Urgency, Targets]

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "ServiceTimes":
        """Read what `to_json` writes; raises ValueError in a person's words."""
        hours = written["hours"]
        return cls(
            hours=ServiceHours(
                working_days=_windows(hours["working_days"]), days_off=_windows(hours.get("days_off") or [])
            ),
            targets={
                urgency: Targets(
                    *(_target(written["classes"][urgency][part]) for part in ("response", "resolution"))
                )
                for urgency in URGENCIES
            },
        )

    def to_json(self) -> dict[str, Any]:
        """Write it as agents read and set it."""
        windows = (("working_days", self.hours.working_days), ("days_off", self.hours.days_off))
        return {
            "hours": {name: [list(window.written()) for window in given] for name, given in windows},
            "classes": {
                urgency: {
                    "response": _target_json(self.targets[urgency].response),
                    "resolution": _target_json(self.targets[urgency].resolution),
                }
                for urgency in URGENCIES
            },
        }


USUAL_TIMES = ServiceTimes(hours=USUAL_HOURS, targets=STANDARD)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """An estate's service standard on the calendar: the one place where times due are computed."""

    times: ServiceTimes
    is_working_day: WorkingDay

    @property
    def clock(self) -> ServiceClock:
        """The clock that runs in service hours."""
        return ServiceClock(self.times.hours, self.is_working_day)

    def response(self, urgency: Urgency, at: datetime) -> Deadline:
        """Return by when a person must have answered what came at this moment."""
        return self._deadline(urgency, self.times.targets[urgency].response, [(at, None)])

    def resolution(self, urgency: Urgency, running: Sequence[Span]) -> Deadline:
        """Return by when it must be settled; the clock runs only in these spans, the last of them open."""
        return self._deadline(urgency, self.times.targets[urgency].resolution, running)

    def _deadline(self, urgency: Urgency, target: Target, running: Sequence[Span]) -> Deadline:
        amount = target.amount or target.working_days * self.times.hours.a_working_day
        if target.is_round_the_clock:
            clock = ServiceClock(ALWAYS, self.is_working_day)
            if not self.times.targets[urgency].response.is_round_the_clock:
                running = _from_first_service(self.clock, running)
        else:
            clock = self.clock
        return Deadline(
            warned_at=_reached(clock, amount * WARNED_AT, running), due_at=_reached(clock, amount, running)
        )


def _from_first_service(clock: ServiceClock, running: Sequence[Span]) -> list[Span]:
    """Let the round-the-clock time begin with the first moment of service of each span."""
    return [(clock.next_open(begins), ends) for begins, ends in running]


def _reached(clock: ServiceClock, amount: timedelta, running: Sequence[Span]) -> datetime:
    """Return the moment at which so much time has run; the last span is taken as open."""
    left = amount
    for begins, ends in running[:-1]:
        ran = clock.served(begins, ends) if ends else timedelta()
        if ran >= left:
            return clock.after(begins, left)
        left -= ran
    return clock.after(running[-1][0], left)


def _windows(written: Sequence[Sequence[str]]) -> tuple[Window, ...]:
    return tuple(Window.between(begins, ends) for begins, ends in written)


def _target(written: Mapping[str, Any]) -> Target:
    if "working_days" in written:
        return Target(working_days=written["working_days"])
    return _minutes(written["minutes"], round_the_clock=written["clock"] == "always")


def _target_json(target: Target) -> dict[str, Any]:
    if target.working_days:
        return {"working_days": target.working_days}
    clock = "always" if target.is_round_the_clock else "service"
    return {"minutes": round(target.amount / timedelta(minutes=1)), "clock": clock}
