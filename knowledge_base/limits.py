"""The ends of a validity: a day, or a minute; both are China's, and both ends are included."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
Limit = date  # or its kind, an aware datetime that falls on a minute
_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
)
_TIME = re.compile(r"[T ]*([0-9]{1,2})[:点时]([0-9]{2})?(?::00)?分?")


def parse_date(value: object) -> date:
    """Read 2025-01-01, 2025/1/1, 2025年1月1日, or a date that a sheet or YAML made; else ValueError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(value)
    return _day_of(match)


def parse_limit(value: object) -> Limit:
    """Read a day as `parse_date` does, or one with a time: 2026-11-22 09:00, 2026年11月22日9点30.

    Raises ValueError for anything else.
    """
    if isinstance(value, datetime):
        return _at(value.date(), value.time()) if value.time() != time() else value.date()
    text = unicodedata.normalize("NFKC", str(value)).strip()
    match = _DATE.match(text)
    if isinstance(value, date) or match is None or match.end() == len(text):
        return parse_date(value)
    clock = _TIME.fullmatch(text[match.end() :])
    if clock is None:
        raise ValueError(value)
    return _at(_day_of(match), time(int(clock[1]), int(clock[2] or 0)))


def write_limit(limit: Limit, between: str = "T") -> str:
    """Write `2026-11-22`, or `2026-11-22T09:00` where it is a minute."""
    return f"{limit:%Y-%m-%d}{between}{limit:%H:%M}" if isinstance(limit, datetime) else limit.isoformat()


def first_moment(limit: Limit) -> datetime:
    """Give the first moment of the day or minute."""
    return limit if isinstance(limit, datetime) else _at(limit, time())


def moment_after(limit: Limit) -> datetime:
    """Give the first moment that does not belong to the day or minute any more."""
    whole = timedelta(minutes=1) if isinstance(limit, datetime) else timedelta(days=1)
    return first_moment(limit) + whole


def _day_of(match: re.Match[str]) -> date:
    year, month, day = (int(part) for part in match.groups() if part is not None)
    return date(year, month, day)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock.replace(second=0, microsecond=0), tzinfo=CHINA)
