"""Where two numbers meet in a voice message without a mark between them: 「六毛四四月二十号」."""

import re

from knowledge_base.chinese_numbers import SIGNS

_ONES = "一二两三四五六七八九"
_MONTHS = frozenset((*"一二三四五六七八九", "十", "十一", "十二"))
_TENS = re.compile(rf"[{_ONES}]?十[{_ONES}]?")  # such a number stands for itself, be it a month or none
_BEFORE_A_DATE = re.compile(
    rf"(?P<after>[块元毛角])?(?P<run>[{SIGNS}]{{2,}})(?=月(?:\d{{1,2}}|[{SIGNS}]{{1,3}})[号日])"
)
_BEFORE_A_COUNT = re.compile(
    rf"(?<=[块元毛角][{_ONES}])(?=[{_ONES}](?:个?月|天|年|个?季度|次|张|套|间|户)(?!费))"
)


def apart(text: str) -> str:
    """Put a comma where money ends and a date or another count begins, in folded text."""
    return _BEFORE_A_COUNT.sub(",", _BEFORE_A_DATE.sub(_before_the_month, text))


def _before_the_month(told: re.Match[str]) -> str:
    """Part the month from what stands before it; whatever may be read in two ways is left as it is."""
    run, after_money = told["run"], told["after"] is not None
    if run in _MONTHS or (_TENS.fullmatch(run) and not after_money):
        return told[0]
    ways = [
        (run[:-length], run[-length:])
        for length in (2, 1)
        if run[-length:] in _MONTHS and run[:-length] and (not after_money or run[:-length] in _ONES)
    ]
    if len(ways) != 1:
        return told[0]
    money, month = ways[0]
    return f"{told['after'] or ''}{money},{month}"
