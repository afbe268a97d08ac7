"""Between what the numbers of a sum must lie to be believed, and how they are said."""

from dataclasses import dataclass
from decimal import Decimal

from knowledge_base.tariffs.book import Kind
from knowledge_base.tariffs.money import as_number

_MONEY = "元"
_SMALLEST_HOME, _LARGEST_HOME, _LARGEST = 10, 1000, 20_000  # ㎡
_STOREROOM, _LARGEST_STOREROOM = "储", 300
_MOST_AT_HOME = {"area": _LARGEST_HOME, "tons": 2000, "kwh": 20_000}
_HIGHEST = 60  # floors
_LONGEST_MONTHS, _LONGEST_DAYS = 120, 3650
_DAY = 1440  # minutes
_WHOLE = frozenset({"workers", "trucks", "floor"})


@dataclass(frozen=True)
class _Limits:
    """Between what a number must lie to be believed; `unit` is how it is said."""

    unit: str
    most: int
    least: Decimal = Decimal("0.01")


_LIMITS = {
    "area": _Limits("㎡", _LARGEST, Decimal(1)),
    "panes": _Limits("㎡", _LARGEST_HOME),
    "months": _Limits("个月", _LONGEST_MONTHS),
    "used_months": _Limits("个月", _LONGEST_MONTHS, Decimal(0)),
    "floor": _Limits("楼", _HIGHEST, Decimal(1)),
    "tons": _Limits("吨", 10_000),
    "kwh": _Limits("度", 100_000),
    "charged": _Limits("度", 200),  # no car holds more
    "days": _Limits("天", _LONGEST_DAYS),
    "principal": _Limits(_MONEY, 1_000_000),
    "workers": _Limits("人", 100, Decimal(1)),
    "trucks": _Limits("车", 100, Decimal(1)),
    "minutes": _Limits("分钟", 366 * 1440),
    "charging": _Limits("分钟", 2 * 1440),  # no bicycle's battery takes longer
    "overstay": _Limits("分钟", 7 * 1440, Decimal(0)),
    "hours": _Limits("小时", 24),
}
_NAMES = {
    "area": "面积", "panes": "面积", "months": "月数", "used_months": "已用的月数",
    "floor": "楼层", "tons": "用水量",
    "kwh": "度数", "charged": "度数", "days": "逾期天数", "principal": "欠费金额",
    "workers": "人数", "trucks": "车数",
    "minutes": "时长", "charging": "时长", "overstay": "时长", "hours": "时长",
}  # fmt: skip


def can_be_meant(name: str, value: Decimal, *, kind: Kind | None, in_part: bool) -> bool:
    """Say whether a number can be meant; a home is neither as large nor as small as a shop may be.

    `in_part` is where the area may be that of one room.
    """
    least, most = _LIMITS[name].least, _LIMITS[name].most
    if kind is None or kind.home:
        most = _MOST_AT_HOME.get(name, most)
    elif name == "area" and _STOREROOM in kind.name:
        most = _LARGEST_STOREROOM
    if name == "area" and kind is not None and kind.home and not in_part:
        least = Decimal(_SMALLEST_HOME)
    return least <= value <= most and (name not in _WHOLE or value % 1 == 0)


def written(name: str, value: Decimal) -> str:
    """Give a number as the inputs of a sum show it."""
    return f"{value:.2f}" if _LIMITS[name].unit == _MONEY else as_number(value)


def shown(name: str, value: Decimal) -> str:
    """Say in Chinese what a number is: 「面积是 3㎡」."""
    return f"{_NAMES[name]}是 {_said(value, _LIMITS[name].unit)}"


def _said(value: Decimal, unit: str) -> str:
    """Say a number as people would: 36000天, not 51840000分钟."""
    if unit == "分钟" and value and value % _DAY == 0:
        return f"{as_number(value / _DAY)}天"
    return f"{as_number(value)}{unit}"
