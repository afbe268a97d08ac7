"""From `tariffs.yml` to an estate's tariffs, or to all that is wrong with the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from knowledge_base.errors import KnowledgeError
from knowledge_base.limits import parse_date
from knowledge_base.strict_yaml import load_yaml
from knowledge_base.tariffs.book import Kind, Tariffs
from knowledge_base.tariffs.ladders import Allowance, Ladder, Overstay, Steps
from knowledge_base.tariffs.price_lists import Fee, Heads, Item, Night, PriceList
from knowledge_base.tariffs.rates import Hours, Origin, Price, Rate, Validity
from knowledge_base.tariffs.reductions import Discount, Due, Penalty

FILE = "tariffs.yml"
_ASSUMED = "assumed_kind"
Raw = Mapping[str, Any]
T = TypeVar("T")


def load_tariffs(folder: Path) -> Tariffs | None:
    """Read the folder's `tariffs.yml`; None without one, KnowledgeError when it cannot be used."""
    path = folder / FILE
    return read_tariffs(load_yaml(path)) if path.is_file() else None


def read_tariffs(raw: object) -> Tariffs:
    """Make the tariffs from plain data, or raise KnowledgeError whose `problems` name every bad part."""
    if not isinstance(raw, Mapping):
        raise KnowledgeError(f"{FILE} 写法有误", ["应写成「名称: 内容」的形式"])
    problems = [f"有不认识的部分：{name}" for name in raw if name not in {"kinds", _ASSUMED, *_SECTIONS}]
    tables = {
        section: _table(raw.get(section, {}), section, read, problems) for section, read in _SECTIONS.items()
    }
    kinds = _each(raw.get("kinds", []), "kinds", _kind, problems)
    tariffs = Tariffs(kinds=kinds, assumed_kind=str(raw.get(_ASSUMED) or ""), **tables)
    if tariffs.assumed_kind and tariffs.kind(tariffs.assumed_kind) is None:
        problems.append(f"{_ASSUMED}：kinds 里没有 {tariffs.assumed_kind}")
    problems += [
        f"allowances：{allowance.name}接的是没有的 {allowance.ladder}"
        for allowance in tariffs.allowances.values()
        if allowance.ladder not in tariffs.ladders
    ]
    if problems:
        raise KnowledgeError(f"{FILE} 有问题", problems)
    return tariffs


def _table(raw: Any, section: str, read: Callable[[Raw], T], problems: list[str]) -> dict[str, T]:
    if not isinstance(raw, Mapping):
        problems.append(f"{section} 应写成「名称: 内容」的形式")
        return {}
    read_each = {name: _one(item, f"{section}：{name}", read, problems) for name, item in raw.items()}
    return {str(name): made for name, made in read_each.items() if made is not None}


def _each(raw: Any, place: str, read: Callable[[Raw], T], problems: list[str]) -> tuple[T, ...]:
    if not isinstance(raw, list):
        problems.append(f"{place} 应是一个列表")
        return ()
    made = [_one(item, f"{place} 第 {number} 项", read, problems) for number, item in enumerate(raw, start=1)]
    return tuple(one for one in made if one is not None)


def _one(raw: Any, place: str, read: Callable[[Raw], T], problems: list[str]) -> T | None:
    try:
        return read(raw)
    except KeyError as error:
        problems.append(f"{place}：缺 {error.args[0]}")
    except (TypeError, ValueError, AttributeError, InvalidOperation) as error:
        problems.append(f"{place}：写法有误（{error}）")
    return None


