"""What is named but orders nothing: the opening of a list, what is done about a thing, what it counts as."""

import re
from collections.abc import Sequence

from bot.sums.case import Case
from bot.sums.counting import counts
from bot.sums.naming import Named

_HOUR, _HEADING = "小时", re.compile(r"(?:搞|做)(?:卫生|清洁)|大扫除")
_REMEDY = re.compile(r"补|换新|[再重]?[配办](?=[一两\d])")
_COUNTS_AS = re.compile(r"(?:[都也就]|应该)*(?:是|算|属于?|按)(?:普通的?|[一那]种)?大件")


def is_heading(case: Case, one: Named, told: Sequence[Named]) -> bool:
    """Say whether a word only opens the list of what is to be done: 「要搞卫生,窗子擦26平」."""
    first = one is told[0] and any(other.item is not one.item for other in told)
    return (
        first
        and one.item.unit == _HOUR
        and not case.quantities.has("minutes", "clock")
        and (_HEADING.match(case.text, one.start + one.place) is not None)
    )


def is_remedy(case: Case, one: Named) -> bool:
    """Say whether a word tells what is done about what was named before: 「掉了一张,补一张」 is one card."""
    return _REMEDY.match(case.text, one.start + one.place) is not None


def is_told_what(case: Case, one: Named) -> bool:
    """Say whether a word only tells what something named before counts as: 「书桌是普通大件」."""
    return not counts(one.rest) and _COUNTS_AS.match(case.text, one.start + one.end) is not None
