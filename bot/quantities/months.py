"""Months and years in words, told from `today`: 去年10月到今年3月, 11、12、1月, 上个月, 全年."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.quantities.found import IMPOSSIBLE, Month
from bot.quantities.numbers import read_number
from knowledge_base.chinese_numbers import SIGNS

_CENTURY = 2000
MONTHS = 12
NUMBER_OF_DATE = rf"(?:\d{{1,2}}|[{SIGNS}]{{1,3}})"
_YEARS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "旧年": -1, "头年": -1, "今年": 0, "本年": 0, "当年": 0,
    "明年": 1, "出年": 1, "来年": 1, "后年": 2,
}  # fmt: skip
_SHORT_YEAR = r"(?<!\d)(?:[1-4]\d|[一二][零〇一二三四五六七八九])(?=年的?[\d第一二三四十全整上下])"
YEAR = rf"(?:(?P<year>(?:19|20)\d{{2}}|[{SIGNS}]{{4}}|{_SHORT_YEAR})年|(?P<relative>{'|'.join(_YEARS)}))的?"
NEAR = {
    "上上个月": -2, "上上月": -2, "下下个月": 2, "上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "这月": 0,
    "当月": 0, "下个月": 1, "下月": 1,
}  # fmt: skip
_YEAR_OF = re.compile(
    rf"{YEAR}(?:那个?)?(?=第|[\d{SIGNS}]{{1,3}}(?:月|个?季)|元月|[上下]半年|[全整]年|最后|物业|管理|能耗)"
)
MONTH = rf"(?:{YEAR})?(?P<month>{NUMBER_OF_DATE}|元)月份?"
_END_OF_YEAR = re.compile(rf"(?:{YEAR})?年?[底末]")
_MONTH_ONLY = re.compile(MONTH)
ONES = "一二三四五六七八九"
MONTH_NUMBER = r"1[0-2]|0?[1-9]|十[一二]?|元|[一二三四五六七八九]"


@dataclass
class Calendar:
    """Resolves dates of one message; a month without a year is of the year named last, else of this one.

    A day without a month is of the month of the day that was named last, else of this one. `named` are the
    years that stand with a month, a quarter or a fee, `months` the months of the year, with their places.
    """

    today: date
    year: int
    named: tuple[tuple[int, int], ...] = ()
    months: tuple[tuple[int, int], ...] = ()
    month: Month | None = None
    week: date | None = None  # the last day that was named with its week: 上周六

    def year_of(self, match: re.Match[str]) -> int:
        """Give the year that a match names or implies, and keep it for what follows."""
        told = _told_year(match, self.today)
        before = [year for place, year in self.named if place < match.start()]
        self.year = told or (before[-1] if before else self.year)
        return self.year

    def month_before(self, place: int) -> Month:
        """Give the month that was named last before a place, else that of today."""
        months = [month for start, month in self.months if start < place]
        if not months:
            return self.month or (self.today.year, self.today.month)
        years = [year for start, year in self.named if start < place]
        return years[-1] if years else self.year, months[-1]


def _told_year(match: re.Match[str], today: date) -> int | None:
    if match["year"]:
        digits = int(read_number(match["year"]))
        return digits if digits >= _CENTURY - 100 else _CENTURY + digits
    return today.year + _YEARS[match["relative"]] if match["relative"] else None


def years_named(text: str, today: date) -> tuple[tuple[int, int], ...]:
    """Give the year of each month, quarter or fee that a text names with its year, and its place."""
    return tuple(
        (match.start(), _told_year(match, today) or int(match["year_in_digits"]))
        for match in _YEAR_OF.finditer(text)
    )


Reader = Callable[[re.Match[str], Calendar], tuple[str, object] | None]


def number_of(month: str) -> int:
    """Give which month of the year is named; 元 is the first."""
    return 1 if month == "元" else int(read_number(month))


def month_range(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the months from one to another, the last one of the next year if no later: 「10月到3月」."""
    named = match["from"].endswith(("月", "份"))
    start = _MONTH_ONLY.fullmatch(match["from"] if named else match["from"] + "月")
    end = _MONTH_ONLY.fullmatch(match["to"])
    if start is None or end is None:
        return None
    first = (calendar.year_of(start), number_of(start["month"]))
    last = (calendar.year_of(end), number_of(end["month"]))
    if last < first and not (end["year"] or end["relative"]):
        last = (last[0] + 1, last[1])
    return period_of(first, last)


