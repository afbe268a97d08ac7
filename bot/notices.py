"""Notices: entries for some buildings and a time, such as a planned outage; nobody else hears of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot import phrases
from bot.decision import Candidate
from knowledge_base.buildings import building_in
from knowledge_base.entry import Entry

_SUREST = 0.99


def building_known(facts: Mapping[str, str]) -> str | None:
    """Give the resident's building: from the desk, or from what the conversation told."""
    house = facts.get("house")
    return building_in(house) if house else None


def without_silent(
    found: Sequence[Candidate], entries: Mapping[str, Entry], *, at: datetime, building: str | None
) -> tuple[Candidate, ...]:
    """Leave out the notices that are over, not begun, or not for this building.

    They are taken for each other, being about the same matter at other times and places: what was believed
    of those left out goes to the next notice that speaks, and to no other entry.
    """
    silent = [one for one in found if _is_silent(entries[one.entry_id], at, building)]
    if not silent:
        return tuple(found)
    spare = sum(one.confidence for one in silent)
    kept = []
    for one in found:
        if one in silent:
            continue
        if entries[one.entry_id].is_notice and spare:
            one, spare = replace(one, confidence=min(one.confidence + spare, _SUREST)), 0.0  # noqa: PLW2901 (the surer one is meant)
        kept.append(one)
    return tuple(sorted(kept, key=lambda one: -one.confidence))


def told(entry: Entry, building: str | None) -> str:
    """Give the entry's answer; whose building is not known is told first whom a notice is for."""
    if not entry.is_notice or building is not None:
        return entry.answer
    return phrases.NOTICE_FOR.format(buildings="、".join(entry.buildings)) + entry.answer


def _is_silent(entry: Entry, at: datetime, building: str | None) -> bool:
    return entry.is_notice and not (entry.in_force(at) and entry.is_for_building(building))
