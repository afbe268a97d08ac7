"""Is every number of the tariffs a number of the documents? One Chinese sentence for each that is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from knowledge_base.documents import Document
from knowledge_base.limits import parse_date
from knowledge_base.numerals import stated
from knowledge_base.tariffs.reading import FILE, clock

_SHARES = ("share", "daily_share", "cap_share")
_DATES = ("from", "until")
_CLOCKS = ("starts", "ends")
_NOT_STATED = ("every",)  # 按季度, 按半年: said in words


def check_tariffs(raw: Mapping[str, Any], documents: Sequence[Document]) -> list[str]:
    """Give what forbids using these tariffs, already known to be well-formed; none have nothing wrong."""
    return [f"{FILE}：{problem}" for problem in _unfounded(raw, documents)]


def _unfounded(raw: Mapping[str, Any], documents: Sequence[Document]) -> Iterator[str]:
    known = {document.name: document for document in documents}
    for section, table in raw.items():
        if section in {"kinds", "assumed_kind"}:
            continue
        for name, tariff in table.items():
            names = [tariff["source"]["document"], *tariff.get("also", ())]
            absent = [document for document in names if document not in known]
            if absent:
                yield f"{name}：找不到文件 {'、'.join(absent)}"
                continue
            if tariff["source"]["section"] not in known[names[0]].sections():
                yield f"{name}：{names[0]} 里没有「{tariff['source']['section']}」这一节"
            readings = frozenset[str]().union(*(stated(known[document].text) for document in names))
            for key, value in _leaves(tariff):
                if readings.isdisjoint(_readings(key, value)):
                    yield f"{name}：{key} 的 {value} 在 {'、'.join(names)} 里找不到"


def _leaves(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Give every number and date below a node, with the key it stands under."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from _leaves(value, str(name))
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value, key)
    elif key not in _NOT_STATED and _readings(key, node):
        yield key, node


def _readings(key: str, value: Any) -> frozenset[str]:
    """Give the facts, in the form of `numerals`, of which the documents must state one."""
    if key in _DATES:
        day = parse_date(value)
        return frozenset({f"date:{day.year}-{day.month}-{day.day}"})
    if key in _CLOCKS:
        return frozenset({f"time:{clock(value)}"})
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return frozenset()
    if not number and key != "share":
        return frozenset()  # nothing is charged: said in words
    return frozenset({f"share:{Fraction(number)}" if key in _SHARES else f"number:{number.normalize():f}"})
