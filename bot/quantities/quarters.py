"""Quarters and halves of a year in words: 第三季度, 前两个季度, 2024年最后一个季度, 上半年."""

import re
from typing import Any

from bot.quantities.months import MONTHS, YEAR, Calendar, period_of, shifted
from bot.quantities.numbers import read_number

_QUARTER = 3  # months
A_QUARTER = rf"(?:{YEAR})?第?(?P<quarter>[1-4一二三四])(?:(?<=第.)个)?季度?"
_QUARTER_ONLY = re.compile(A_QUARTER)


def quarter(match: re.Match[str], calendar: Calendar) -> tuple[str, Any] | None:
    """Give the months of one quarter: 「去年第三季度」."""
    number = int(read_number(match["quarter"]))
    year = calendar.year_of(match)
    return period_of((year, number * _QUARTER - 2), (year, number * _QUARTER))


def outer_months(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the first or last months or quarters of a year: 「2024年最后一个季度」, 「2025年头两个月」."""
    year, length = calendar.year_of(match), _QUARTER if match["unit"].startswith("季") else 1
    count = min(MONTHS, int(read_number(match["many"] or "一")) * length)
    ends = match["which"] in ("最后", "末")
    return period_of((year, MONTHS - count + 1 if ends else 1), (year, MONTHS if ends else count))


def quarters(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the months from one quarter to another: 「一季度到三季度」."""
    ends = [_QUARTER_ONLY.fullmatch(match[name]) for name in ("from", "to")]
    months = [read[1] for end in ends if end and (read := quarter(end, calendar))]
    return period_of(months[0][0], months[1][-1]) if len(months) > 1 else None


def two_quarters(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the months of quarters that are told together: 「三四季度」."""
    first, last = (int(read_number(match[name])) for name in ("first", "last"))
    year = calendar.year_of(match)
    return period_of((year, first * _QUARTER - 2), (year, last * _QUARTER)) if first < last else None


def first_quarters(match: re.Match[str], calendar: Calendar) -> tuple[str, Any] | None:
    """Give the months of the first quarters of a year: 「前两个季度」."""
    year = calendar.year_of(match)
    return period_of((year, 1), (year, int(read_number(match["quarters"])) * _QUARTER))


def near_quarter(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the quarter that is told from this one: 「上个季度」."""
    first = (calendar.today.year, (calendar.today.month - 1) // _QUARTER * _QUARTER + 1)
    step = {"上": -1, "下": 1}.get(match[0][0], 0) * _QUARTER
    return period_of(shifted(first, step), shifted(first, step + 2))


def half_year(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the months of half a year: 「上半年」."""
    year, start = calendar.year_of(match), 1 if match["half"] == "上" else 7
    return period_of((year, start), (year, start + 5))
