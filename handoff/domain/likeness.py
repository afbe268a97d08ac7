"""What two conversations have in common: the house, or the telephone number that their residents gave.

A resident on the web proves neither: what is alike is shown to agents, and opens nothing to residents.
"""

from typing import Literal

from handoff.domain.conversation import Resident
from handoff.domain.house import parse_room

Likeness = Literal["phone", "house"]
SHORTEST_NUMBER = 7  # digits; what is shorter is no number that tells people apart
COUNTRY = "86"
MOBILE_DIGITS = 11


def house_key(room: str | None) -> str | None:
    """Return a house as everybody writes it alike, or None where no house can be read."""
    house = parse_room(room) if room else None
    return house.address if house else None


def phone_key(phone: str | None) -> str | None:
    """Return a number's digits without the country's, or None where there are too few."""
    digits = "".join(sign for sign in phone or "" if sign.isdigit())
    if len(digits) == len(COUNTRY) + MOBILE_DIGITS:
        digits = digits.removeprefix(COUNTRY)
    return digits if len(digits) >= SHORTEST_NUMBER else None


def likeness(one: Resident, other: Resident) -> tuple[Likeness, ...]:
    """Return in what two residents of an estate are alike, the number first."""
    found: list[Likeness] = []
    if (phone := phone_key(one.phone)) and phone == phone_key(other.phone):
        found.append("phone")
    if (house := house_key(one.room)) and house == house_key(other.room):
        found.append("house")
    return tuple(found)
