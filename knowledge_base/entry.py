"""A knowledge entry: one topic's answer with its audience, validity and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge_base.buildings import building_of
from knowledge_base.limits import Limit, first_moment, moment_after, parse_limit, write_limit

HOUSE_KINDS = ("高层", "叠拼", "商铺", "储藏室")
TENURES = ("业主", "租户")


@dataclass(frozen=True)
class Source:
    """Where an answer comes from: a document's file name and the heading of the section in it."""

    document: str
    section: str


@dataclass(frozen=True)
class Entry:
    """One topic's answer. A blank audience means everyone; no date means no limit on that side.

    `also` names further documents that bear numbers of the answer; it matters to the check only.
    With `buildings` it is a notice, for instance of a planned outage: theirs only, and in its time only.
    """

    id: str
    group: str
    title: str
    questions: tuple[str, ...]
    answer: str
    audience: tuple[str, ...] = ()
    valid_from: Limit | None = None
    valid_until: Limit | None = None
    source: Source | None = None
    also: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()

    @property
    def is_notice(self) -> bool:
        """Whether it is meant for some buildings only; such an entry is silent for others and when over."""
        return bool(self.buildings)

    def in_force(self, at: datetime) -> bool:
        """Say whether the entry holds at that moment; both ends of its validity count as valid."""
        started = self.valid_from is None or first_moment(self.valid_from) <= at
        return started and (self.valid_until is None or at < moment_after(self.valid_until))

    def is_for_building(self, building: str | None) -> bool:
        """Say whether a building's residents are meant; a building that is not known excludes nobody."""
        named = {building_of(name) for name in self.buildings}
        return not named or building is None or building_of(building) in named

    def is_for(self, *, house_kind: str | None = None, tenure: str | None = None) -> bool:
        """Say whether the entry is meant for such a resident; what is not known excludes nobody."""
        return _admits(self.audience, HOUSE_KINDS, house_kind) and _admits(self.audience, TENURES, tenure)

    def as_json(self) -> dict[str, Any]:
        """Give the entry as it stands in a published version's `entries.json`."""
        return {
            "id": self.id,
            "group": self.group,
            "title": self.title,
            "questions": list(self.questions),
            "answer": self.answer,
            "audience": list(self.audience),
            "valid_from": write_limit(self.valid_from) if self.valid_from else None,
            "valid_until": write_limit(self.valid_until) if self.valid_until else None,
            "source": {"document": self.source.document, "section": self.source.section}
            if self.source
            else None,
            **({"buildings": list(self.buildings)} if self.buildings else {}),
            **({"also": list(self.also)} if self.also else {}),
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Entry:
        """Read an entry back that `as_json` wrote."""
        return cls(
            id=raw["id"],
            group=raw["group"],
            title=raw["title"],
            questions=tuple(raw["questions"]),
            answer=raw["answer"],
            audience=tuple(raw["audience"]),
            valid_from=parse_limit(raw["valid_from"]) if raw["valid_from"] else None,
            valid_until=parse_limit(raw["valid_until"]) if raw["valid_until"] else None,
            source=Source(**raw["source"]) if raw["source"] else None,
            also=tuple(raw.get("also", ())),
            buildings=tuple(raw.get("buildings", ())),
        )


def _admits(audience: tuple[str, ...], axis: tuple[str, ...], value: str | None) -> bool:
    meant = [token for token in audience if token in axis]
    return value is None or not meant or value in meant
