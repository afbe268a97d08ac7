"""What no sum can be reckoned with, whatever the fee: no day, less than nothing, 37 hours in a day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.quantities.found import IMPOSSIBLE, Found, Quantities
from bot.quantities.months import days_in
from bot.quantities.numbers import NUMBER, read_number
from knowledge_base.chinese_numbers import SIGNS

_OLDEST = 130  # years of age; nobody was ever that old
_LONGEST = 10  # signs between a time and what is to lie within it
_YEAR = 12
_DAYS = {"days": Decimal(1), "minutes": 1 / Decimal(1440), "months": Decimal("30.4")}
_LONGEST_MONTH, _LONGEST_YEAR = 31, 366
_NEGATIVE = re.compile(rf"负(?=[\d{SIGNS}])(?P<n>{NUMBER})[个张件台户套间辆只盏把扇块条车次趟回名位人]")
_WITHIN = re.compile(r"(?:时间)?(?:之|以)?(?:内|里[头面边]?|当?中|头)(?!午|等|间)")
_TAKES = re.compile(r"[交缴付收算停泊放充冲泡用占空置缺欠拖按满有要住打租扣]")
_APART = re.compile(rf"[\d{SIGNS},.;:!?元块]|多少|好多|几|怎么|封顶|最多|最高")
_ONE_TIME = re.compile(
    r"[一1同每][年天日周]|[一1每]个(?:月|季度|星期|礼拜|钟头|小时)|[一1](?:季度|星期|礼拜|小时)|半个月"
)
_ASKED_AS = {"money": "principal", "people": "workers"}
_WHOLE_YEAR = re.compile(r"[一整全]年")
_LATE = re.compile(r"[没未逾晚拖迟]")
_FOR_EACH = re.compile(
    r"(?:各|每[次回趟场天晚]|天天|[一每]个?(?:星期|礼拜|周)[^,.;]{0,4}[次回趟])[^,.;]{0,4}$"
)
_LASTED = re.compile(r"(?:[空欠拖晚租住停用]|空[置关]|逾期)[了着过满]*$")


@dataclass(frozen=True)
class Doubt:
    """A number that cannot be meant: what it counts, and the question to the resident."""

    name: str
    question: str


def doubted(quantities: Quantities) -> Doubt | None:
    """Give the first number of a message that no fee can be reckoned with; None where there is none."""
    return next((one for find in (_no_day, _negative, _too_old, _beyond) for one in find(quantities)), None)


def _no_day(quantities: Quantities) -> Iterator[Doubt]:
    """Find days and times that there are none of: 2月30日, 4点90分."""
    said = (one.text for one in quantities.found if one.kind == IMPOSSIBLE)
    asking = "好像没有这一天或这个时间，是不是写错了？请再告诉我一次。"
    yield from (Doubt("date", f"您说的「{text}」{asking}") for text in said)


def _negative(quantities: Quantities) -> Iterator[Doubt]:
    """Find what is below nothing: 「负3个车位」, 「逾期负十天」."""
    for one in quantities.found:
        if isinstance(one.value, Decimal) and one.value < 0 and one.text.startswith("负"):
            yield Doubt(
                _ASKED_AS.get(one.kind, one.kind), f"您说的「{one.text}」，是不是写错了？请再告诉我一次。"
            )
    for match in _NEGATIVE.finditer(quantities.rest):
        if read_number(match["n"]) > 0:
            yield Doubt("count", f"您说的「{match[0]}」，是不是写错了？请再告诉我一次。")


def _too_old(quantities: Quantities) -> Iterator[Doubt]:
    for one in quantities.meant("age"):
        if not 0 <= one.value <= _OLDEST:
            yield Doubt("age", f"您说的「{one.text}」，是不是写错了？请再告诉我一次。")


def _beyond(quantities: Quantities) -> Iterator[Doubt]:
    """Find more than the time holds in which it is to lie: 「一天停了37小时」, 「一年交40个月」."""
    for one in quantities.found:
        most = _most_days(one)
        for other in quantities.found if most else ():
            longer = other.kind in _DAYS and other.value * _DAYS[other.kind] > most
            if longer and one.start < other.start and _holds(quantities.text, one, other):
                yield Doubt(other.kind, f"{one.text}里没有{other.text}，是不是写错了？请再告诉我一次。")


def _most_days(one: Found) -> Decimal | None:
    """Give how many days a time may have."""
    if one.kind == "period":
        return Decimal(sum(days_in(month) for month in one.value))
    if one.kind == "year":
        return Decimal(_LONGEST_YEAR)
    if one.kind == "months":
        return Decimal(one.value * _LONGEST_MONTH)
    return Decimal(1) if one.kind == "date" else one.value * _DAYS[one.kind] if one.kind in _DAYS else None


def _holds(text: str, one: Found, other: Found) -> bool:
    """Say whether the second time is said to lie in the first."""
    end = one.end
    within = _WITHIN.match(text, end)
    between = text[within.end() if within else end : other.start].lstrip(",")
    if len(between) > _LONGEST or _APART.search(between):
        return False
    whole = one.kind == "period" and len(one.value) == _YEAR and _WHOLE_YEAR.search(one.text)
    single = bool(whole) or (one.kind in _DAYS and _ONE_TIME.fullmatch(one.text) is not None)
    if one.kind == "year":  # 「今年交24个月」 may pay beforehand
        return not between
    if within:
        return single or one.kind == "date" or not _LATE.search(between)
    if _FOR_EACH.search(text, 0, one.start):  # 「周二周四各打一小时,连打两个礼拜」
        return False
    return single and _TAKES.search(between) is not None and not _LASTED.search(text, 0, one.start)
