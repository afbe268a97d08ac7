"""A sum's question said once more with what a later message changes, adds or only counts.

「停7小时多少」 and then 「13」 is 「停13小时多少」: what the later message tells again takes the place of
what was said before, and everything else stays.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot.quantities.found import Found, Quantities
from bot.quantities.numbers import NUMBER
from bot.quantities.reading import BLANK, bare_number, read
from bot.sums.naming import COUNT, counts
from knowledge_base.tariffs.book import Tariffs
from knowledge_base.tariffs.money import as_number
from knowledge_base.tariffs.price_lists import PriceList

# Quantities of one family take each other's place.
_FAMILIES = (
    ("months", "period", "year"), ("minutes", "days"), ("area",), ("kwh",), ("tons",), ("people",),
    ("floor",), ("level",), ("age",), ("trucks",), ("money",), ("date",), ("clock",),
)  # fmt: skip
_UNITS = {
    "minutes": "分钟", "days": "天", "months": "个月", "area": "平", "kwh": "度", "tons": "吨",
    "people": "个工人", "trucks": "车", "money": "元",
}  # fmt: skip
_TIME_OF_DAY = (
    r"大?白天|白日|[上下中]午|早上|夜间|大?半夜|深夜|凌晨|夜里|[今大]?晚上?|夜晚|[峰谷](?:段|时|电)"
)
_ASPECTS = (
    re.compile(_TIME_OF_DAY),
    re.compile(r"[快慢]充"),
    re.compile(r"(?:[没未冇](?:有|提前|做)?)?(?:预约|登记)(?:过|好|了|咗)*"),
)
_CLOCK = re.compile(_TIME_OF_DAY)
_ADDS = re.compile(
    r"[再又]加|外加|加上|加个|加埋|还有[一两二三四五\d]|仲有|另外|顺便|同次|一起|一块|一并|连同|连着|"
    r"再[顺更]?.{0,2}[换擦装通拉搬修来带洗买]|也.{0,4}[换擦装通拉搬修捅洗]"
)
_ONLY_THESE = re.compile(rf"[那这嗰呢该](?:{NUMBER}|几)[张个件只台盏把]")
_FEES = re.compile(r"物业费|物管费|(?:公共)?能耗费?|公摊|垃圾(?:处[置理])?费")
_BESIDE = re.compile(r"[加连和跟带含]|也[算要加收]|一起|[一总合]共|两样")
_HOME = "住宅"  # of any kind
_LONGER = re.compile(r"[再又](?:多|加|续|延长)?[停泊租充用干做打擦住加]|多(?:停|泊|租|充|用|加)|延长|又多")
_LONGEST = 160


def merged(told: str, said: str, *, tariffs: Tariffs, prices: PriceList | None, today: date) -> str:
    """Give the question that stands for `said` after `told`; `prices` is the list that it orders from."""
    before, after = read(told, today), read(said, today)
    number = bare_number(said)
    if number is not None and not after.found:
        return _counted(before, number)
    spans = [(one.start, len(one.text)) for one in _overridden(before, after)]
    spans += _overridden_words(before.text, after, tariffs)
    more = _longer(before, after) if _LONGER.search(after.text) else after.text
    if prices is not None:
        spans += _replaced_things(before, after, prices)
    return f"{_without(before.text, spans)},{more}"[-_LONGEST:]


def adds_things(told: str, said: str, prices: PriceList) -> bool:
    """Say whether a message orders more of a list beside what was ordered: 「再加一张床垫呢」."""
    words = _words(prices)
    again = any(word in told and word in said for word in words)
    return bool(_ADDS.search(said)) and not _ONLY_THESE.search(said) and not again


def adds_fees(said: str) -> bool:
    """Say whether a fee that a message names is meant beside the one before: 「加压费也算上呢」."""
    return _BESIDE.search(said) is not None


def leaves_kind_open(said: str, tariffs: Tariffs) -> bool:
    """Say whether a message means another kind of house, a home, without saying which: 「那住宅呢」."""
    return _HOME in said and not any(word in said for kind in tariffs.kinds for word in kind.words)


def names_things(said: str, prices: PriceList) -> bool:
    """Say whether a message names something of a list, in more than one sign."""
    return any(word in said for word in _words(prices) if len(word) > 1)


def states_quantity(said: str, today: date) -> bool:
    """Say whether a message tells a quantity that is more than the unit of a price, or how many."""
    after = read(said, today)
    return any(_family(one.kind) and not one.is_unit for one in after.found) or bool(counts(after.rest))


def states_day(said: str, today: date) -> bool:
    """Say whether a message tells a day of the calendar."""
    return read(said, today).has("date")


def changes(said: str, *, tariffs: Tariffs, prices: PriceList | None, today: date) -> bool:
    """Say whether a message tells anything that a sum may go by."""
    after = read(said, today)
    words = [_HOME, *(word for kind in tariffs.kinds for word in kind.words)] + (
        _words(prices) if prices else []
    )
    return (
        bare_number(said) is not None
        or any(_family(one.kind) for one in after.found)
        or any(word in after.text for word in words)
        or any(aspect.search(after.text) for aspect in _ASPECTS)
        or bool(counts(after.rest))
    )


def _family(kind: str) -> tuple[str, ...]:
    return next((family for family in _FAMILIES if kind in family), ())


def _overridden(before: Quantities, after: Quantities) -> Iterator[Found]:
    told = {_family(one.kind) for one in after.found} - {()}
    if _CLOCK.search(after.text):
        told.add(("clock",))
    days = after.has("date") and not after.has("days")  # how long follows from the day anew
    return (one for one in before.found if _family(one.kind) in told or (days and one.kind == "days"))


def _overridden_words(text: str, after: Quantities, tariffs: Tariffs) -> Iterator[tuple[int, int]]:
    kinds = re.compile("|".join(re.escape(word) for kind in tariffs.kinds for word in kind.words) or "(?!)")
    fees = () if adds_fees(after.text) else (_FEES,)
    for words in (*_ASPECTS, *fees, kinds):
        timed = words is _ASPECTS[0] and after.has("clock")
        other = words is kinds and _HOME in after.text
        if timed or other or words.search(after.text):
            yield from ((match.start(), len(match[0])) for match in words.finditer(text))


def _replaced_things(before: Quantities, after: Quantities, prices: PriceList) -> Iterator[tuple[int, int]]:
    """Give the places of what is not ordered any more; counts alone count the same things anew."""
    named = any(word in after.text for word in _words(prices))
    if named and adds_things(before.text, after.text, prices):
        return
    if named:
        for word in _words(prices):
            yield from ((match.start(), len(word)) for match in re.finditer(re.escape(word), before.text))
    if named or counts(after.rest):
        yield from ((match.start(), len(match[0])) for match in COUNT.finditer(before.rest))


def _words(prices: PriceList) -> list[str]:
    return [word for item in prices.items for word in item.words]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, length in spans:
        text = text[:start] + BLANK * length + text[start + length :]
    return text.replace(BLANK, "")


def _longer(before: Quantities, after: Quantities) -> str:
    """Give what was said with the time or amount that it adds to the one before: 「再多停俩小时」."""
    for one in after.found:
        earlier = [other for other in before.found if other.kind == one.kind and not other.is_unit]
        if one.kind in _UNITS and len(earlier) == 1 and isinstance(one.value, Decimal):
            both = f"{as_number(earlier[0].value + one.value)}{_UNITS[one.kind]}"
            return after.text.replace(one.text, both)
    return after.text


def _counted(before: Quantities, number: Decimal) -> str:
    """Put a bare number in the place of the last one that was told, with its unit; empty: there is none."""
    told = [one for one in before.found if one.kind in _UNITS and not one.is_unit]
    if told:
        last = told[-1]
        unit = re.sub(rf"{NUMBER}", "", last.text) if len(re.findall(NUMBER, last.text)) == 1 else ""
        new = f"{as_number(number)}{unit or _UNITS[last.kind]}"
        return before.text[: last.start] + new + before.text[last.start + len(last.text) :]
    things = list(COUNT.finditer(before.rest))
    if not things or not things[-1]["unit"]:
        return ""
    new = f"{as_number(number)}{things[-1]['unit']}"
    return before.text[: things[-1].start()] + new + before.text[things[-1].end() :]