def _number(value: Any) -> Decimal:
    """Read a number; YAML makes 2.80 a float, whose shortest form is what was written."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(f"「{value}」不是数字")
    number = Decimal(str(value))
    if not number.is_finite() or number < 0:
        raise ValueError(f"「{value}」不是可用的数字")
    return number


def _whole(value: Any) -> int:
    number = _number(value)
    if number != number.to_integral_value():
        raise ValueError(f"「{value}」应是整数")
    return int(number)


def _optional(raw: Raw, name: str, read: Callable[[Any], T]) -> T | None:
    return read(raw[name]) if raw.get(name) is not None else None


def clock(value: Any) -> int:
    """Read 20:00 as minutes since midnight."""
    hour, minute = str(value).split(":")
    return int(hour) * 60 + int(minute)


def _validity(raw: Raw) -> Validity:
    def day(name: str) -> date | None:
        return _optional(raw, name, parse_date)

    return Validity(day("from"), day("until"))


def _origin(raw: Raw) -> Origin:
    return Origin(raw["source"]["document"], raw["source"]["section"])


def _tags(raw: Raw) -> frozenset[str]:
    return frozenset(raw.get("for") or ())


def _kind(raw: Raw) -> Kind:
    return Kind(
        raw["name"],
        raw["title"],
        tuple(raw.get("words") or ()),
        home=bool(raw.get("home", True)),
        addresses=tuple(raw.get("addresses") or ()),
    )


def _price(raw: Raw) -> Price:
    floors = (_optional(raw, "floors_from", _whole), _optional(raw, "floors_to", _whole))
    return Price(_number(raw["price"]), _tags(raw), floors, _validity(raw))


def _rate(raw: Raw) -> Rate:
    prices = tuple(_price(price) for price in raw["prices"])
    return Rate(raw["name"], prices, _origin(raw), per=_whole(raw.get("per", 1)) or 1)


def _steps(raw: Raw) -> Steps:
    return Steps(
        free_minutes=_whole(raw.get("free_minutes", 0)),
        first_price=_number(raw["first_price"]),
        hour_price=_number(raw["hour_price"]),
        cap=_optional(raw, "cap", _number),
        cycle_hours=_whole(raw.get("cycle_hours", 24)) or 24,
        valid=_validity(raw),
    )


def _ladder(raw: Raw) -> Ladder:
    return Ladder(raw["name"], tuple(_steps(steps) for steps in raw["steps"]), _origin(raw))


def _allowance(raw: Raw) -> Allowance:
    return Allowance(
        raw["name"], raw["ladder"], _whole(raw["hours"]), _optional(raw, "times", _whole), _origin(raw)
    )


def _overstay(raw: Raw) -> Overstay:
    return Overstay(
        raw["name"],
        _whole(raw["grace_minutes"]),
        _number(raw["minute_price"]),
        _number(raw["cap"]),
        _origin(raw),
    )


def _due(raw: Raw) -> Due:
    return Due(_tags(raw), _whole(raw["every"]), _whole(raw["day"]))


def _penalty(raw: Raw) -> Penalty:
    due = tuple(_due(one) for one in raw.get("due") or ())
    return Penalty(raw["name"], _number(raw["daily_share"]), _number(raw["cap_share"]), due, _origin(raw))


def _discount(raw: Raw) -> Discount:
    return Discount(
        name=raw["name"],
        origin=_origin(raw),
        share=_number(raw.get("share", 1)),
        tags=_tags(raw),
        months=_optional(raw, "months", _whole),
        pays=_optional(raw, "pays", _whole),
        excludes=str(raw.get("excludes") or ""),
        from_day=_optional(raw, "from_day", _whole),
        up_to=_optional(raw, "up_to", _number),
        until=(_whole(raw["until_month"]), _whole(raw["until_day"])) if "until_month" in raw else None,
    )


def _item(raw: Raw) -> Item:
    return Item(
        raw["name"],
        tuple(raw.get("words") or (raw["name"],)),
        _number(raw["price"]),
        raw["unit"],
        _optional(raw, "at_least", _number),
        _optional(raw, "deposit", _number),
    )


def _fee(raw: Raw) -> Fee:
    return Fee(raw["name"], _number(raw["price"]), _optional(raw, "free_from_age", _whole))


def _night(raw: Raw) -> Night:
    return Night(raw["name"], _number(raw["share"]), _hours(raw))


def _hours(raw: Raw) -> Hours:
    return Hours(raw["name"], clock(raw["starts"]), clock(raw["ends"]))


def _heads(raw: Raw) -> Heads:
    return Heads(raw["resident"], raw["guest"], _number(raw["free_below"]))


def _price_list(raw: Raw) -> PriceList:
    return PriceList(
        name=raw["name"],
        items=tuple(_item(item) for item in raw["items"]),
        origin=_origin(raw),
        fee=_optional(raw, "fee", _fee),
        night=_optional(raw, "night", _night),
        note=str(raw.get("note") or ""),
        words=tuple(raw.get("words") or ()),
        vague=tuple(raw.get("vague") or ()),
        heads=_optional(raw, "heads", _heads),
    )


_SECTIONS: dict[str, Callable[[Raw], Any]] = {
    "hours": _hours,
    "rates": _rate,
    "ladders": _ladder,
    "allowances": _allowance,
    "overstays": _overstay,
    "penalties": _penalty,
    "discounts": _discount,
    "price_lists": _price_list,
}
