"""What callers may send about people: profiles, filters, canned replies, whispers, refusals."""

from datetime import time
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from handoff.api.bodies import Body, Key, Short, Text
from handoff.domain.agent import Shift

Grade = Annotated[int, Field(ge=0, le=3)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Day = Annotated[int, Field(ge=1, le=7)]
Words = Annotated[list[Short], Field(max_length=50)]
Shortcut = Annotated[str, Field(pattern=r"^[0-9A-Za-z\u4e00-\u9fff]{1,20}$")]
MOST_FILTERS, LARGEST_FILTER = 30, 4096


class WhisperBody(Body):
    """Say something to the owner alone."""

    client_key: Key
    text: Text


class RefusalBody(Body):
    """Give back what was handed over, and why."""

    note: Text


class NewcomerBody(Body):
    """An account that is to be opened."""

    username: Short
    name: Short
    grade: Grade
    estate: Short
    password: Annotated[str, Field(min_length=1, max_length=256)]


class SuspensionBody(Body):
    """Why an account is closed."""

    reason: Annotated[Text, Field(max_length=500)]


class PasswordBody(Body):
    """One's password as it is, and as it shall be."""

    current: Annotated[str, Field(min_length=1, max_length=256)]
    new: Annotated[str, Field(min_length=1, max_length=256)]


class ShiftBody(Body):
    """Working hours on some days of the week."""

    days: Annotated[list[Day], Field(min_length=1, max_length=7)]
    begin: Annotated[Clock, Field(alias="from")]
    to: Clock

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.begin == self.to:
            raise ValueError("to")
        return self

    @property
    def shift(self) -> Shift:
        """The shift."""
        return Shift(frozenset(self.days), time.fromisoformat(self.begin), time.fromisoformat(self.to))


class ProfileBody(Body):
    """Change an agent; a left-out field stays as it is."""

    name: Short | None = None
    grade: Grade | None = None
    skills: Words | None = None
    buildings: Annotated[dict[Short, Words], Field(max_length=50)] | None = None
    capacity: Annotated[int, Field(ge=1, le=50)] | None = None
    shifts: Annotated[list[ShiftBody], Field(max_length=30)] | None = None

    @property
    def changes(self) -> dict[str, Any]:
        """The agent's fields that are to change."""
        given: dict[str, Any] = {"name": self.name, "grade": self.grade, "capacity": self.capacity}
        if self.skills is not None:
            given["skills"] = frozenset(self.skills)
        if self.buildings is not None:
            given["buildings"] = {estate: frozenset(theirs) for estate, theirs in self.buildings.items()}
        if self.shifts is not None:
            given["shifts"] = tuple(one.shift for one in self.shifts)
        return {name: value for name, value in given.items() if value is not None}


def _small(query: dict[str, Any]) -> dict[str, Any]:
    if len(repr(query)) > LARGEST_FILTER:
        raise ValueError("large")
    return query


class FilterBody(Body):
    """A filter by its name; what it asks for is the console's own."""

    name: Short
    query: Annotated[dict[str, Any], AfterValidator(_small)]


class FiltersBody(Body):
    """All of an agent's filters."""

    filters: Annotated[list[FilterBody], Field(max_length=MOST_FILTERS)]


class CannedReplyBody(Body):
    """A canned reply; with an estate it is everybody's there."""

    estate: Short | None = None
    shortcut: Shortcut
    title: Short
    text: Text
