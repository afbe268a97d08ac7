"""What differs between two states of an entry, and between a draft and what is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from knowledge_base.entry import Entry

NEW, CHANGED, REMOVED, IN_FORCE = "new", "changed", "removed", "in_force"


@dataclass(frozen=True)
class Difference:
    """One field that differs; None on a side where there is no entry."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """One entry whose draft is not what is in force."""

    entry_id: str
    title: str
    kind: str
    fields: tuple[Difference, ...]


def fields_of(entry: Entry) -> dict[str, Any]:
    """Give every field of an entry but its id, as plain data."""
    fields = {"buildings": [], "also": [], **entry.as_json()}
    del fields["id"]
    return fields


def differences(before: Entry | None, after: Entry | None) -> tuple[Difference, ...]:
    """Give the fields that differ; all that are filled in where one side is missing."""
    old, new = (fields_of(entry) if entry else {} for entry in (before, after))
    return tuple(
        Difference(name, old.get(name), new.get(name))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name) and (old.get(name) or new.get(name))
    )


def state_of(published: Entry | None, drafted: Entry | None) -> str:
    """Say how an entry's draft stands to what is in force."""
    if drafted is None:
        return REMOVED
    if published is None:
        return NEW
    return IN_FORCE if published == drafted else CHANGED


def changes(published: Iterable[Entry], drafted: Iterable[Entry]) -> list[Change]:
    """Give what the next publication would change, in the draft's order, what goes at the end."""
    old = {entry.id: entry for entry in published}
    new = {entry.id: entry for entry in drafted}
    found = []
    for entry_id in dict.fromkeys([*new, *old]):
        before, after = old.get(entry_id), new.get(entry_id)
        if before != after:
            title = (after or before or new[entry_id]).title
            found.append(Change(entry_id, title, state_of(before, after), differences(before, after)))
    return found
