"""What is ordered from a price list: things and how many, read clause by clause."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.quantities.reading import bare_number
from bot.sums.asking import asks_for_several, asks_for_total, asks_plainly, means_several
from bot.sums.bills import bill
from bot.sums.case import LIKELY_WANTED, Case
from bot.sums.counting import (
    MOST,
    TIME,
    TIME_UNITS,
    TIMES,
    count,
    counts,
    without_free_ones,
    without_repeated,
)
from bot.sums.gym_refund import gym_refund, wants_refund
from bot.sums.heads import are_all_guests, outsiders, paying
from bot.sums.mentions import is_heading, is_remedy, is_told_what, only_asked
from bot.sums.naming import (
    MEASURED,
    PIECE,
    Named,
    is_counted_beside,
    list_of_topic,
    named,
    quantity_of,
    sure_count,
)
from bot.sums.often import sessions
from bot.sums.outcome import Computed
from bot.sums.resident import NIGHT, hour_meant, is_old_and_alone
from knowledge_base.tariffs.money import Charge
from knowledge_base.tariffs.price_lists import Item, PriceList

_WITH_FEE = r"[带含加连]上?[着了]?上门费?"
_NO_DEPOSIT = r"[不没别](?:含|算|计|包|带|要)[^,.;]{0,2}押金|押金[^,.;]{0,3}(?:不[算计含要]|另[说算]|除外)"
_WITH_DEPOSIT = (
    r"(?<![不没])(?:[连加带含和跟]|还有|以及)[^不没]{0,3}押金|押金[^不没]{0,4}(?:一起|一共|总共|都|也)"
)
_ONE_MEANT = (
    r"(?<![几\d一二两三四五六七八九十])把(?!手)|[有想要][张个件盏扇](?!性)|"
    r"[换装洗补办修拉扔丢买要通堵坏掉擦订做](?:了|一|下)?[个张只台把件盏套扇]|单|"
    r"[这那](?!个?(?:月|周|年|季|礼拜|星期|次|回|期|些|几|里|么))"
)
_NIGHT, _CALLING_OUT = "fee.paid_service.night", "fee.paid_service.callout"  # by day the former tells nothing
_SEVERAL_PEOPLE = r"几个人|好几个|成班|一家人|全家|一大家|一群|一帮|大伙"
_SEVERAL_TIMES = rf"{_SEVERAL_PEOPLE}|几[次趟回]"
_CARDS, _ONE_MORE = "cards", "补办"  # cards beyond the free ones cost as lost ones do
_FURTHER = re.compile(rf"(?:再|另外?|多|还)(?:[想要得需])*(?:[加买办要配])({NUMBER})张")
_VISITS = re.compile(
    rf"(?:上门|分开?|跑|来)(?:了|过|我家)?({NUMBER})[趟次回]|({NUMBER})[趟次回](?:分开)?上门"
)
_RESIDENTS = r"住户|业主|租户|大人|成人|自己|本人|我[也去游买]|老[公婆]|爱人|孩子|娃|[爸妈]"
_BY_TICKET = r"单[次买]|票|[次趟回]"


def ordered(case: Case) -> Computed | None:
    """Compute what the message orders: from the topic's list, and from others where all is to be added up."""
    own = _own_list(case)
    if own is None:
        return None
    if wants_refund(case):
        return gym_refund(case)
    case.quantities = without_repeated(without_free_ones(case.quantities))
    charges: list[Charge] = []
    for prices in _lists(case, own):
        things = only_asked(case.text, orders(case, prices))
        at_night, free = _at_night(case, prices), _without_fee(case, prices)
        if things:
            _describe(case, prices, at_night=at_night, free=free)
            visits = _visits(case)
            charges += prices.charge(things, at_night=at_night, without_fee=free, visits=visits)
            charges += _deposits(case, things)
        for item, quantity in things:
            if item.at_least and quantity < item.at_least:
                case.note(f"{item.name}{item.at_least:f}{item.unit}起")
            case.used[item.name] = f"{quantity:f}"
    return bill(case, charges, own.origin) if charges else None


def _own_list(case: Case) -> PriceList | None:
    """Give the topic's list, or one that is named itself where nothing of the topic's is: 直饮水."""
    own = case.tariffs.price_lists.get(list_of_topic(case.topic))
    if own is None or any(True for _ in named(case, own)):
        return own
    others = (
        one for one in case.tariffs.price_lists.values() if any(word in case.text for word in one.words)
    )
    return next((one for one in others if any(True for _ in named(case, one))), own)


def _lists(case: Case, own: PriceList) -> list[PriceList]:
    """Give the topic's list, and each other one of which something is named where a total is asked."""
    others = [one for one in case.tariffs.price_lists.values() if one is not own]
    if not asks_for_total(case.text):
        return [own]
    return [own, *(one for one in others if any(True for _ in named(case, one)))]


