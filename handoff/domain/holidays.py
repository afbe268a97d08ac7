"""What is known about the days on which people work."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarState:
    """What the calendar rests on: its source and last day, the operator's file, or why that was refused."""

    source: str
    until: date
    override: str | None
    refused: str | None
