"""Things of a price list that a message names, and how many of each, read clause by clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from bot.quantities.numbers import FUSED, NUMBER, read_number
from bot.quantities.reading import BLANK
from bot.sums.asking import asks_for_several
from bot.sums.case import Case
from bot.sums.counting import (
    CLASSIFIERS,
    MOST,
    TIME,
    TIME_UNITS,
    TIMES,
    count,
    counts,
    is_left_open,
    repeats,
    times_each,
)
from bot.sums.dealing import dealt, each_of
from bot.sums.heads import party
from bot.sums.left_out import is_left_out
from bot.sums.often import sessions, times_had
from knowledge_base.tariffs.price_lists import Item, PriceList

_LISTS = {
    "fee.paid_service.callout": "repair",
    "fee.paid_service.drain": "repair",
    "fee.paid_service.night": "repair",
    "fee.paid_service.cleaning": "cleaning",
    "fee.card.initial": "cards",
    "fee.card.replacement": "cards",
    "waste.bulky": "bulky_waste",
    "facility.pool.fee": "pool",
    "facility.gym.fee": "gym",
    "facility.badminton": "halls",
}
_CLAUSES = re.compile(
    r"[,;:、!?+]|(?<!\d)\.|\.(?!\d)|以及|还有|外加|另外|然后|顺便|[再又](?=[换装修通疏洗安加])|和|跟|与|加(?!急)|还要|带(?!着)"
)
_SENTENCES = re.compile(r"[,.;!?]")
_COUNTED_BEFORE = re.compile(rf"(?:{NUMBER}[{CLASSIFIERS}]|[俩仨])[大小旧新破老烂木布皮餐铁藤竹转]{{0,3}}$")
_ADJOINING = re.compile(rf"(?<![x×*])({NUMBER})$")
PIECE, _ANY_PIECE = "件", frozenset(("大件", "普通大件"))
MEASURED = {"小时": ("minutes", "clock"), "㎡": ("area",)}
_TIMES_BEFORE = re.compile(rf"({NUMBER})[次趟回]$")
_HEADING = re.compile(r"(?<![件个])大件(?:垃圾|(?=:))")  # names the list, not one more thing on it
_SHORT = 2  # signs
_MOST_LITRES = 5000
_PARTED = frozenset({"升", *MEASURED})  # of these there may be a part
_JUST_AFTER = re.compile(rf"({NUMBER})(?:(?<=[俩仨])(?!人)|[{CLASSIFIERS}](?<![次趟回]))")
_COUNTS_NEXT = re.compile(
    rf"[^\d一二两三四五六七八九十]*{NUMBER}[{CLASSIFIERS}][大小旧新破老普通木布皮]{{0,3}}$"
)
_ITS_OWN = 3  # a count so near before the next thing is that one's
_PER_TIME = re.compile(rf"[一每][次回趟](?:[^,.;]{{0,2}})({NUMBER})[{CLASSIFIERS}](?<![次回趟])")
_BARE_AFTER = re.compile(
    rf"[卡票]?[x×*]({NUMBER})|(\d+)(?![{CLASSIFIERS}个点号天年月时小钟楼层栋岁%.\d平方度吨升元块])"
)


def list_of_topic(topic: str) -> str:
    """Name the price list that a topic is about; empty where there is none."""
    return _LISTS.get(topic, "")


@dataclass(frozen=True)
class Named:
    """A thing that is named, and where: its clause as far as no quantity was read in it, its place there."""

    item: Item
    rest: str
    place: int
    end: int
    start: int
    own: Decimal | None = None  # which of its clause's counts is its own
    is_dealt: bool = False  # its clause names several things, and each count is one's
    is_each: bool = False  # it is one of several that are counted at once: 「书桌、茶几各一件」
    reach: int = 0  # how far in the text the words behind it are about it

    @property
    def is_uncounted(self) -> bool:
        """Say whether the clause itself counts nothing, so that 一次 from elsewhere is no second count."""
        return not counts(self.rest) and self.item.unit == TIME and not TIMES.search(self.rest)


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for cut in [*_CLAUSES.finditer(text), None]:
        end = cut.start() if cut else len(text)
        if text[start:end]:
            yield start, text[start:end]
        start = cut.end() if cut else end


def named(case: Case, prices: PriceList) -> Iterator[Named]:
    """Give what is named of a list, clause by clause.

    次 stands for a thing only where nothing else is named: 「一个访客游泳一次」 is one visitor.
    """
    text = _HEADING.sub(lambda match: BLANK * len(match[0]), case.text)
    words = [(word, item) for item in prices.items for word in item.words if _loosely(word).search(text)]
    exact = {item.name for word, item in words if word not in _ANY_PIECE}
    said = [(word, item) for word, item in words if word not in _ANY_PIECE or item.name not in exact]
    plain = [(word, item) for word, item in said if word not in TIME_UNITS] or words
    found: list[Named] = []
    for start, clause in _clauses(text):
        rest = case.quantities.rest[start : start + len(clause)]
        things = [one for one in _items(plain, clause, rest) if not is_left_out(clause, *one[1:3])]
        found += [Named(one[0], rest, *one[1:3], start, *one[3:]) for one in things]
    found = _counted_at_once(text, found)
    ends = [*(one.start() for one in _SENTENCES.finditer(text)), len(text)]
    for one in found:
        if _is_of(case, prices, one):
            after = one.start + one.end
            begins = [each.start + each.place for each in found]
            yield replace(one, reach=min(place for place in (*begins, *ends) if place >= after))


def _counted_at_once(text: str, found: Sequence[Named]) -> list[Named]:
    """Give the things with the count that is told for each of several that a sentence joins."""
    own = [one.own is not None or _JUST_AFTER.match(one.rest, one.end) is not None for one in found]
    own = [told or bool(counts(one.rest[: one.place])) for told, one in zip(own, found, strict=True)]
    each = each_of(text, [(one.start + one.place, told) for told, one in zip(own, found, strict=True)])
    return [
        replace(one, own=each[one.start + one.place], is_dealt=True, is_each=True)
        if one.start + one.place in each
        else one
        for one in found
    ]


def _is_of(case: Case, prices: PriceList, thing: Named) -> bool:
    """Say whether a thing means this list: the one named in its clause, or else last before it, if any."""
    place, ends = thing.start + thing.end, thing.start + len(thing.rest)
    words = [(word, one.name) for one in case.tariffs.price_lists.values() for word in one.words]
    beside = {name for word, name in words if word in case.text[thing.start : ends]}
    if len(beside) == 1 and prices.words:
        return beside == {prices.name}
    named = [(case.text.rfind(word, 0, place), name) for word, name in words]
    last = max((one for one in named if one[0] >= 0), default=None)
    if last is not None and prices.words:
        return last[1] == prices.name
    return (
        not prices.words
        or any(word in case.text for word in prices.words)
        or (case.tariffs.price_lists.get(list_of_topic(case.topic)) is prices)
    )


@lru_cache(maxsize=2000)
def _loosely(word: str) -> re.Pattern[str]:
    """Give a pattern of a word of three signs or more that may have 也, 的 or the like within."""
    between = "[也又都老的]?" if len(word) > _SHORT else ""
    signs = between.join(map(re.escape, word))
    if word[0] in CLASSIFIERS and len(word) == _SHORT and "人" not in word:  # 「仨灯」, 「灯换四盏」
        signs = rf"[{word[0]}俩仨]{word[1]}|{word[1]}(?=[换修装坏了也要都]{{0,3}}{NUMBER}{word[0]})"
    return re.compile(signs)


def _mentions(words: Sequence[tuple[str, Item]], clause: str) -> Iterator[tuple[Item, int, int, str]]:
    """Give every mention with its place, end and the clause as far as nothing longer was named in it."""
    for word, item in sorted(words, key=lambda pair: -len(pair[0])):
        found = _loosely(word).search(clause)
        if found:
            clause = _loosely(word).sub(lambda match: BLANK * len(match[0]), clause)
            yield item, found.start(), found.end(), clause


def _items(
    words: Sequence[tuple[str, Item]], clause: str, rest: str
) -> Iterator[tuple[Item, int, int, Decimal | None, bool]]:
    """Give the things named in a clause, once or as often as each is counted, with its own count."""
    mentions = list(_mentions(words, clause))
    counted = sorted(
        (place, end, item.unit == TIME) for item, place, end, _ in mentions if item.unit not in MEASURED
    )
    own = dealt(clause, rest, counted) if len(counted) > 1 else {}
    named: set[str] = set()
    for item, place, end, left in mentions:
        if place in own or item.name not in named or _counted_apart(clause, left, place, end):
            named.add(item.name)
            yield item, place, end, own.get(place), bool(own)


def _counted_apart(before: str, clause: str, place: int, end: int) -> bool:
    """Say whether a thing that was named already is counted once more: not so in 「四个住户大人」."""
    adjoins = clause[end : end + 1] == BLANK
    again = len(counts(before)) > 1
    return again and not adjoins and _COUNTED_BEFORE.search(before[:place]) is not None


def quantity_of(case: Case, one: Named) -> Decimal | None:
    """Give how many of a thing: hours and ㎡ from the whole message, else the count nearest to its name."""
    item, rest, place = one.item, one.rest, one.place
    stated = next((found.start for found in case.quantities.found if found.kind == "minutes"), 0)
    counted = any(start < place for start, _ in counts(rest))
    reach = one.start + place if counted else max(one.start + place, one.reach)
    each = 1 if one.is_each else _each(case, item, stated if item.unit in MEASURED else reach)
    if item.unit == TIME and one.is_uncounted:
        each = max(each, times_each(case.text, len(case.text), persons=True) or 1)
    if item.unit in MEASURED:
        each = 1 if sessions(case.quantities) is not None else each
        return measured(case, one) * each * times_had(case, one.start)
    if is_left_open(case.text, one.start, one.start + place, one.start + one.end):
        case.used[item.name] = "1"
        raise case.missing("count", f"请问{item.name}是几{item.unit}？")
    quantity = _count_beside(one)
    times = _TIMES_BEFORE.search(rest[:place]) or TIMES.search(rest) or TIMES.search(case.quantities.rest)
    if item.unit == TIME and times:
        quantity = (quantity or Decimal(1)) * read_number(times[1])
    weekly = sessions(case.quantities) if item.unit == TIME else None
    quantity = quantity if weekly is None else weekly
    per_time = _PER_TIME.search(case.quantities.rest)
    if item.unit != TIME and per_time and times:
        quantity = read_number(per_time[1]) * read_number(times[1])
    each *= int(repeats(case.quantities)) if item.unit == "升" else 1
    if each > 1:
        quantity = (quantity or Decimal(1)) * each
    return sure_count(case, item, quantity)


def _each(case: Case, item: Item, place: int) -> int:
    """Give by how many 各 or 每人 multiplies; stop to ask how many persons there are."""
    each = times_each(case.text, place)
    each = party(case.text) or None if each is None else each
    if each is None and asks_for_several(case.text):
        case.used[item.name] = "1"
        raise case.missing("count", "请问一共几个人？")
    return each or 1


def sure_count(case: Case, item: Item, quantity: Decimal | None) -> Decimal | None:
    """Give a count that can be meant; stop to question any other."""
    whole = quantity is None or quantity % 1 == 0 or item.unit in _PARTED
    most = _MOST_LITRES if item.unit == "升" else MOST
    if quantity is not None and not (0 < quantity <= most and whole):
        raise case.doubt("count", f"您说的数量是 {quantity:f}{item.unit}，是不是写错了？")
    return quantity


def _count_beside(one: Named) -> Decimal | None:
    if one.is_each or one.own is not None:
        return one.own
    after = _BARE_AFTER.match(one.rest, one.end)
    if after:
        return read_number(after[1] or after[2])
    at_time = one.rest[one.place : one.place + 1] in TIME_UNITS
    adjoining = None if at_time else _ADJOINING.search(one.rest[: one.place])
    if adjoining and not (one.is_dealt and adjoining[1] in FUSED):
        return read_number(adjoining[1])
    return None if one.is_dealt else _only_count(one)


def _only_count(one: Named) -> Decimal | None:
    """Give the count of the only thing of a clause."""
    rest, place = one.rest, one.place
    just_after = _JUST_AFTER.match(rest, one.end)
    room = one.reach - one.start - just_after.end() if just_after else 0
    nobody_elses = just_after and (one.reach - one.start >= len(rest) or room > _ITS_OWN)
    if just_after and nobody_elses and not _COUNTED_BEFORE.search(rest[:place]):
        return read_number(just_after[1])
    following_thing = one.reach - one.start  # in this clause, if another one is named in it
    if following_thing < len(rest) and _COUNTS_NEXT.match(rest, one.end, max(one.end, following_thing)):
        return count(rest[:place], place)  # 「通马桶换两个水龙头」 counts the next one
    return count(rest, place)


def measured(case: Case, one: Named) -> Decimal:
    """Give the hours or ㎡ that a thing is charged by, told beside it or anywhere; stop to ask for them."""
    kind, name = ("area", "panes") if one.item.unit == "㎡" else ("minutes", "hours")
    told = [found for found in case.quantities.meant(kind) if 0 <= found.start - one.start < len(one.rest)]
    if told:
        nearest = min(told, key=lambda found: abs(found.start - one.start - one.place))
        return case.checked(name, nearest.value if kind == "area" else nearest.value / 60)
    if kind == "area":
        return case.need("panes", "area")
    minutes = case.quantities.number("minutes")
    minutes = _between(case) if minutes is None else minutes
    return case.need("hours") if minutes is None else case.checked("hours", minutes / 60)


def is_counted_beside(one: Named) -> bool:
    """Say whether a bare number stands right behind the thing: 「沙发2」."""
    return _BARE_AFTER.match(one.rest, one.end) is not None


def _between(case: Case) -> Decimal | None:
    clocks = case.clocks()
    return Decimal(clocks[1] - clocks[0]) if clocks and clocks[1] > clocks[0] else None