def _visits(case: Case) -> int:
    """Give how often somebody comes: 「分三天上门三趟」."""
    told = _VISITS.search(case.quantities.rest)
    visits = int(read_number(told[1] or told[2])) if told else 1
    return visits if 1 <= visits <= MOST else 1


def _deposits(case: Case, things: Sequence[tuple[Item, Decimal]]) -> list[Charge]:
    if not case.says(_WITH_DEPOSIT) or case.says(_NO_DEPOSIT):
        return []
    return [
        Charge(f"{item.name}押金", f"{item.deposit:f}元", item.deposit)
        for item, _ in things
        if item.deposit is not None
    ]


def _describe(case: Case, prices: PriceList, *, at_night: bool, free: bool) -> None:
    if at_night and prices.night:
        case.note(f"按夜间上门算，人工费加收{prices.night.share * 100:.0f}%")
    elif case.topic == _NIGHT:
        case.told_by = _CALLING_OUT
    if free and prices.fee:
        case.note(f"年满{prices.fee.free_from_age}周岁独居，免收{prices.fee.name}")
    elif prices.fee:
        case.note(f"{prices.fee.name}同一次上门只收一次")
    if prices.note:
        case.note(prices.note)


def orders(case: Case, prices: PriceList) -> list[tuple[Item, Decimal]]:
    """Give the things that the message names and how many of each; one without a number is one."""
    found: dict[str, tuple[Item, Decimal | None]] = {}
    guessed: set[str] = set()  # things whose mention itself counts nothing: 「跳闸,检修了一回线路」 is one
    told = list(named(case, prices))
    for one in (one for one in told if not is_heading(case, one, told)):
        item, quantity, before = one.item, quantity_of(case, one), found.get(one.item.name, (None, None))[1]
        measured = item.unit in MEASURED
        if item.unit == PIECE and item.name in found:  # 「一张旧床垫和沙发」 are two
            quantity, before = quantity or Decimal(1), before or Decimal(1)
        if item.name in found and _is_no_more(case, one, same=quantity == before):
            continue
        before = None if item.name in guessed else before
        guessed = guessed | {item.name} if one.is_uncounted else guessed - {item.name}
        both = quantity is not None and before is not None and not measured and not one.is_uncounted
        found[item.name] = (item, before + quantity if both else before or quantity)  # type: ignore[operator]
    _count_heads(case, prices, found)
    if not found:
        return _counted_anew(case, prices)
    if len(found) == 1:
        item, quantity = next(iter(found.values()))
        quantity = quantity or count(case.quantities.rest) or _months_of(case, item)
        found[item.name] = (item, sure_count(case, item, quantity))
    return [(item, quantity or _one_of(case, item, found)) for item, quantity in found.values()]


def _is_no_more(case: Case, one: Named, *, same: bool) -> bool:
    """Say whether a thing that was named before is only spoken of again."""
    return (same and is_remedy(case, one)) or is_told_what(case, one)


def _count_heads(case: Case, prices: PriceList, found: dict[str, tuple[Item, Decimal | None]]) -> None:
    """Put the residents who pay for themselves among what is ordered by the head."""
    heads = prices.heads
    if heads and heads.resident in found and set(found) - {heads.resident, heads.guest}:
        guests_only = heads.guest in found and not case.says(_RESIDENTS)
        if guests_only or not case.says(_BY_TICKET):  # who buys a card needs no ticket
            found.pop(heads.resident)
        return
    outside = outsiders(case.text, heads) if heads and heads.guest not in found else None
    if heads and outside:
        found.update({one.name: (one, outside) for one in prices.items if one.name == heads.guest})
    if heads is None or not set(found) <= {heads.resident, heads.guest}:
        return
    guests = found[heads.guest][1] or Decimal(1) if heads.guest in found else Decimal(0)
    if guests and are_all_guests(case.text, guests):
        found.pop(heads.resident, None)
        return
    paid = paying(case.text, guests, heads)
    item = next((one for one in prices.items if one.name == heads.resident), None)
    if paid is None and guests == 0 and heads.resident in found and case.says(_SEVERAL_TIMES):
        case.used[heads.resident] = "1"
        raise case.missing("count", "请问一共几个人？有没有身高1.2米以下的儿童？")
    if paid is not None and item is not None:
        times = TIMES.search(case.quantities.rest)
        often = sessions(case.quantities) or (read_number(times[1]) if times else Decimal(1))
        found.pop(heads.resident, None)
        found.update({item.name: (item, paid * max(often, Decimal(1)))} if paid else {})


