"""Charges by time: a ladder with free time and a cap for each cycle, and free hours before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from knowledge_base.tariffs.money import Charge, as_price
from knowledge_base.tariffs.rates import ALWAYS, Origin, Validity

MINUTES_AN_HOUR = 60


@dataclass(frozen=True)
class Steps:
    """The ladder during one validity: a first hour, further begun hours, a cap for each cycle."""

    free_minutes: int
    first_price: Decimal
    hour_price: Decimal
    cap: Decimal | None
    cycle_hours: int
    valid: Validity = ALWAYS


@dataclass(frozen=True)
class Ladder:
    """A tariff by time. The free minutes are given once at most, at the beginning."""

    name: str
    steps: tuple[Steps, ...]
    origin: Origin

    def as_on(self, day: date) -> Ladder:
        """Give the ladder as it was on that day, for all time."""
        return replace(
            self, steps=tuple(replace(one, valid=ALWAYS) for one in self.steps if one.valid.covers(day))
        )

    def on(self, day: date) -> Steps | None:
        """Give the ladder in force on that day."""
        return next((steps for steps in self.steps if steps.valid.covers(day)), None)

    def charge(self, day: date, minutes: int, *, free: bool = True) -> Charge | None:
        """Charge a stay of so many minutes; `free` says whether it begins with the free minutes."""
        steps = self.on(day)
        if steps is None:
            return None
        if minutes <= 0 or (free and minutes <= steps.free_minutes):
            return Charge(self.name, "免费时长内", Decimal(0))
        cycles, rest = divmod(minutes, steps.cycle_hours * MINUTES_AN_HOUR)
        full, _ = _within_cycle(steps, steps.cycle_hours)
        begun, formula = _within_cycle(steps, -(-rest // MINUTES_AN_HOUR))
        parts = [f"{as_price(full)}元" + (f"×{cycles}" if cycles > 1 else "")] if cycles else []
        return Charge(self.name, "+".join([*parts, *([formula] if rest else [])]), full * cycles + begun)


def _within_cycle(steps: Steps, hours: int) -> tuple[Decimal, str]:
    """Give what so many begun hours of one cycle cost, and how."""
    if hours == 0:
        return Decimal(0), ""
    amount = steps.first_price + steps.hour_price * (hours - 1)
    if steps.cap is not None and amount >= steps.cap:
        return steps.cap, f"{as_price(steps.cap)}元"
    further = f"+{as_price(steps.hour_price)}元×{hours - 1}小时" if hours > 1 else ""
    return amount, f"{as_price(steps.first_price)}元{further}"


@dataclass(frozen=True)
class Allowance:
    """Free hours, followed by a ladder without its free minutes; `times` is how often a month, if limited."""

    name: str
    ladder: str
    hours: int
    times: int | None
    origin: Origin

    @property
    def minutes(self) -> int:
        """The free time in minutes."""
        return self.hours * MINUTES_AN_HOUR


@dataclass(frozen=True)
class Overstay:
    """So much a minute beyond the minutes of grace, up to a cap each time."""

    name: str
    grace_minutes: int
    minute_price: Decimal
    cap: Decimal
    origin: Origin

    def charge(self, minutes: int) -> Charge:
        """Charge so many minutes since the charging was done."""
        late = max(0, minutes - self.grace_minutes)
        amount = late * self.minute_price
        if not late:
            return Charge(self.name, f"{self.grace_minutes}分钟内不收", Decimal(0))
        if amount > self.cap:
            return Charge(self.name, f"{as_price(self.cap)}元（封顶）", self.cap)
        return Charge(self.name, f"{late}分钟×{as_price(self.minute_price)}元", amount)
