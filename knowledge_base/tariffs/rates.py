"""Prices for a quantity and a time, each bound to a kind of house, a floor, a span of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from knowledge_base.tariffs.money import Charge, as_number, as_price

DAYS_A_MONTH = 30  # part of a month is charged as so many thirtieths


@dataclass(frozen=True)
class Origin:
    """The document and section that a price stands in."""

    document: str
    section: str


@dataclass(frozen=True)
class Hours:
    """Between two times of the day, in minutes since midnight; may reach over midnight."""

    name: str
    starts: int
    ends: int

    def covers(self, minute: int) -> bool:
        """Say whether that minute of the day lies in these hours."""
        if self.starts <= self.ends:
            return self.starts <= minute < self.ends
        return minute >= self.starts or minute < self.ends


@dataclass(frozen=True)
class Validity:
    """From when until when something holds, both days included; None is without limit."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether it holds on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = Validity()


@dataclass(frozen=True)
class Price:
    """One price and what it is bound to; `floors` are the lowest and highest floor, None without limit."""

    amount: Decimal
    tags: frozenset[str] = frozenset()
    floors: tuple[int | None, int | None] = (None, None)
    valid: Validity = ALWAYS

    def admits(self, floor: int | None) -> bool:
        """Say whether the price may hold on that floor; an unknown floor excludes nothing."""
        lowest, highest = self.floors
        if floor is None:
            return True
        return (lowest is None or lowest <= floor) and (highest is None or floor <= highest)


@dataclass(frozen=True)
class Situation:
    """Whom a price is for: what is known of house, trade, level, and the floor."""

    tags: frozenset[str]
    floor: int | None = None


@dataclass(frozen=True)
class Span:
    """One calendar month, or `days` of it."""

    year: int
    month: int
    days: int | None = None

    @property
    def first(self) -> date:
        """The month's first day, which decides the price in force."""
        return date(self.year, self.month, 1)

    @property
    def length(self) -> Decimal:
        """The span in months."""
        return Decimal(1) if self.days is None else Decimal(self.days) / DAYS_A_MONTH


@dataclass(frozen=True)
class Rate:
    """A tariff of the form price × quantity × time. `per` is how many units one price buys."""

    name: str
    prices: tuple[Price, ...]
    origin: Origin
    per: int = 1

    def as_on(self, day: date) -> Rate:
        """Give the tariff as it was on that day, for all time."""
        return replace(
            self, prices=tuple(replace(one, valid=ALWAYS) for one in self.prices if one.valid.covers(day))
        )

    def on(self, day: date, situation: Situation) -> Price | None:
        """Give the price in force, or None where nothing is charged or too little is known."""
        fitting = self._fitting(day, situation)
        return fitting[0] if len({price.amount for price in fitting}) == 1 else None

    def prices_of(self, kind: str, day: date) -> frozenset[tuple[object, ...]]:
        """Give all that a kind of house may pay on that day, whatever its floor or trade; empty: nothing."""
        return frozenset(
            (price.amount, price.floors, price.tags - {kind})
            for price in self.prices
            if price.valid.covers(day) and (kind in price.tags or not price.tags)
        )

    def depends_on_floor(self, day: date, situation: Situation) -> bool:
        """Say whether the floor is what is missing to know the price."""
        return situation.floor is None and len(self._fitting(day, situation)) > 1

    def missing_tags(self, tags: frozenset[str]) -> frozenset[str]:
        """Give the tags of which one more would decide the price; empty when the price is decided."""
        if any(price.tags <= tags for price in self.prices):
            return frozenset()
        nearest = max((len(price.tags & tags) for price in self.prices), default=0)
        return frozenset().union(
            *(price.tags - tags for price in self.prices if len(price.tags & tags) == nearest)
        )

    def charge(self, day: date, situation: Situation, quantity: Decimal, unit: str = "") -> Charge | None:
        """Charge a quantity once; None where there is no price."""
        price = self.on(day, situation)
        if price is None:
            return None
        units = f"{as_number(quantity)}{unit}" if self.per == 1 else f"{as_number(quantity)}{unit}÷{self.per}"
        return Charge(self.name, f"{units}×{as_price(price.amount)}元", quantity * price.amount / self.per)

    def charge_months(
        self, spans: Sequence[Span], situation: Situation, quantity: Decimal, unit: str = ""
    ) -> Charge | None:
        """Charge a quantity for months, each at the price of its own time; None where one has no price."""
        parts: list[str] = []
        amount = Decimal(0)
        shown = f"{as_number(quantity)}{unit}×" if unit else ""
        for price, days, months in self._segments(spans, situation):
            if price is None:
                return None
            time = f"×{months}个月" if days is None else f"÷{DAYS_A_MONTH}×{days}天"
            parts.append(f"{shown}{as_price(price)}元{time}")
            length = Decimal(months) if days is None else Decimal(days) / DAYS_A_MONTH
            amount += quantity * price * length
        return Charge(self.name, "+".join(parts), amount)

    def _segments(
        self, spans: Iterable[Span], situation: Situation
    ) -> list[tuple[Decimal | None, int | None, int]]:
        """Give neighbouring whole months of one price together: price, days of a part month, months."""
        segments: list[tuple[Decimal | None, int | None, int]] = []
        for span in spans:
            found = self.on(span.first, situation)
            price = found.amount if found else None
            if segments and segments[-1][:2] == (price, None) and span.days is None:
                segments[-1] = (price, None, segments[-1][2] + 1)
            else:
                segments.append((price, span.days, 1))
        return segments

    def _fitting(self, day: date, situation: Situation) -> list[Price]:
        return [
            price
            for price in self.prices
            if price.valid.covers(day) and price.tags <= situation.tags and price.admits(situation.floor)
        ]
