"""Money as people read it: exact while it is reckoned, to the cent once at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Charge:
    """One line of a bill. `amount` is exact; `formula` shows how it comes about, such as 「89㎡×2.80元」."""

    name: str
    formula: str
    amount: Decimal


def to_cents(amount: Decimal) -> Decimal:
    """Round half up to the cent."""
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP)


def total(charges: Iterable[Charge]) -> Decimal:
    """Add the exact amounts and round the sum once."""
    return to_cents(sum((charge.amount for charge in charges), Decimal(0)))


def as_number(value: Decimal) -> str:
    """Give a quantity without superfluous zeros: 89.5, 1200."""
    return f"{value.normalize():f}" if value else "0"


def as_price(value: Decimal) -> str:
    """Give a unit price: 2.80, 380."""
    exact = as_number(value)
    return exact if "." not in exact else f"{value:.2f}" if value == to_cents(value) else exact
