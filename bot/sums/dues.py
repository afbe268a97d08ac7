"""Which of the days that a message names is the one that something was due on: 「该10月20号交」."""

import re
from collections.abc import Iterable
from datetime import date

from bot.quantities.found import Found
from bot.quantities.months import days_in, shifted

_AFTER = re.compile(
    r"[^,.;]{0,2}(?:(?:该|应|要[交付缴]的)(?![^,.;]{0,4}(?:多少|几))|截止|到期|交付|交房|收房|拿房|接房)"
)
_BEFORE = re.compile(
    r"(?:截止(?:日期?|时间)?(?:分别|各)?[^,.;]{0,3}|(?:到期|应该?[交付缴]|交付|交房|收房|拿房|接房)[^,.;]{0,3}|"
    r"(?<![应不活])该在?|本来要?)$"
)
_BARE_DAY = re.compile(r"[^月]{1,4}[号日]")
_AND = re.compile(r"[和、跟与及同]|以及")
_HALF_A_YEAR = 183  # days


def is_due(text: str, one: Found) -> bool:
    """Say whether a day is the one that something was due on, or begins from."""
    behind = _AFTER.match(text, one.end)
    return behind is not None or _BEFORE.search(text, 0, one.start) is not None


def are_due(text: str, days: Iterable[Found]) -> list[Found]:
    """Give the days that something was due on; what is joined to one of them is another."""
    told = list(days)
    due = [one for one in told if is_due(text, one)]
    return [one for one in told if one in due or any(_are_joined(text, one, other) for other in due)]


def _are_joined(text: str, one: Found, other: Found) -> bool:
    first, last = sorted((one, other), key=lambda found: found.start)
    return _AND.fullmatch(text, first.end, last.start) is not None


def paid_after(due: date, paid: Found) -> date:
    """Give the day of payment, in the next year or month where only that can be meant.

    「10月20号截止,1月5号才交」, 「7月20号截止,5号才交」.
    """
    day: date = paid.value
    if day < due and _BARE_DAY.fullmatch(paid.text):
        month = shifted((due.year, due.month), 1)
        return date(*month, min(day.day, days_in(month)))
    if day > due or names_year(paid) or (day.month, day.day) >= (due.month, due.day):
        return day
    following = date(due.year + 1, day.month, min(day.day, days_in((due.year + 1, day.month))))
    return following if (following - due).days <= _HALF_A_YEAR else day


def names_year(day: Found) -> bool:
    """Say whether a day was told with its year, or from today."""
    return re.search(r"年|20\d\d|天|日前|昨|今|明|上|下|这|本", day.text) is not None
