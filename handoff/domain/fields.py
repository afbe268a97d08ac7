"""What of a person each grade sees, field by field: one table for code, tests and docs/access.md.

`domain/rights.py` says which routes a grade may call; this says what of a resident comes back from them. A
field appears on the routes named here and on no other. The live line goes to every agent of an estate alike,
so what it carries is the same for all grades from the first on.
"""

from dataclasses import dataclass
from typing import Literal

from handoff.domain.rights import BASIC, RIGHTS

Sight = Literal["full", "masked", "none"]


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the table: what the repairer, and the first, second and third grade see, and where."""

    sights: tuple[Sight, Sight, Sight, Sight]
    routes: frozenset[str]

    def seen_by(self, grade: int, route: str) -> Sight:
        """Return what an agent of this grade sees of the field in what a route answers."""
        is_there = route in self.routes and grade >= RIGHTS[route].grade
        return self.sights[grade] if is_there else "none"


MASKED: tuple[Sight, ...] = ("none", "masked", "masked", "masked")
AGENTS: tuple[Sight, ...] = ("none", "full", "full", "full")
ALL: tuple[Sight, ...] = ("full", "full", "full", "full")
_LINES = {"list_them", "show_conversation", "show_related", "follow_estates"}
_TICKETS = {"list_all_tickets", "show_ticket", "show_related", "follow_estates"}


def _field(sights: tuple[Sight, ...], routes: set[str]) -> Field:
    repairs, basic, coordinates, manages = sights
    return Field((repairs, basic, coordinates, manages), frozenset(routes))


FIELDS: dict[str, Field] = {
    "name": _field(MASKED, {*_LINES, "show_envelope", "list_all_promises"}),
    "phone": _field(MASKED, {*_LINES, "show_envelope"}),
    "house": _field(ALL, {*_LINES, *_TICKETS, "show_envelope", "list_orders", "list_all_promises"}),
    "what was said": _field(AGENTS, {*_LINES, "read_turns", "show_envelope"}),
    "a note of colleagues": _field(AGENTS, {"read_turns", "follow_estates"}),
    "what an agent has begun to write": _field(AGENTS, {"show_unsent"}),
    "what a ticket says": _field(ALL, {*_TICKETS, "list_orders"}),
    "a promise": _field(ALL, {*_TICKETS, "list_orders", "list_all_promises", "read_turns"}),
    "how it was closed": _field(AGENTS, {"show_conversation"}),
    "a rating's comment": _field(AGENTS, {"show_conversation", "look_at_ratings"}),
}


def sight_of(name: str) -> Sight:
    """Return what agents see of a field wherever it is shown to them."""
    return FIELDS[name].sights[BASIC]


def as_page() -> str:
    """Return the table as docs/access.md holds it."""
    lines = ["| field | 维修师傅 | 一级 | 二级 | 三级 | on |", "|---|---|---|---|---|---|"]
    for name, field in FIELDS.items():
        routes = ", ".join(f"`{route}`" for route in sorted(field.routes))
        lines.append(f"| {name} | {' | '.join(field.sights)} | {routes} |")
    return "\n".join(lines) + "\n"
