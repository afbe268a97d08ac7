"""What is ordered from a price list: things and how many, read clause by clause."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.quantities.reading import BLANK, bare_number
from bot.sums.asking import asks_for_several, asks_for_total
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.outcome import Computed
from knowledge_base.tariffs.price_lists import Item, PriceList
from knowledge_base.tariffs.rates import Situation

_LISTS = {
    "fee.paid_service.callout": "repair",
    "fee.paid_service.drain": "repair",
    "fee.paid_service.night": "repair",
    "fee.paid_service.cleaning": "cleaning",
    "fee.card.replacement": "cards",
    "waste.bulky": "bulky_waste",
    "facility.pool.fee": "pool",
    "facility.gym.fee": "gym",
    "facility.badminton": "halls",
}
_CLAUSES = re.compile(
    r"[,.;:、!?]|以及|还有|外加|另外|然后|顺便|[再又](?=[换装修通疏洗安加])|和|跟|与|加(?!急)|还要|带(?!着)"
)
_CLASSIFIERS = "部只个盏把张件台套条扇次趟回位名人口块片份"
_COUNT = re.compile(rf"(?:({NUMBER})(?P<unit>[{_CLASSIFIERS}])|(?P<fused>[俩仨])(?!人))")
_COUNTED_BEFORE = re.compile(rf"{NUMBER}[{_CLASSIFIERS}]$")
_ADJOINING = re.compile(rf"({NUMBER})$")
_TIME, _TIME_UNITS = "次", frozenset("次趟回")
_PIECE, _ANY_PIECE = "件", frozenset(("大件", "普通大件"))
_IDLE = ("一块", "一回", "一片")  # 「一块去」 counts nothing
_MEASURED = {"小时": ("minutes", "clock"), "㎡": ("area",)}
_TIMES = re.compile(rf"({NUMBER})[次趟回]")
_NIGHT = r"夜间|半夜|深夜|凌晨|夜里|晚上|大晚上|后半夜"
_ALONE = r"独居|一个人住|自己一个人|独自|孤寡"
_HEADING = re.compile(r"(?<![件个])大件垃圾")  # names the list, not one more thing on it
_WITH_FEE = r"[带含加连]上?[着了]?上门费"
_MOST = 1000
_ONE_MEANT = r"[换装洗补办修拉扔丢买要通堵坏掉擦订做](?:了|一|下)?[个张只台把件盏套扇]|单|这|那"
_YEAR = 12


def list_of_topic(topic: str) -> str:
    """Name the price list that a topic is about; empty where there is none."""
    return _LISTS.get(topic, "")


def ordered(case: Case) -> Computed | None:
    """Compute what the message orders from the topic's list."""
    prices = case.tariffs.price_lists.get(list_of_topic(case.topic))
    if prices is None:
        return None
    if _wants_refund(case):
        return _gym_refund(case)
    things = orders(case, prices)
    if not things:
        return None
    at_night, free = _at_night(case, prices), _without_fee(case, prices)
    _describe(case, prices, at_night=at_night, free=free)
    for item, quantity in things:
        if item.at_least and quantity < item.at_least:
            case.note(f"{item.name}{item.at_least:f}{item.unit}起")
        case.used[item.name] = f"{quantity:f}"
    return bill(case, prices.charge(things, at_night=at_night, without_fee=free), prices.origin)


def _describe(case: Case, prices: PriceList, *, at_night: bool, free: bool) -> None:
    if at_night and prices.night:
        case.note(f"按夜间上门算，人工费加收{prices.night.share * 100:.0f}%")
    if free and prices.fee:
        case.note(f"年满{prices.fee.free_from_age}周岁独居，免收{prices.fee.name}")
    elif prices.fee:
        case.note(f"{prices.fee.name}同一次上门只收一次")
    if prices.note:
        case.note(prices.note)


