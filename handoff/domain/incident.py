"""Incident mode: many like reports from one place become one master incident (群体事件)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from handoff.domain.facility import Facility
from handoff.domain.house import House
from handoff.domain.turn import Author

State = Literal["proposed", "open", "dismissed", "closed"]

# The rule of the estate's service standard: five households, one place and facility, ten minutes.
HOUSEHOLDS = 5
WINDOW = timedelta(minutes=10)
MOSTLY = 0.8  # the share of households from which on an incident is one building's
QUIET = timedelta(hours=12)  # how long a dismissed one is not proposed again
UNOPENED = timedelta(minutes=15)  # how long a proposal may wait before its reporters are told that it does
ESTATE_WIDE = ""  # the building of an incident that is the whole estate's


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A resident's message that a facility fails; without a room nobody knows which household it is."""

    estate: str
    facility: Facility
    conversation_id: str
    seq: int
    at: datetime
    house: House | None = None
    text: str = ""
    is_proven: bool = False  # a code has bound this house to the writer, or an agent worked on it with them
    is_all_they_said: bool = False  # in a conversation that had just begun

    @property
    def building(self) -> str | None:
        """The building, where it was stated."""
        return self.house.building if self.house else None

    @property
    def household(self) -> tuple[str | None, str | None, str] | None:
        """The household, where building and room were stated; the same one however often it reports."""
        house = self.house
        return (house.building, house.unit, house.room) if house and house.building and house.room else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Enough households reported the same: the building, or the whole estate, and since when."""

    building: str
    households: int
    began_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A word to everybody who is linked; `told` is how many conversations it reached."""

    id: str
    text: str
    by: Author
    at: datetime
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's decision about an incident, with its reason or closing words."""

    text: str
    by: Author
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident as it stands; `conversations` are those that are linked and told."""

    id: str
    estate: str
    building: str
    facility: Facility
    began_at: datetime
    proposed_at: datetime
    opened: Decision | None = None
    dismissal: Decision | None = None
    closure: Decision | None = None
    updates: tuple[Update, ...] = ()
    conversations: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """Where it stands, by its records."""
        if self.closure:
            return "closed"
        if self.dismissal:
            return "dismissed"
        return "open" if self.opened else "proposed"

    def is_overdue(self, at: datetime) -> bool:
        """Whether it was proposed long enough ago that somebody should have looked."""
        return self.state == "proposed" and at - self.proposed_at >= UNOPENED

    def covers(self, report: Report) -> bool:
        """Whether a report is of this facility and place; an unknown building is only in the estate's."""
        same = (report.estate, report.facility) == (self.estate, self.facility)
        return same and self.building in {ESTATE_WIDE, report.building}


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """The open incident that a conversation is linked to, as a line of a list shows it."""

    id: str
    facility: Facility


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """An incident with the reports that it is made of."""

    incident: Incident
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many households are proven and how many only stated.

    `is_fresh`: none is proven, and none of their writers has said anything else in a conversation that had
    just begun. A real failure may look like that too, so nothing is held back for it; people are told.
    """

    proven: int
    stated: int
    is_fresh: bool


def evidence(reports: Iterable[Report]) -> Evidence:
    """Weigh the households of these reports; one of its reports proves a household."""
    by_household: dict[object, list[Report]] = defaultdict(list)
    for one in reports:
        if one.household:
            by_household[one.household].append(one)
    proven = sum(any(one.is_proven for one in theirs) for theirs in by_household.values())
    is_fresh = not proven and all(one.is_all_they_said for theirs in by_household.values() for one in theirs)
    return Evidence(proven, len(by_household) - proven, is_fresh and bool(by_household))


def gathering(reports: Iterable[Report], at: datetime) -> Gathering | None:
    """Return the gathering among one facility's reports in the window before a moment, or None.

    Several messages of one household count once, and what nobody can be held to, a report without a house,
    counts for nothing.
    """
    recent = [one for one in reports if at - WINDOW < one.at <= at and one.household]
    by_building: dict[str, set[object]] = defaultdict(set)
    for one in recent:
        by_building[one.building or ""].add(one.household)
    total = sum(len(households) for households in by_building.values())
    if total < HOUSEHOLDS:
        return None
    building, most = max(by_building.items(), key=lambda item: (len(item[1]), item[0]))
    is_one_buildings = len(most) >= HOUSEHOLDS and len(most) >= MOSTLY * total
    return Gathering(
        building=building if is_one_buildings else ESTATE_WIDE,
        households=len(most) if is_one_buildings else total,
        began_at=min(one.at for one in recent),
    )


def is_quiet(found: Gathering, dismissed: Sequence[Incident], at: datetime) -> bool:
    """Whether somebody dismissed the same not long ago; a dismissed building still lets the estate speak."""
    return any(
        one.dismissal and at - one.dismissal.at < QUIET and one.building in {found.building, ESTATE_WIDE}
        for one in dismissed
    )


def households(reports: Iterable[Report]) -> int:
    """Count the different households."""
    return len({one.household for one in reports if one.household})