def months_named(text: str) -> tuple[tuple[int, int], ...]:
    """Give each month of the year that a text names, and its place."""
    named = (match for match in _MONTH_ONLY.finditer(text) if match["month"] != "两")
    found = ((match.start(), number_of(match["month"])) for match in named)
    return tuple((place, month) for place, month in found if 1 <= month <= MONTHS)


def until_now(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the months up to this one, one near it or a year's end: 「3月到现在」, 「11月到明年年底」."""
    start, today = _MONTH_ONLY.fullmatch(match["from"]), calendar.today
    if start is None:
        return None
    first = (calendar.year_of(start), number_of(start["month"]))
    if match["end"]:
        ends = _END_OF_YEAR.fullmatch(match["end"])
        return period_of(first, (calendar.year_of(ends) if ends else first[0], MONTHS))
    return period_of(first, shifted((today.year, today.month), NEAR.get(match["until"], 0)))


def period_of(first: Month, last: Month) -> tuple[str, Any] | None:
    """Give all months from the first to the last, and what cannot be where one does not exist."""
    if not (1 <= first[1] <= MONTHS and 1 <= last[1] <= MONTHS):
        return IMPOSSIBLE, last
    count = (last[0] - first[0]) * MONTHS + last[1] - first[1] + 1
    if count < 1:
        return IMPOSSIBLE, last
    return "period", tuple(shifted(first, step) for step in range(count))


def numeric_range(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the months of 「2025.3-2026.2」."""
    calendar.year = int(match["last_year"])
    return period_of((int(match["first_year"]), int(match["first"])), (calendar.year, int(match["last"])))


def listed(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give months that are told one by one, 「11、12、1月」; each that is no later is of the next year."""
    months: list[Month] = []
    year = calendar.year_of(match)
    for name in re.findall(MONTH_NUMBER, match["listed"]):
        year += bool(months) and number_of(name) <= months[-1][1]
        months.append((year, number_of(name)))
    return "period", tuple(months)


def run_together(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give months that are told in one breath: 「七八九月」, 「七八两个月」."""
    counted = match["count"] is None or read_number(match["count"]) == len(match["run"])
    if match["run"] not in ONES or not counted:
        return None
    year = calendar.year_of(match)
    return "period", tuple((year, number_of(name)) for name in match["run"])


def nothing(match: re.Match[str], _: Calendar) -> tuple[str, object]:
    """Give what no calendar has, to be questioned: 第五季度, 十三月."""
    return IMPOSSIBLE, match["none"]


def whole_year(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the months of a whole year: 「去年全年」."""
    year = calendar.year_of(match)
    return period_of((year, 1), (year, MONTHS))


def bare_year(match: re.Match[str], calendar: Calendar) -> tuple[str, object]:
    """Give a year that is named without its months."""
    return "year", calendar.year_of(match)


def one_month(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give one named month: 「去年三月」."""
    month = (calendar.year_of(match), number_of(match["month"]))
    return period_of(month, month)


def near_month(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the month that is told from this one: 「上个月」."""
    month = shifted((calendar.today.year, calendar.today.month), NEAR[match[0]])
    return period_of(month, month)


def shifted(month: Month, steps: int) -> Month:
    """Give the month so many months later."""
    count = month[0] * MONTHS + month[1] - 1 + steps
    return count // MONTHS, count % MONTHS + 1


def days_in(month: Month) -> int:
    """Give how many days the month has."""
    year, following = shifted(month, 1)
    return (date(year, following, 1) - date(month[0], month[1], 1)).days
