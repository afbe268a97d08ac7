"""What somebody tells of himself on the way and what holds for later sums: his age, that it is night."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.quantities.found import Quantities
from bot.quantities.reading import read

_ONE = r"[我俺咱他她佢](?:自己|老人家)?"
ALONE = (
    r"独居|一个?人(?:单独?|独自?)?(?:住(?!过?[来去进]|不[了来])|过(?![来去马几一二两三四五])|生活|过活)|[单独]住|自己一(?:个)?人|"
    rf"独自|孤寡|独身|单身|孤身|孤老|单过|孤零零|家里?就剩?下?{_ONE}一个|"
    rf"(?<![天在晚])(?:就|只|净)(?:剩下?|有|得)?{_ONE}一个(?!人?在家)|(?<!都是)自己(?:住(?!过来|进)|过(?=[,.;的呢]|$|日子))|"
    r"无儿无女"
)
NIGHT = r"夜间|半夜|深夜|凌晨|夜里|晚上|大晚上|后半夜"
# Of the facts, and of the slots that they become for a sum.
_AGE, _ALONE, _NOW, _TENURE = "age", "alone", "now", "tenure"
TOLD = frozenset((_AGE, _ALONE, _NOW, _TENURE))
_IS_NOW = re.compile(
    r"现在|这会儿?|这时|此刻|眼下|刚才|而家|都[^,.;]{1,8}了|[点半钟]了|(?:半夜|夜里|凌晨|晚上)[^,.;]{0,4}了"
)
_AT_THAT_TIME = re.compile(
    r"[这那]个?(?:点|钟点|时候|时间|时段|会儿?)|这阵|现在|此刻|眼下|马上|立刻|立马|即刻|而家"
)
_BY_DAY = re.compile(r"白天|白日|[上下中]午|天亮|早上|早晨|明早|第二天")
_ANOTHER_HOME = re.compile(
    r"(?:儿子|女儿|闺女|囡|孙|弟|哥|姐|妹|舅|叔|姨|姑|朋友|同事|亲戚|邻居|隔壁|对门|楼[上下]|[他她]们?|人家|别人)"
    r"(?:们)?(?:家|那[边儿]|屋)|隔壁|对门|邻居|[我俺咱]们?自己家"
)
TENANT = "租户"
_MIDNIGHT = "0"  # stands for a night without an hour


def told_of_self(text: str, today: date) -> dict[str, str]:
    """Give what a message tells of its speaker that holds for later sums, too.

    `age` in years, `alone` where he lives alone, `now` the hour it is, in minutes since midnight.
    """
    quantities = read(text, today)
    age, clock = quantities.number("age"), quantities.number("clock")
    now = _IS_NOW.search(quantities.text) is not None
    night = _MIDNIGHT if re.search(NIGHT, quantities.text) else ""
    told = {
        _AGE: "" if age is None else f"{age:f}",
        _ALONE: "yes" if re.search(ALONE, quantities.text) else "",
        _NOW: (night if clock is None else f"{clock:f}") if now else "",
    }
    return {name: value for name, value in told.items() if value}


def is_tenant(text: str, slots: Mapping[str, str]) -> bool:
    """Say whether a message, or what was told before, is about somebody who rents his home."""
    return slots.get(_TENURE) == TENANT or re.search(r"租[户客]|我租的房|租房[住的]", text) is not None


def is_old_and_alone(quantities: Quantities, slots: Mapping[str, str], *, age: int) -> bool:
    """Say whether a message, or what was told of the same home, is about one that old who lives alone."""
    told = quantities.number("age")
    alone = re.search(ALONE, quantities.text) is not None
    if not _ANOTHER_HOME.search(quantities.text):
        told = Decimal(slots[_AGE]) if told is None and _AGE in slots else told
        alone |= _ALONE in slots
    return alone and told is not None and told >= age


def hour_meant(quantities: Quantities, slots: Mapping[str, str]) -> Decimal | None:
    """Give the time of day that a message means by 「这个点」, where it was told before what time it is."""
    text = quantities.text
    if _NOW not in slots or _BY_DAY.search(text) or not _AT_THAT_TIME.search(text):
        return None
    return Decimal(slots[_NOW])
