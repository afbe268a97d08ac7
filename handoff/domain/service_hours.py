"""When an estate's desk serves: windows of the day on working days and on days off, in China's time."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handoff.domain.times import CHINA

WorkingDay = Callable[[date], bool]  # public holidays and days worked in exchange (调休) are known outside
Interval = tuple[datetime, datetime]
FARTHEST = 400  # days: an estate that does not serve within them is closed for good
MINUTES_OF_A_DAY = 1440
_TIME_OF_DAY = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of service within a day, in minutes after midnight: 510 to 720 is 08:30 to 12:00."""

    begins: int
    ends: int

    def __post_init__(self) -> None:
        if not 0 <= self.begins < self.ends <= MINUTES_OF_A_DAY:
            raise ValueError("服务时间的结束应晚于开始，并且都在同一天之内。")

    @classmethod
    def between(cls, begins: str, ends: str) -> "Window":
        """Read two times of day such as 08:30 and 24:00; raises ValueError in a person's words."""
        return cls(_minutes(begins), _minutes(ends))

    def written(self) -> tuple[str, str]:
        """Return what `between` takes."""
        begins, ends = (f"{at // 60:02d}:{at % 60:02d}" for at in (self.begins, self.ends))
        return begins, ends


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHours:
    """The windows of working days and of days off (weekends and holidays), in order and apart."""

    working_days: tuple[Window, ...]
    days_off: tuple[Window, ...] = ()

    def __post_init__(self) -> None:
        for windows in (self.working_days, self.days_off):
            if any(later.begins < earlier.ends for earlier, later in itertools.pairwise(windows)):
                raise ValueError("服务时间段不能重叠，并应从早到晚排列。")
        if not self.working_days:
            raise ValueError("工作日至少要有一个服务时间段。")

    @property
    def a_working_day(self) -> timedelta:
        """How much service a working day has."""
        return timedelta(minutes=sum(window.ends - window.begins for window in self.working_days))


def _minutes(written: str) -> int:
    found = _TIME_OF_DAY.fullmatch(written)
    if found is None:
        raise ValueError(f"“{written[:20]}”不是时间。请写成 08:30 这样。")
    return int(found[1]) * 60 + int(found[2])


USUAL_HOURS = ServiceHours(working_days=(Window.between("08:30", "12:00"), Window.between("13:30", "18:00")))
ALWAYS = ServiceHours(working_days=(Window(0, MINUTES_OF_A_DAY),), days_off=(Window(0, MINUTES_OF_A_DAY),))


@dataclass(frozen=True, slots=True)
class ServiceClock:
    """Counts time only while the desk serves."""

    hours: ServiceHours
    is_working_day: WorkingDay

    def next_open(self, at: datetime) -> datetime:
        """Return the first moment of service from `at` on; `at` itself within service hours."""
        for begins, ends in self._intervals(at):
            if ends > at:
                return max(begins, at)
        return at

    def is_open(self, at: datetime) -> bool:
        """Whether the desk serves at this moment."""
        return self.next_open(at) == at

    def served(self, since: datetime, until: datetime) -> timedelta:
        """Return how much service lies between two moments; none where the clock went backwards."""
        total = timedelta()
        for begins, ends in self._intervals(since):
            if begins >= until:
                break
            total += max(min(ends, until) - max(begins, since), timedelta())
        return total

    def after(self, since: datetime, amount: timedelta) -> datetime:
        """Return the moment at which so much service has passed since another."""
        left = amount
        for begins, ends in self._intervals(since):
            at = max(begins, since)
            if ends - at >= left and ends > at:
                return at + left
            left -= max(ends - at, timedelta())
        return since + amount

    def _intervals(self, since: datetime) -> Iterator[Interval]:
        """Yield the windows from the day of `since` on, in UTC."""
        first = since.astimezone(CHINA).date()
        for ahead in range(FARTHEST):
            day = first + timedelta(days=ahead)
            midnight = datetime.combine(day, time(), CHINA).astimezone(UTC)
            windows = self.hours.working_days if self.is_working_day(day) else self.hours.days_off
            for window in windows:
                yield midnight + timedelta(minutes=window.begins), midnight + timedelta(minutes=window.ends)
