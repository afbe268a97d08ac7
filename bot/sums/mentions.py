"""What is named but orders nothing: the opening of a list, what is done about a thing, what it counts as."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.sums.case import Case
from bot.sums.counting import counts
from bot.sums.naming import Named
from knowledge_base.tariffs.price_lists import Item

Thing = tuple[Item, Decimal]
_HOUR, _HEADING = "小时", re.compile(r"(?:搞|做)(?:卫生|清洁)|大扫除")
_REMEDY = re.compile(r"补|换新|[再重]?[配办](?=[一两\d])")
_COUNTS_AS = re.compile(
    r"(?:[都也就]|应该)*(?:是|算|属于?|按)(?:普通的?|[一那]种)?大件|"
    r"的(?:钱|费用?)?(?:是|要|得|该|一共|总共)*(?:多少|几[块元多]|好多)"
)
_ONLY_OF = re.compile(
    r"(?:^|[,.;])(?:就|只|光|单|那|我)*(?:[算问说看讲])?(?P<what>[^,.;?\d我你他她它这那]{2,4}?)的"
    r"(?:钱|费用?)?(?:是|要|得|该|一共|总共|合计|加起来)*(?:多少|几[块元多]|好多)[^,.;]*[?.]*$"
)


def only_asked(text: str, things: Sequence[Thing]) -> Sequence[Thing]:
    """Give those things that alone are asked about in the end: 「…,空调的是多少」; else all of them."""
    told = _ONLY_OF.search(text)
    what = told["what"][-2:] if told else ""
    asked = [one for one in things if what and (what in one[0].name or what in one[0].words)]
    return asked or things


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
