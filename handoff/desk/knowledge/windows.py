"""The days that somebody looks back over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handoff.errors import BadRequest
from knowledge_base.limits import first_moment, moment_after

USUAL, LONGEST = 30, 366  # days


@dataclass(frozen=True, slots=True)
class Window:
    """Days of China, both included."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        """The first moment."""
        return first_moment(self.first)

    @property
    def until(self) -> datetime:
        """The moment after the last."""
        return moment_after(self.last)


def window(now: datetime, first: date | None, last: date | None) -> Window:
    """Return the days asked for, the last 30 where none are; raises BadRequest."""
    last = last or now.astimezone(first_moment(now.date()).tzinfo).date()
    first = first or last - timedelta(days=USUAL - 1)
    if not timedelta(0) <= last - first < timedelta(days=LONGEST):
        raise BadRequest(f"from 不能晚于 to，最多 {LONGEST} 天。")
    return Window(first, last)
