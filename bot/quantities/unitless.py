"""A number without its unit, 「高层104的一年物业费」: what it counts follows from what the sum lacks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.quantities.found import Found, Quantities
from bot.quantities.numbers import ARABIC, CHINESE, NUMBER, read_number
from bot.quantities.reading import BLANK
from knowledge_base.chinese_numbers import SIGNS

# Between what a number without a unit is believed to be a flat's ㎡, one bill's tons or kWh, what is owed.
_BELIEVED = {"area": (15, 300), "tons": (1, 500), "kwh": (1, 20_000), "money": (300, 100_000)}
_OWED_EACH = re.compile(
    rf"(?:[一每另]|第[一二三四1-4])[笔套户间个处家][^\d{SIGNS},.;]{{0,4}}$|(?:[我妈爸哥姐弟妹]|季度)的?(?:物业费)?$"
)
_NUMBER = re.compile(rf"(?<![a-z\d第.#-])(?:{ARABIC}|{CHINESE})(?![a-z%\d])")
_COUNTS = re.compile(
    "个?字|[^个张只台把件盏套位名人岁次趟回号栋幢楼层单室元块毛角分月年天日时点度吨方米平条句种家户辆车瓶片瓦折几来多余*x×]|$"
)
_BESIDE = 2  # signs between the words of a correction and its number
_RUN_BY_METERS = frozenset({"tons", "kwh"})
_FIRST, _LAST = (rf"(?P<{name}>{ARABIC}|{CHINESE})(?:个?字|吨|方|度)?" for name in ("first", "last"))
_METERED = (
    re.compile(rf"(?:表|读数|底数|字)[^\d,.;]{{0,4}}{_FIRST},?(?:走|跳|转|涨|变)?了?[到成至]了?{_LAST}"),
    re.compile(
        rf"[上前]个?(?:月|期|次|回)[^\d,.;]{{0,6}}{_FIRST}[^\d.;]{{0,6}}[这本今]个?(?:月|期|次|回)[^\d,.;]{{0,6}}{_LAST}"
    ),
)
_HOUSES = re.compile(
    rf"({NUMBER})(?:[套间处户爿]|[个家](?=底商|商?铺|店|门面|高层|叠拼|房)|家(?=都|合|一共|总共|加|[,.]))"
)
_ROOM = re.compile(r"\d+0[1-9]")  # 302 is a flat's number rather than its ㎡, unless 高层 stands before it


def _metered(found: Quantities, kind: str) -> Quantities | None:
    """Give the quantities with what a meter has run between two readings: 「从1024走到1041」."""
    told = next((match for one in _METERED if (match := one.search(found.text))), None)
    if told is None or kind not in _RUN_BY_METERS:
        return None
    used = read_number(told["last"]) - read_number(told["first"])
    others = tuple(one for one in found.found if not told.start() <= one.start < told.end())
    read = Found(kind, told[0], used, told.start())
    rest = found.rest[: told.start()] + BLANK * len(told[0]) + found.rest[told.end() :]
    return replace(found, found=(*others, read), rest=rest) if used > 0 else None


def with_unit(found: Quantities, kind: str, *, houses: str) -> Quantities:
    """Give the quantities with the one number that has no unit read as `kind`; the same if there is none.

    `houses` is a pattern of the words for kinds of houses.
    """
    metered = _metered(found, kind)
    if metered is not None:
        return metered
    if kind not in _BELIEVED or (kind == "money" and found.has("area")):
        return found
    bare = [match for match in _NUMBER.finditer(found.rest) if _stands_alone(found.rest, match)]
    meant = [match for match in bare if _is_believed(found.rest, match, kind, houses)]
    if found.corrected_at >= 0 and (found.has(kind) or len(meant) > 1):  # 「89不对是98」
        meant = [one for one in meant if 0 <= one.start() - found.corrected_at <= _BESIDE]
    elif kind == "area" and _are_houses(found, meant):
        return _read_as(kind, meant, found)
    elif found.has(kind) and kind != "money":
        return found
    each = kind == "money" and all(_OWED_EACH.search(found.text[: one.start()]) for one in meant)
    alone = len(meant) == 1 and (found.corrected_at >= 0 or not found.has(kind))
    return _read_as(kind, meant if alone or each else (), found)


def _are_houses(found: Quantities, meant: Sequence[re.Match[str]]) -> bool:
    """Say whether the numbers are the areas of as many houses: 「88和96两套」, 「俩套,89.5的、102的」."""
    counts = [int(read_number(one[1])) for one in _HOUSES.finditer(found.rest)]
    told = len(found.meant("area")) + len(meant)
    return bool(meant) and told > 1 and told in (*counts, counts.count(1))


def _read_as(kind: str, meant: Iterable[re.Match[str]], found: Quantities) -> Quantities:
    for match in meant:
        read = Found(kind, match[0], read_number(match[0]), match.start())
        rest = found.rest[: match.start()] + BLANK * len(match[0]) + found.rest[match.end() :]
        told = tuple(sorted((*found.found, read), key=lambda one: one.start))
        found = replace(found, found=told, rest=rest)
    return found


def _stands_alone(rest: str, match: re.Match[str]) -> bool:
    return _COUNTS.match(rest, match.end()) is not None


def _is_believed(rest: str, match: re.Match[str], kind: str, houses: str) -> bool:
    least, most = _BELIEVED[kind]
    value = read_number(match[0])
    if not Decimal(least) <= value <= Decimal(most) or len(match[0]) == 1:
        return False
    named = re.search(rf"(?:{houses})$", rest[: match.start()]) is not None
    if kind == "money" and named:
        return False
    return kind != "area" or named or _ROOM.fullmatch(match[0]) is None