def orders(case: Case, prices: PriceList) -> list[tuple[Item, Decimal]]:
    """Give the things that the message names and how many of each; one without a number is one."""
    found: dict[str, tuple[Item, Decimal | None]] = {}
    for rest, item, place in _named(case, prices):
        quantity, before = _quantity(case, item, rest, place), found.get(item.name, (item, None))[1]
        measured = item.unit in _MEASURED
        if item.unit == _PIECE and item.name in found:  # 「一张旧床垫和沙发」 are two
            quantity, before = quantity or Decimal(1), before or Decimal(1)
        both = quantity is not None and before is not None and not measured
        found[item.name] = (item, before + quantity if both else quantity or before)  # type: ignore[operator]
    if not found:
        return _counted_anew(case, prices)
    if len(found) == 1:
        item, quantity = next(iter(found.values()))
        quantity = quantity or _count(case.quantities.rest) or _months_of(case, item)
        found[item.name] = (item, quantity)
    return [(item, quantity or _one_of(case, item, found)) for item, quantity in found.values()]


def _one_of(case: Case, item: Item, named: Mapping[str, object]) -> Decimal:
    """Give one where nobody said how many; stop to ask where several may be meant."""
    if not asks_for_several(case.text) or item.unit in _TIME_UNITS or case.says(_ONE_MEANT):
        return Decimal(1)
    case.used.update(dict.fromkeys(named, "1"))
    raise case.missing("count", f"请问{item.name}是几{item.unit}？")


def _counted_anew(case: Case, prices: PriceList) -> list[tuple[Item, Decimal]]:
    """Order again what was ordered before: another number, 「三台呢」, or another time, 「晚上九点来呢」."""
    before = [item for item in prices.items if item.name in case.slots]
    count = _count(case.quantities.rest)
    if count is None and case.slots.get("asked") == "count":
        count = bare_number(case.text)
    if count is None and not before and asks_for_several(case.text):
        example = prices.items[0]
        raise case.missing("count", f"请问都是哪些、各有多少？比如「{example.name}2{example.unit}」。")
    if count is None and (case.quantities.has("clock") or case.says(rf"白天|{_NIGHT}")):
        return [(item, Decimal(case.slots[item.name])) for item in before]
    return [(before[0], count)] if len(before) == 1 and count and 0 < count <= _MOST else []


def is_counted(case: Case) -> bool:
    """Say whether the message tells how many, names several things, or tells what changes the price."""
    prices = case.tariffs.price_lists.get(list_of_topic(case.topic))
    if prices is None:
        return False
    if _wants_refund(case):
        return case.quantities.has_own("months")
    named = [item for _, item, _ in _named(case, prices)]
    items = {item.name: item for item in named}
    several = len(named) > 1 and (prices.fee is not None or asks_for_total(case.text))
    once = _TIMES.search(case.quantities.rest) is not None
    told = once and (asks_for_total(case.text) or case.says(_WITH_FEE))
    counted = told or any(_is_measured(case, item) for item in items.values()) or _is_counted(case, prices)
    return bool(items) and (counted or several or _at_night(case, prices) or _without_fee(case, prices))


def _is_counted(case: Case, prices: PriceList) -> bool:
    """Say whether a number tells how many; one tells it only where a fee comes on top."""
    counts = [count for _, count in _counts(case.quantities.rest)]
    return sum(counts) > 1 or bool(counts and prices.fee) or any(count <= 0 for count in counts)


def _is_measured(case: Case, item: Item) -> bool:
    kinds, times = _MEASURED.get(item.unit, ()), _TIMES.search(case.quantities.rest)
    if item.unit == _TIME and times and read_number(times[1]) > 1:
        return True
    return case.quantities.has_own(*kinds) or ("月卡" in item.words and case.quantities.has_own("months"))


def _wants_refund(case: Case) -> bool:
    return case.topic == "facility.gym.fee" and case.says("退|剩|搬")


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for cut in [*_CLAUSES.finditer(text), None]:
        end = cut.start() if cut else len(text)
        if text[start:end]:
            yield start, text[start:end]
        start = cut.end() if cut else end


def _named(case: Case, prices: PriceList) -> Iterator[tuple[str, Item, int]]:
    """Give what is named, with its clause as far as no quantity was read in it, and its place there.

    次 stands for a thing only where nothing else is named: 「一个访客游泳一次」 is one visitor.
    """
    text = _HEADING.sub(lambda match: BLANK * len(match[0]), case.text)
    words = [(word, item) for item in prices.items for word in item.words if word in text]
    exact = {item.name for word, item in words if word not in _ANY_PIECE}
    said = [(word, item) for word, item in words if word not in _ANY_PIECE or item.name not in exact]
    plain = [(word, item) for word, item in said if word not in _TIME_UNITS] or words
    for start, clause in _clauses(text):
        rest = case.quantities.rest[start : start + len(clause)]
        yield from ((rest, item, place) for item, place in _items(plain, clause))


