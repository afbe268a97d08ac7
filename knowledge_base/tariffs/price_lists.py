"""A list of priced things, with a fee that is charged once and a surcharge by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge_base.tariffs.money import Charge, as_number, as_price
from knowledge_base.tariffs.rates import Hours, Origin


@dataclass(frozen=True)
class Item:
    """One line of the list; `words` are what residents call it, `at_least` the least that is charged.

    `deposit` is paid once besides, and comes back.
    """

    name: str
    words: tuple[str, ...]
    price: Decimal
    unit: str
    at_least: Decimal | None = None
    deposit: Decimal | None = None


@dataclass(frozen=True)
class Fee:
    """Charged once, however many things are bought; not from those of that age who live alone."""

    name: str
    price: Decimal
    free_from_age: int | None = None


@dataclass(frozen=True)
class Night:
    """A share added during some hours."""

    name: str
    share: Decimal
    hours: Hours


@dataclass(frozen=True)
class Heads:
    """Tickets by the head: what residents and guests pay; children below a height in metres pay nothing."""

    resident: str
    guest: str
    free_below: Decimal


@dataclass(frozen=True)
class PriceList:
    """What can be ordered, and what comes on top.

    `words` are what residents call the whole of it, where its items' words mean something else elsewhere
    (季卡 of the pool and of the gym); `vague` those that leave open which item is meant.
    """

    name: str
    items: tuple[Item, ...]
    origin: Origin
    fee: Fee | None = None
    night: Night | None = None
    note: str = ""
    words: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    heads: Heads | None = None

    def charge(
        self,
        ordered: Sequence[tuple[Item, Decimal]],
        *,
        at_night: bool = False,
        without_fee: bool = False,
        visits: int = 1,
    ) -> list[Charge]:
        """Charge what was ordered; the surcharge is on the things, never on the fee, due for each visit."""
        charges = [self._line(item, quantity, at_night=at_night) for item, quantity in ordered]
        if self.fee and not without_fee:
            often = f"×{visits}次" if visits > 1 else ""
            fee = Charge(self.fee.name, f"{as_price(self.fee.price)}元{often}", self.fee.price * visits)
            charges.append(fee)
        return charges

    def _line(self, item: Item, quantity: Decimal, *, at_night: bool) -> Charge:
        charged = max(quantity, item.at_least or quantity)
        share = 1 + self.night.share if self.night and at_night else Decimal(1)
        raised = f"×{as_number(share)}" if share != 1 else ""
        formula = f"{as_number(charged)}{item.unit}×{as_price(item.price)}元{raised}"
        return Charge(item.name, formula, charged * item.price * share)
