"""Penalties that grow by the day up to a cap, and discounts of which only one may be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge_base.tariffs.money import Charge, as_number
from knowledge_base.tariffs.rates import Origin

_PER_MILLE = 1000


@dataclass(frozen=True)
class Due:
    """Until which day a period of `every` months is to be paid: that day of the period's first month."""

    tags: frozenset[str]
    every: int
    day: int

    def date_for(self, year: int, month: int) -> date:
        """Give the due date of the period that the month belongs to."""
        return date(year, (month - 1) // self.every * self.every + 1, self.day)


@dataclass(frozen=True)
class Penalty:
    """A share of what is owed for each day late, up to a share of it."""

    name: str
    daily_share: Decimal
    cap_share: Decimal
    due: tuple[Due, ...]
    origin: Origin

    def due_for(self, tags: frozenset[str]) -> Due | None:
        """Give the rule that says until when such a house has to pay."""
        return next((due for due in self.due if due.tags <= tags), None)

    def charge(self, owed: Charge, days: int) -> tuple[Charge, bool]:
        """Charge so many days on what is owed; give also whether the cap was reached."""
        grown, cap = owed.amount * self.daily_share * days, owed.amount * self.cap_share
        daily = f"{as_number(self.daily_share * _PER_MILLE)}‰"
        if grown > cap:
            return Charge(self.name, f"{owed.formula}×{as_number(self.cap_share * 100)}%（封顶）", cap), True
        return Charge(self.name, f"{owed.formula}×{daily}×{days}天", grown), False


@dataclass(frozen=True)
class Discount:
    """A share of the price that remains to be paid, or fewer months than were bought.

    `months` is how many must be bought, `until` the month and day by which they are to be paid,
    `from_day` the day of the month from which it is given, `up_to` the area up to which; those with the
    same `excludes` cannot be had together.
    """

    name: str
    origin: Origin
    share: Decimal = Decimal(1)
    tags: frozenset[str] = frozenset()
    months: int | None = None
    pays: int | None = None
    excludes: str = ""
    from_day: int | None = None
    up_to: Decimal | None = None
    until: tuple[int, int] | None = None

    def in_time(self, day: date) -> bool:
        """Say whether a payment on that day of its year is early enough."""
        return self.until is None or (day.month, day.day) <= self.until

    def is_for(self, kind: str) -> bool:
        """Say whether that kind of house may have it."""
        return not self.tags or kind in self.tags

    def apply(self, charge: Charge) -> Charge:
        """Reduce a charge by the share."""
        formula = f"{_bracketed(charge.formula)}×{as_number(self.share)}"
        return Charge(charge.name, formula, charge.amount * self.share)


def excluding(discounts: Iterable[Discount]) -> bool:
    """Say whether two of these discounts exclude each other."""
    groups = [discount.excludes for discount in discounts if discount.excludes]
    return len(groups) > len(set(groups))


def _bracketed(formula: str) -> str:
    return f"（{formula}）" if "+" in formula else formula
