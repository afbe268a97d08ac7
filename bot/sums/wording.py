"""A sum's question said once more with what a later message changes, adds or only counts.

「停7小时多少」 and then 「13」 is 「停13小时多少」: what the later message tells again takes the place of
what was said before, and everything else stays.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot.quantities.found import Found, Month, Quantities
from bot.quantities.numbers import NUMBER
from bot.quantities.reading import BLANK, bare_number, read
from bot.sums.changing import changed_and_added, in_its_place, puts_right
from bot.sums.counting import COUNT, counts
from bot.sums.discounts import PREPAID, VACANT
from bot.sums.dues import are_due, is_due
from bot.sums.houses import trades_in
from bot.sums.reordering import adds_more, named_again, narrowed, replaced_things, words_of
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
    re.compile(
        r"(?:20\d\d年的?)?(?:[老旧新]的?|原来?的?|以前的?|现[在行]?的?|目前的?)(?:单价|价[格钱]?|标准)"
    ),
    re.compile(r"(?:[没未冇](?:有|提前|做)?)?(?:预约|登记)(?:过|好|了|咗)*"),
)
_CLOCK = re.compile(_TIME_OF_DAY)
_FEES = re.compile(
    r"物业费|物管费|(?:公共)?能耗费?|公摊|垃圾(?:处[置理])?费|保证金|(?:(?:装修|建筑)?垃圾)?清运费?|(?:施工)?出入证|工本费|垃圾"
)
_FEE_BESIDE = re.compile(rf"{_FEES.pattern}|上门费|押金")
_PAIR = re.compile(
    rf"(?:{_FEES.pattern}|押金)[加和跟连带及与、]上?(?:{_FEES.pattern}|押金)(?:一共|总共|一起)?"
)
_BESIDE = re.compile(r"[加连和跟带含]|也[算要加收]|一起|[一总合]共|两样")
_PUT_TO_IT = re.compile(
    r"也[一都]?(?:带|算|加|连|搭)(?:上|进|着|一起)|^(?:再|还|另|那)?(?:加|带|连|算)(?:上|埋)"
)
_LEFT_OUT = re.compile(r"(?:不[算含要加包]|别算|去掉|除去)(?P<fee>押金|上门费|能耗费?|公摊)")
_HOME = "住宅"  # of any kind
_LONGER = re.compile(r"[再又](?:多|加|续|延长)?[停泊租充用干做打擦住加]|多(?:停|泊|租|充|用|加)|延长|又多")
_DISCOUNTS = {
    "fee.discount.vacancy": re.compile(rf"{VACANT}|减免"),
    "fee.discount.prepay": re.compile(rf"{PREPAID}|打[了完过]?\d?折|优惠"),
}
_FULL_PRICE = re.compile(
    r"(?:不|没有?|唔|冇|未)(?:能|有|办|算|批|要|用|享受?)?(?:减免|打折|折扣?|优惠)|[没未]批|原价|全价|足额"
)
_METERED = {("kwh",), ("tons",)}
_END = re.compile(r"[到至拖]|才?(?:走|离开?|出[去来场库]?|交|退)|止|终点")
_START = re.compile(r"起|从|开始|[进来入](?:来|场|的)?")
_MOREOVER = "另外"
_CHANGED_TO = re.compile(
    r"^(?:那|就|再|还是)*[改换变](?:成|为|到|做)?(?=[\d一二两三四五六七八九十百]+个?[呢吧了]?$)"
)
_BARE_DAY = re.compile(rf"{NUMBER}[号日]")
_LONGEST = 160
_PERSONS = re.compile(rf"({NUMBER})(?:个人|名(?!额)|人(?![家次]))")


def merged(told: str, said: str, *, tariffs: Tariffs, prices: PriceList | None, today: date) -> str:
    """Give the question that stands for `said` after `told`; `prices` is the list that it orders from."""
    if prices is not None:
        told, said = narrowed(told, named_again(told, said, prices), prices)
    left_out = _LEFT_OUT.search(said)
    if left_out:
        told, said = re.sub(rf"{left_out['fee']}[^,.;]{{0,3}}", "", told), said.replace(left_out[0], "")
    before, after = read(told, today), read(said, today)
    number = bare_number(_CHANGED_TO.sub("", said))
    if number is not None and not after.found:
        return _counted(before, number)
    parts = changed_and_added(said, today)
    if parts is not None:
        changed = read(parts[0], today)
        told = in_its_place(before, changed, prices) or merged(
            told, parts[0], tariffs=tariffs, prices=prices, today=today
        )
        more = parts[1] if adds_more(parts[1]) else f"{_MOREOVER}{parts[1]}"
        return merged(told, more, tariffs=tariffs, prices=prices, today=today)
    overridden = list(_overridden(before, after))
    spans = [(one.start, len(one.text)) for one in overridden]
    kept = [range(one.start, one.end) for one in _kept_ends(before, after)]
    words = _overriddenwords_of(before.text, after, tariffs)
    spans += [span for span in words if not any(span[0] in stretch for stretch in kept)]
    more = _longer(before, after) if _LONGER.search(after.rest) else _dated(after, overridden)
    if prices is not None:
        spans += replaced_things(before, after, prices)
    elif _PERSONS.search(after.text):
        spans += [(one.start(), len(one[0])) for one in _PERSONS.finditer(before.text)]
    return f"{_without(before.text, spans)},{more}"[-_LONGEST:]


def adds_fees(said: str) -> bool:
    """Say whether a fee that a message names is meant beside the one before: 「加压费也算上呢」."""
    return _BESIDE.search(_PAIR.sub("", said)) is not None


def leaves_kind_open(said: str, tariffs: Tariffs) -> bool:
    """Say whether a message means another kind of house, a home, without saying which: 「那住宅呢」."""
    return _HOME in said and not any(word in said for kind in tariffs.kinds for word in kind.words)


def adds_to_told(said: str) -> bool:
    """Say whether a message wants a fee put to the sum before: 「能耗费也带上，一共呢」."""
    return _PUT_TO_IT.search(said) is not None and _FEE_BESIDE.search(said) is not None


def takes_full_price(said: str) -> bool:
    """Say whether a message wants no discount any more: 「不减免的话」, 「按原价呢」."""
    return _FULL_PRICE.search(said) is not None


def discount_told(told: str) -> str:
    """Give the topic of the discount that was spoken of; empty where there was none."""
    return next((topic for topic, words in _DISCOUNTS.items() if words.search(told)), "")


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
        words_of(prices) if prices else []
    )
    return (
        bare_number(said) is not None
        or any(_family(one.kind) for one in after.found)
        or any(trades_in(after.text))
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
    if _PERSONS.search(after.text):
        told.add(("people",))
    if not (adds_fees(after.text) or adds_more(after.text) or puts_right(after.text)):
        told |= _METERED if told & _METERED else set()
    # How long follows anew from the day, or from two times.
    days = after.has("date") and not after.has("days")
    stay = after.has("clock") and not after.has("minutes") and len(before.all("clock")) > 1
    kept = _kept_ends(before, after)
    return (
        one
        for one in before.found
        if (_family(one.kind) in told and one not in kept)
        or (days and one.kind == "days")
        or (stay and one.kind == "minutes")
    )


def _kept_ends(before: Quantities, after: Quantities) -> list[Found]:
    """Give what stays of a stretch of time of which a message tells one end anew: 「拖到三十号再交呢」."""
    kept = []
    for kind in ("date", "clock", "period"):
        earlier, later = before.meant(kind), after.meant(kind)
        if len(later) != 1 or not earlier:
            continue
        if kind == "period" and len(earlier) == 1:
            kept += earlier if _is_stretched(after.text, earlier[0].value, later[0].value) else []
            continue
        due = are_due(before.text, earlier) if kind == "date" else []
        if kind == "date" and is_due(after.text, later[0]):  # of what is paid, the other day stays
            kept += [one for one in earlier if one not in (due or earlier[:-1])]
        elif len(earlier) > 1 and _END.search(after.text):
            kept += due or earlier[:-1]
        elif len(earlier) > 1 and _START.search(after.text):
            kept += earlier[1:]
        else:
            kept += due
    return kept


def _is_stretched(text: str, told: Sequence[Month], new: Sequence[Month]) -> bool:
    """Say whether months that were told shall begin sooner or end later: 「起点改为2024年9月」."""
    if len(told) == 1:
        return False
    return (new[0] < told[0] and _START.search(text) is not None) or (
        new[-1] > told[-1] and _END.search(text) is not None
    )


def _overriddenwords_of(text: str, after: Quantities, tariffs: Tariffs) -> Iterator[tuple[int, int]]:
    kinds = re.compile("|".join(re.escape(word) for kind in tariffs.kinds for word in kind.words) or "(?!)")
    fees = () if adds_fees(after.text) else (_FEES,)
    discounts = _DISCOUNTS.values() if takes_full_price(after.text) else ()
    if discounts:
        yield from ((one.start(), len(one[0])) for words in discounts for one in words.finditer(text))
    if any(trades_in(after.text)):
        yield from ((one.start(), len(one[0])) for one in trades_in(text))
    for words in (*_ASPECTS, *fees, kinds):
        timed = words is _ASPECTS[0] and after.has("clock")
        other = words is kinds and _HOME in after.text
        if timed or other or words.search(after.text):
            yield from ((match.start(), len(match[0])) for match in words.finditer(text))


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


def _dated(after: Quantities, overridden: Sequence[Found]) -> str:
    """Give what was said with a day in the month of the one whose place it takes: 「今天交」, 「25号呢」."""
    days = [one for one in after.found if one.kind == "date"]
    before = [one.value for one in overridden if one.kind == "date"]
    if not before or len(days) != 1 or not _BARE_DAY.fullmatch(days[0].text):
        return after.text
    named = f"{before[-1].year}年{before[-1].month}月{days[0].text}"
    return after.text.replace(days[0].text, named)


def _counted(before: Quantities, number: Decimal) -> str:
    """Put a bare number in the place of the last one that was told, with its unit; empty: there is none."""
    told = [one for one in before.found if one.kind in _UNITS and not one.is_unit]
    if told:
        last = told[-1]
        unit = re.sub(rf"{NUMBER}", "", last.text) if len(re.findall(NUMBER, last.text)) == 1 else ""
        new = f"{as_number(number)}{unit or _UNITS[last.kind]}"
        return before.text[: last.start] + new + before.text[last.end :]
    things = list(COUNT.finditer(before.rest))
    if not things or not things[-1]["unit"]:
        return ""
    new = f"{as_number(number)}{things[-1]['unit']}"
    return before.text[: things[-1].start()] + new + before.text[things[-1].end() :]