def _items(words: Sequence[tuple[str, Item]], clause: str) -> Iterator[tuple[Item, int]]:
    """Give the things named in a clause, once or as often as each is counted; longer words come first."""
    named: set[str] = set()
    before = clause
    for word, item in sorted(words, key=lambda pair: -len(pair[0])):
        place = clause.find(word)
        if place < 0:
            continue
        clause = clause.replace(word, BLANK * len(word))
        if item.name not in named or _counted_apart(before, clause, place, word):
            named.add(item.name)
            yield item, place


def _counted_apart(before: str, clause: str, place: int, word: str) -> bool:
    """Say whether a thing that was named already is counted once more: not so in 「四个住户大人」."""
    adjoins = clause[place + len(word) : place + len(word) + 1] == BLANK
    return not adjoins and _COUNTED_BEFORE.search(before[:place]) is not None


def _quantity(case: Case, item: Item, rest: str, place: int) -> Decimal | None:
    """Give how many of a thing: hours and ㎡ from the whole message, else the count nearest to its name."""
    if item.unit in _MEASURED:
        return _measured(case, item)
    adjoining = None if rest[place : place + 1] in _TIME_UNITS else _ADJOINING.search(rest[:place])
    quantity = read_number(adjoining[1]) if adjoining else _count(rest, place)
    times = _TIMES.search(rest) or _TIMES.search(case.quantities.rest)
    if item.unit == _TIME and times:
        quantity = (quantity or 1) * read_number(times[1])
    if quantity is not None and not 0 < quantity <= _MOST:
        raise case.doubt("count", f"您说的数量是 {quantity:f}{item.unit}，是不是写错了？")
    return quantity


def _measured(case: Case, item: Item) -> Decimal:
    if item.unit == "㎡":
        return case.need("area")
    minutes = case.quantities.number("minutes")
    minutes = _between(case) if minutes is None else minutes
    return case.need("hours") if minutes is None else case.checked("hours", minutes / 60)


def _count(rest: str, place: int = 0) -> Decimal | None:
    """Give the count before that place, else the first one after it."""
    counts = _counts(rest)
    before = [count for start, count in counts if start < place]
    if before:
        return before[-1]
    return counts[0][1] if counts else None


def _counts(rest: str) -> list[tuple[int, Decimal]]:
    """Give each count with its place; 次 and 趟 count no things."""
    return [
        (match.start(), read_number(match[1] or match["fused"]))
        for match in _COUNT.finditer(rest)
        if (match["unit"] or match["fused"]) not in _TIME_UNITS and match[0] not in _IDLE
    ]


def _months_of(case: Case, item: Item) -> Decimal | None:
    return case.quantities.number("months") if "月卡" in item.words else None


def _between(case: Case) -> Decimal | None:
    clocks = case.clocks()
    return Decimal(clocks[1] - clocks[0]) if clocks and clocks[1] > clocks[0] else None


def _at_night(case: Case, prices: PriceList) -> bool:
    if prices.night is None:
        return False
    clock = case.quantities.number("clock")
    return prices.night.hours.covers(int(clock)) if clock is not None else case.says(_NIGHT)


def _without_fee(case: Case, prices: PriceList) -> bool:
    age, limit = case.quantities.number("age"), prices.fee.free_from_age if prices.fee else None
    return limit is not None and age is not None and age >= limit and case.says(_ALONE)


def _gym_refund(case: Case) -> Computed | None:
    rate = case.tariffs.rates.get("gym_refund")
    if rate is None:
        return None
    told = case.quantities.number("months")
    if told is None:
        told = case.number("used_months")
    if told is None:
        raise case.missing("used_months", "请问年卡已经用了几个月？")
    unused = case.checked("used_months", told) if case.says("剩|没用|未用") else _YEAR - told
    if not 0 <= unused <= _YEAR:
        raise case.doubt("used_months", "年卡一共12个月，您说的月数是不是写错了？")
    charge = rate.charge(case.today, Situation(frozenset()), Decimal(unused), "个月")
    case.note("按未使用的整月退")
    return bill(case, [charge], rate.origin) if charge else None
