"""How often something is had that is had every week: 「每周三和周六各俩小时,打四周」."""

import re
from decimal import Decimal

from bot.quantities.found import Quantities
from bot.quantities.numbers import NUMBER, read_number
from bot.sums.case import Case
from bot.sums.counting import TIMES
from knowledge_base.chinese_numbers import SIGNS

_DAYS = "一二三四五六日天"
_WEEK = 7  # days
_A_WEEK = r"(?:周|星期|礼拜)"
_EVERY_WEEK = re.compile(rf"每个?{_A_WEEK}|(?:一个?|[逐按]){_A_WEEK}(?=[^,.;]{{0,8}}[次趟回场])")
_EACH_TIME = re.compile(r"[每各][次回趟场]|次次|都(?:是)?(?=[\d一二两三四五六七八九半俩仨])")
_WEEKDAYS = re.compile(
    rf"(?:(?<![{SIGNS}\d俩仨])(?<![{SIGNS}\d俩仨]个)|(?<=[周期拜][{_DAYS}])){_A_WEEK}(?!一[共起块总])"
    rf"(?P<days>[{_DAYS}](?:(?:[、和跟及]|[到至](?:{_A_WEEK})?)?[{_DAYS[:-1]}])*)"
)
_THROUGH = re.compile("[到至]")
_TIMES_A_WEEK = re.compile(rf"(?:每个?|一个?){_A_WEEK}[^\d,.;]{{0,6}}?({NUMBER})[次趟回场]")
_OVER_MONTHS = re.compile(r"(?:一个|每个?|[两俩三仨几])月")
_EVERY_DAY = re.compile(r"[每天日][天日晚]")
_HAD_FOR = re.compile(r"(?:连[着续]?|[打订做用干擦搞]|一共|总共|合计)[^,.;\d提前]{0,2}$")
_ORDER = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}


def is_weekly(quantities: Quantities) -> bool:
    """Say whether something is had every week."""
    return _EVERY_WEEK.search(quantities.text) is not None


def weekdays(quantities: Quantities) -> frozenset[int]:
    """Give the days of the week that are named: 「周一三五」, 「周二和周四」, 「周一到周五」."""
    found: set[int] = set()
    for match in _WEEKDAYS.finditer(quantities.text):
        named = [_ORDER[sign] for sign in match["days"] if sign in _ORDER]
        through = _THROUGH.search(match["days"]) and named[0] < named[-1]
        found.update(range(named[0], named[-1] + 1) if through else named)
    return frozenset(found)


def sessions(quantities: Quantities) -> Decimal | None:
    """Give how often something weekly is had in all; None where nobody says for how many weeks."""
    if not (is_weekly(quantities) or weekdays(quantities)):
        return _days_in_a_row(quantities)
    days = [one.value for one in quantities.meant("days") if not one.is_unit]
    weeks = next((one / _WEEK for one in days if one >= _WEEK and one % _WEEK == 0), None)
    return (
        _days_in_a_row(quantities) or _days_named(quantities)
        if weeks is None
        else weeks * _a_week(quantities)
    )


def _days_in_a_row(quantities: Quantities) -> Decimal | None:
    """Give the days on each of which something is had: 「每天打一小时,连打五天」."""
    if not _EVERY_DAY.search(quantities.text):
        return None
    told = [one for one in quantities.meant("days") if not one.is_unit]
    return next((one.value for one in told if _HAD_FOR.search(quantities.text, 0, one.start)), None)


def _days_named(quantities: Quantities) -> Decimal | None:
    """Give how many days are named where something is had on each: 「周三四五每天俩钟头」."""
    alike = _EVERY_DAY.search(quantities.text) and not is_weekly(quantities)
    return Decimal(len(weekdays(quantities))) if alike else None


def lacks_weeks(quantities: Quantities) -> bool:
    """Say whether something weekly is to be paid over a month or more, whose weeks nobody has counted."""
    told = sessions(quantities) is not None or quantities.has("days")
    return is_weekly(quantities) and not told and _OVER_MONTHS.search(quantities.text) is not None


def times_had(case: Case, begin: int) -> Decimal:
    """Give how often something by the hour is had, each time alike; stop to ask where weeks are lacking.

    Times are those that are told after `begin`: 「三次,每次俩小时」, 「每周六,四周」.
    """
    weekly = sessions(case.quantities)
    if weekly is not None:
        return weekly
    if lacks_weeks(case.quantities):
        raise case.missing("hours", "请问一共去几次、每次几小时？", whole=True)
    stretch = case.text[begin:]
    times = TIMES.search(stretch) if _EACH_TIME.search(stretch) else None
    return max(Decimal(1), read_number(times[1])) if times else Decimal(1)


def _a_week(quantities: Quantities) -> Decimal:
    times = _TIMES_A_WEEK.search(quantities.text)
    return read_number(times[1]) if times else Decimal(max(1, len(weekdays(quantities))))
