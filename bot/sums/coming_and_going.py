"""How long a car stayed, from the times of driving in and out: 「昨晚十一点进来,今早七点半出去」."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bot.quantities.found import Found
from bot.sums.case import AT_MIDNIGHT, Case

_HOUR, _TWO = 60, 2
_SMALL_HOURS = 6 * _HOUR  # 昨晚一点 is in the morning after
_LATER_DAY = re.compile(r"第二[天日]|次日|隔[天日]|转天|翌日|第三[天日]|大?后天")
_SAME_DAY = re.compile(r"同日|同一?天|当[天日]")
_THIRD = re.compile(r"第三|后天")


def between_clocks(case: Case) -> list[Decimal]:
    """Give the minutes of each stay whose times of coming and going are told, of one or of two stays.

    Raises NotYetError where a car would have left before it came.
    """
    clocks = [one for one in case.quantities.found if one.kind == "clock"]
    if len(clocks) not in (_TWO, 2 * _TWO):
        return []
    return [_minutes(case, came, went) for came, went in zip(clocks[::2], clocks[1::2], strict=True)]


def _minutes(case: Case, came: Found, went: Found) -> Decimal:
    """Give the minutes between two times, each on the day that is told last before it."""
    days = case.quantities.meant("date")
    came_on, went_on = _day_before(days, came, since=0), _day_before(days, went, since=came.start)
    clocks = case.from_to(came, went)
    first = came_on.value if came_on else case.today
    start, end = _moment(came_on, first, came, clocks[0]), _moment(went_on, first, went, clocks[1])
    later = _LATER_DAY.search(case.text, came.start, went.start)
    if later is not None and went_on is None:
        end += timedelta(days=2 if _THIRD.search(later[0]) else 1)
    elif AT_MIDNIGHT.match(went.text):
        end += timedelta(days=1)
    elif end <= start and (went_on or _SAME_DAY.search(case.text, came.start, went.start)):
        raise case.doubt("minutes", "您说的出场时间比进场时间还早，是不是写错了？请再告诉我一次停了多久。")
    elif end <= start:
        end += timedelta(days=1)
    return Decimal(int((end - start).total_seconds()) // _HOUR)


def _day_before(days: list[Found], clock: Found, *, since: int) -> Found | None:
    told = [one for one in days if since <= one.start < clock.start]
    return told[-1] if told else None


def _moment(on: Found | None, otherwise: date, told: Found, minute: int) -> datetime:
    """Give the moment that is told; 昨晚一点 and 半夜两点 are in the morning after."""
    evening = told.text.startswith("晚")
    night = evening or ("夜" in told.text and (on is None or on.text[0] in "昨前"))
    after = night and minute < _SMALL_HOURS
    day = on.value if on else otherwise
    return datetime.combine(day, time(minute // _HOUR, minute % _HOUR)) + timedelta(days=int(after))