def _one_of(case: Case, item: Item, named: Mapping[str, object]) -> Decimal:
    """Give one where nobody said how many; stop to ask where several may be meant."""
    alone = len(named) == 1
    several = means_several(case.text) or (alone and asks_for_total(case.text))
    several |= alone and _is_owed(case)
    if item.unit in TIME_UNITS:
        several = case.says(_SEVERAL_PEOPLE)
    one = case.says(_ONE_MEANT) and not means_several(case.text)
    if not several or one:
        return Decimal(1)
    case.used.update(dict.fromkeys(named, "1"))
    raise case.missing("count", f"请问{item.name}是几{item.unit}？")


def _is_owed(case: Case) -> bool:
    """Say whether somebody's own amount is likely wanted, and not what a thing costs."""
    return case.wanted >= LIKELY_WANTED and not asks_plainly(case.text)


def _counted_anew(case: Case, prices: PriceList) -> list[tuple[Item, Decimal]]:
    """Order again what was ordered before: another number, 「三台呢」, or another time, 「晚上九点来呢」."""
    before = [item for item in prices.items if item.name in case.slots]
    told = count(case.quantities.rest)
    if told is None and case.slots.get("asked") == "count":
        told = bare_number(case.text)
    if not before and (further := _further(case)):
        return [(item, further) for item in prices.items if _ONE_MORE in item.words]
    left_open = _is_owed(case) and any(word in case.text for word in prices.vague)
    if not before and (left_open or (told is None and asks_for_several(case.text))):
        example = prices.items[0]
        raise case.missing("count", f"请问都是哪些、各有多少？比如「{example.name}2{example.unit}」。")
    if told is None and (case.quantities.has("clock") or case.says(rf"白天|{NIGHT}")):
        return [(item, Decimal(case.slots[item.name])) for item in before]
    return [(before[0], told)] if len(before) == 1 and told and 0 < told <= MOST else []


def _further(case: Case) -> Decimal | None:
    """Give how many cards are wanted beyond the free ones: 「不够,想再加两张」."""
    told = (
        _FURTHER.search(case.text)
        if list_of_topic(case.topic) == _CARDS and case.says("免费|不够|[分用领发]完|还想")
        else None
    )
    return read_number(told[1]) if told and 0 < read_number(told[1]) <= MOST else None


def is_counted(case: Case) -> bool:
    """Say whether the message tells how many, names several things, or tells what changes the price."""
    prices = _own_list(case)
    if prices is None:
        return False
    if wants_refund(case):
        return case.quantities.has_own("months", "date", "period") or case.says("个多月")
    if (prices.heads and paying(case.text, Decimal(0), prices.heads) is not None) or _further(case):
        return True
    mentions = list(named(case, prices))
    if any(is_counted_beside(one) for one in mentions):
        return True
    things = [one.item for one in mentions]
    items = {item.name: item for item in things}
    several = len(things) > 1 and (prices.fee is not None or asks_for_total(case.text))
    once = TIMES.search(case.quantities.rest) is not None
    told = (once and asks_for_total(case.text)) or sessions(case.quantities) is not None
    told |= case.says(_WITH_FEE) and (once or case.says(_ONE_MEANT))
    counted = told or any(_is_measured(case, item) for item in items.values()) or _is_counted(case, prices)
    alone = _without_fee(replace(case, slots={}), prices)
    return bool(items) and (counted or several or _at_night(case, prices) or alone)


def _is_counted(case: Case, prices: PriceList) -> bool:
    """Say whether a number tells how many; one tells it only where a fee comes on top."""
    told = [number for _, number in counts(case.quantities.rest)]
    return sum(told) > 1 or bool(told and prices.fee) or any(number <= 0 for number in told)


def _is_measured(case: Case, item: Item) -> bool:
    kinds, times = MEASURED.get(item.unit, ()), TIMES.search(case.quantities.rest)
    if item.unit == TIME and times and read_number(times[1]) > 1:
        return True
    return case.quantities.has_own(*kinds) or ("月卡" in item.words and case.quantities.has_own("months"))


def _months_of(case: Case, item: Item) -> Decimal | None:
    return case.quantities.number("months") if "月卡" in item.words else None


def _at_night(case: Case, prices: PriceList) -> bool:
    if prices.night is None:
        return False
    clock = case.quantities.number("clock")
    if clock is None and not case.says(NIGHT):
        clock = hour_meant(case.quantities, case.slots)
    return prices.night.hours.covers(int(clock)) if clock is not None else case.says(NIGHT)


def _without_fee(case: Case, prices: PriceList) -> bool:
    limit = prices.fee.free_from_age if prices.fee else None
    return limit is not None and is_old_and_alone(case.quantities, case.slots, age=limit)
