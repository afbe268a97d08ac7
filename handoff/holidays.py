"""The days on which China works: the maintained calendar, and the operator's file above it.

`holidays.toml` in the data folder names what the calendar does not know yet, as decreed by the State
Council's notice or decided by the company itself:

    days_off = [2027-02-05, 2027-02-08]
    working_days = [2027-02-14]

A file that cannot be read is refused with a sentence, and what was last read well goes on to count.
"""

import functools
import logging
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # it ships no types

from handoff.domain.holidays import CalendarState

log = logging.getLogger(__name__)
SOURCE = "chinesecalendar"
HOLIDAYS_FILE = "holidays.toml"
FRIDAY = 4
LARGEST_FILE = 256 * 1024
_KEYS = frozenset({"days_off", "working_days"})
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


class HolidaysFileError(ValueError):
    """The operator's holidays file cannot be used; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Override:
    """Days that are not as the calendar says."""

    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()


class Holidays:
    """Knows which days are worked; `refresh` takes up a changed file while the desk runs."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._override = Override()
        self._stamp: tuple[int, int] | None = None
        self._refused: str | None = None
        self._is_counted = False
        self._read()

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day; beyond the calendar's last year only weekends are known."""
        if day in self._override.working_days:
            return True
        return day not in self._override.days_off and _is_worked(day)

    def name_of(self, day: date) -> str | None:
        """Return the festival that a day belongs to, in Chinese, where the calendar knows it."""
        if not chinese_calendar_knows(day):
            return None
        return _NAMES.get(chinese_calendar.get_holiday_detail(day)[1] or "")

    def refresh(self) -> bool:
        """Read the file if it changed; return whether other days count now, and True the first time."""
        before, is_first = self._override, not self._is_counted
        self._is_counted = True
        self._read()
        return is_first or self._override != before

    def _read(self) -> None:
        stamp = self._now()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._override = read_override(self._file) if stamp else Override()
            self._refused = None
        except HolidaysFileError as error:
            self._refused = str(error)
            log.warning("holidays_refused", extra={"cause": str(error)})

    @property
    def state(self) -> CalendarState:
        """What the calendar rests on."""
        return CalendarState(
            source=SOURCE,
            until=last_known_day(),
            override=self._file.name if self._override != Override() else None,
            refused=self._refused,
        )

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


def read_override(file: Path) -> Override:
    """Read the operator's file; raises HolidaysFileError."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise HolidaysFileError(f"{file.name} 太大了，没有采用。里面只应有 days_off 和 working_days。")
        written = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = f"{file.name} 读不懂（{type(error).__name__}），没有采用。请按说明改正。"
        raise HolidaysFileError(why) from None
    if unknown := sorted(set(written) - _KEYS):
        why = f"{file.name} 里的“{unknown[0][:40]}”不认识，没有采用。只能写 days_off 和 working_days。"
        raise HolidaysFileError(why)
    days_off, working_days = (_days(file, written, key) for key in ("days_off", "working_days"))
    if both := days_off & working_days:
        raise HolidaysFileError(f"{file.name} 里 {min(both)} 既休息又上班，没有采用。请删去一处。")
    return Override(days_off, working_days)


def chinese_calendar_knows(day: date) -> bool:
    """Whether the maintained calendar has this day's year."""
    return _first_known_year() <= day.year <= last_known_day().year


@functools.cache
def last_known_day() -> date:
    """Return the last day whose year was decreed when the calendar was released."""
    return date(max(day.year for day in chinese_calendar.constants.holidays), 12, 31)


@functools.cache
def _first_known_year() -> int:
    return int(min(day.year for day in chinese_calendar.constants.holidays))


@functools.lru_cache(maxsize=4096)
def _is_worked(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day)) if chinese_calendar_knows(day) else day.weekday() <= FRIDAY


def _days(file: Path, written: dict[str, object], key: str) -> frozenset[date]:
    given = written.get(key, [])
    if not isinstance(given, list) or not all(
        isinstance(day, date) and not isinstance(day, datetime) for day in given
    ):
        raise HolidaysFileError(f"{file.name} 的 {key} 应该是日期的列表，如 [2027-01-01]，没有采用。")
    return frozenset(given)


def ends_soon(today: date) -> str:
    """Say that the calendar's last year is nearly over; empty while it is not."""
    if last_known_day() - today >= timedelta(days=45):
        return ""
    return f"节假日日历只到{last_known_day()}，之后只知道周末。请更新，或把放假和调休写进 {HOLIDAYS_FILE}。"
