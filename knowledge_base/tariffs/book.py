"""All of an estate's tariffs, by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from knowledge_base.chinese_numbers import SIGNS
from knowledge_base.tariffs.ladders import Allowance, Ladder, Overstay
from knowledge_base.tariffs.price_lists import PriceList
from knowledge_base.tariffs.rates import Hours, Rate, Validity
from knowledge_base.tariffs.reductions import Discount, Penalty


@dataclass(frozen=True)
class Kind:
    """A kind of house: its full title, what residents call it, and whether people live in it.

    `addresses` are words that stand behind a number in the address of this kind alone: 栋, 单元.
    """

    name: str
    title: str
    words: tuple[str, ...]
    home: bool = True
    addresses: tuple[str, ...] = ()

    def is_at(self, address: str) -> bool:
        """Say whether a text tells an address of this kind."""
        words = "|".join(map(re.escape, self.addresses))
        return bool(words) and re.search(rf"[\d{SIGNS}](?:{words})", address) is not None


@dataclass(frozen=True)
class Tariffs:
    """What an estate charges; a tariff that the estate lacks is not in its table.

    `assumed_kind` is the kind of house that is taken, and said, where nobody told it and the price depends
    on it; empty: it is asked for.
    """

    kinds: tuple[Kind, ...] = ()
    assumed_kind: str = ""
    hours: Mapping[str, Hours] = field(default_factory=dict)
    rates: Mapping[str, Rate] = field(default_factory=dict)
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    allowances: Mapping[str, Allowance] = field(default_factory=dict)
    overstays: Mapping[str, Overstay] = field(default_factory=dict)
    penalties: Mapping[str, Penalty] = field(default_factory=dict)
    discounts: Mapping[str, Discount] = field(default_factory=dict)
    price_lists: Mapping[str, PriceList] = field(default_factory=dict)

    def kind_at(self, address: str) -> Kind | None:
        """Give the kind of house whose address a text tells: 「5栋2单元」."""
        return next((kind for kind in self.kinds if kind.is_at(address)), None)

    def kind(self, name: str) -> Kind | None:
        """Give the kind of house of that name."""
        return next((kind for kind in self.kinds if kind.name == name), None)

    def at_present(self, today: date) -> Tariffs:
        """Give the tariffs with today's prices for all time."""
        return replace(
            self,
            rates={name: one.as_on(today) for name, one in self.rates.items()},
            ladders={name: one.as_on(today) for name, one in self.ladders.items()},
        )

    def before_change(self, today: date) -> Tariffs:
        """Give the tariffs with the prices that each had before its last change, for all time."""
        rates = {
            name: one.as_on(_day_before_change((price.valid for price in one.prices), today))
            for name, one in self.rates.items()
        }
        ladders = {
            name: one.as_on(_day_before_change((steps.valid for steps in one.steps), today))
            for name, one in self.ladders.items()
        }
        return replace(self, rates=rates, ladders=ladders)

    def without_offers(self) -> Tariffs:
        """Give the tariffs without the reductions that a resident may take or leave."""
        kept = {name: one for name, one in self.discounts.items() if not (one.excludes or one.pays)}
        return replace(self, discounts=kept)


def _day_before_change(spans: Iterable[Validity], today: date) -> date:
    """Give the day before the last one on which one of these began to hold; today where none did."""
    begun = [one.start for one in spans if one.start is not None and one.start <= today]
    return max(begun) - timedelta(days=1) if begun else today
