"""Parking by the month: rented spaces, the half first month, a year paid at once, cancelling, owned ones."""

import re
from datetime import date
from decimal import ROUND_CEILING, Decimal

from bot.quantities.found import Found
from bot.quantities.numbers import NUMBER, read_number
from bot.sums.asking import asks_for_total
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.outcome import Computed
from bot.sums.resident import is_tenant
from knowledge_base.chinese_numbers import SIGNS
from knowledge_base.tariffs.money import Charge, as_number, as_price
from knowledge_base.tariffs.rates import Rate, Situation

_SECOND = r"第二个|第二辆|第二台|第2个|第2辆|第2台|二车|再租一?个|再加一?个|另一个"
_BOTH = (
    r"(?:第一|头一|首个).{0,16}第二|"
    r"(?:两|(?<![b负\d])2|俩)个?(?:b[12]层?的?)?(?:月租)?(?:车位|位子?|停车位)|(?:两|2|俩)(?:辆|台)车(?!牌)"
)
_MONTH_BY_MONTH = r"按月(?:交|付)|一个月一个月|月付|每月交"
_BEGINS = r"(?<!一)起|开始|才(?:停|租)|办"
_PAID_ON = re.compile(r"[^,.;]{0,2}(?:一起|一块儿?|一次)?(?:都)?(?:[付交缴刷]|给钱)")
_FIRST_BESIDE = r"(?:[这本当首]个?月|头一?个月)[^,.;]{0,5}[连和加跟带与同、+]"
_NOT_SETTLED = re.compile(r"(?:日期|日子|哪天|几号)[^,.;]{0,4}(?:[未没不待]定|没想好|还?不[知确])")
_SO_MANY = re.compile(rf"(?<!第)({NUMBER})个(?:(?:b[12]|负[一二]层?)层?的?)?(?:月租)?(?:停?车位|位子)")
_MOST_SPACES = 2  # of one household
_PAID_YEAR = r"年付|全年|整年|一次(?:性)?(?:交|付|缴)|一年|12个月|十二个月|优惠"
_A_COUNT = rf"({NUMBER})(?:个|(?<=[俩仨]))"
_SPACES = re.compile(rf"{_A_COUNT}(?!月)")
_BEFORE_LEVEL = re.compile(rf"{_A_COUNT}(?:在|是)?$")
_EACH_SPACE = re.compile(rf"各有?({NUMBER})个")
_SEVERAL_SPACES = r"(?:有|好)几个(?!月)|名下(?!.{0,8}[\d一两二三仨俩四]个)"
_HAS_FIRST = (
    r"(?:第一|头一|首)个?(?:车位|月租)?[^,.;]{0,2}(?:有了|已经?(?:有|租|办))|已经?(?:有|租|办)了?一个"
)
_WITH_NEXT = r"[和跟连同与带][^,.;]{0,2}下个?月"
_PAID_MONEY = re.compile(rf"[交付缴](?:的|了|过|咗)*({NUMBER})(?![个天月年次{SIGNS}\d])")
_AND_DAYS = re.compile(rf"个月(?:零|又|多|加)?{NUMBER}[天日]")  # a month that has begun counts as used
_AGO = re.compile(r"(?:之|以)?前")
_IN_ADVANCE = re.compile(r"(?:提[前早]|早)了?[^,.;\d]{0,2}$")
_YEAR, _TWO = 12, 2
_PREPAYING = "parking.monthly.prepay"
_CANCELLING = "parking.monthly.cancel"  # whose rule the money that is given back rests on


def monthly(case: Case) -> Computed | None:
    """Compute the rent of one space or two, with the first month's half and the offer for a year."""
    _doubt_many(case)
    spaces = _spaces(case)
    if not spaces:
        return None
    if all(rate.name == _name_of_second(case) for rate, _ in spaces):
        case.told_by = "parking.monthly.second_car"
    charges = [
        _rent(case, rate, level, part)
        for (rate, level), part in zip(spaces, _parts(case, len(spaces)), strict=True)
    ]
    known = [charge for charge in charges if charge is not None]
    return bill(case, known, spaces[0][0].origin) if len(known) == len(charges) else None


def _name_of_second(case: Case) -> str:
    second = case.tariffs.rates.get("parking_second")
    return second.name if second else ""


def _doubt_many(case: Case) -> None:
    """Stop to question more spaces than one household may rent."""
    told = _SO_MANY.search(case.text)
    if told and read_number(told[1]) > _MOST_SPACES:
        said = f"每户最多办{_MOST_SPACES}个月租车位，您说的「{told[0]}」是不是写错了？请再告诉我一次。"
        raise case.doubt("spaces", said)


def _parts(case: Case, spaces: int) -> list[tuple[str, Decimal]]:
    """Give the words about each space and its months: 「B1年付,第二辆放B2按月交三个月」."""
    second = re.search(_SECOND, case.text)
    told = case.quantities.meant("months")
    if spaces == 1 or second is None or len(told) != spaces:
        return [(case.text, _months(case))] * spaces
    place = second.start()
    if not told[0].start < place <= told[1].start:
        return [(case.text, _months(case))] * spaces
    counts = [case.checked("months", one.value) for one in told]
    return list(zip((case.text[:place], case.text[place:]), counts, strict=True))


def _spaces(case: Case) -> list[tuple[Rate, str]]:
    first, second = case.tariffs.rates.get("parking_month"), case.tariffs.rates.get("parking_second")
    levels = set(case.quantities.all("level"))
    both = case.says(_BOTH) or (levels and case.says(rf"b1.*(?:{_SECOND})") and asks_for_total(case.text))
    both = both and (asks_for_total(case.text) or not case.says(_HAS_FIRST))
    if first and second and (len(levels) > 1 or both):
        own = next(iter(levels - {_only_level(second)}), None) if len(levels) > 1 else None
        return [(first, own or case.level()), (second, _only_level(second))]
    if second and (case.says(_SECOND) or case.topic == "parking.monthly.second_car"):
        only = _only_level(second)
        if case.quantities.first("level") not in (None, only):
            raise case.doubt("level", f"{second.name}只有{only}层，您是想问{only}的吗？")
        return [(second, only)]
    return [(first, _level(case, second))] if first else []


def _level(case: Case, second: Rate | None) -> str:
    """Give the level; a tenant may rent only where a second space is let, too."""
    told = case.quantities.has("level") or "level" in case.slots
    if told or second is None or not is_tenant(case.text, case.slots):
        return case.level()
    only = _only_level(second)
    case.used["level"] = only
    case.note(f"租户只能办{only}层")
    return only


def _only_level(rate: Rate) -> str:
    return next(iter(rate.prices[0].tags))


def _months(case: Case) -> Decimal:
    if _is_open(case):
        raise case.missing("start", "请问是几月几号起租？16日及以后起租，首月收半个月。", whole=True)
    if case.number("months") is not None:
        return case.need("months") + bool(_begins(case) and case.says(_FIRST_BESIDE))
    days = case.quantities.all("date")
    periods = [one.value for one in case.quantities.meant("period") if not _only_begins(case, one)]
    if len(days) > 1 and case.says(_BEGINS):
        first, last = min(days), max(days)
        return Decimal((last.year - first.year) * _YEAR + last.month - first.month + 1)
    begins = _begins(case)
    if periods and begins and case.says(f"{_WITH_NEXT}|{_FIRST_BESIDE}"):
        month = max(period[-1] for period in periods)
        return Decimal((month[0] - begins.year) * _YEAR + month[1] - begins.month + 1)
    if periods:
        return Decimal(sum(map(len, periods)))
    return Decimal(1) if begins else case.need("months")


def _only_begins(case: Case, month: Found) -> bool:
    """Say whether a month is only that of the beginning: 「从下个月起租」."""
    return len(month.value) == 1 and re.match("(?:开始)?起|开始", case.text[month.end :]) is not None


def _is_open(case: Case) -> bool:
    """Say whether the day of the beginning is said to be open, and is not told after that."""
    left_open = _NOT_SETTLED.search(case.text)
    days = case.quantities.meant("date") if left_open else []
    told = [one for one in days if left_open and one.start > left_open.end()]
    return left_open is not None and all(case.text[one.start - 1] in "到至" for one in told)


def _begins(case: Case) -> date | None:
    told = [one.value for one in case.quantities.meant("date") if not _PAID_ON.match(case.text, one.end)]
    day: date | None = min(told, default=None)
    return day if day and case.says(_BEGINS) else None


def _rent(case: Case, rate: Rate, level: str, told: tuple[str, Decimal]) -> Charge | None:
    """Charge one space by the words about it and its months."""
    words, count = told
    price = rate.on(case.today, Situation(frozenset({level})))
    if price is None:
        return None
    year, late = case.tariffs.discounts.get("parking_year"), case.tariffs.discounts.get("parking_late_start")
    if year and year.months == count and year.pays and not re.search(_MONTH_BY_MONTH, words):
        case.told_by = case.told_by or _PREPAYING
        case.note(f"按一次交满{year.months}个月收{year.pays}个月的{year.name}算")
        return Charge(rate.name, f"{as_price(price.amount)}元×{year.pays}个月", price.amount * year.pays)
    begins = _begins(case)
    if begins and late and late.from_day and begins.day >= late.from_day:
        case.note(f"{late.from_day}日及以后起租，首月收半个月")
        months = count - 1
        rest = f"+{as_price(price.amount)}元×{as_number(months)}个月" if months else ""
        formula = f"{as_price(price.amount)}元×{as_number(late.share)}{rest}"
        return Charge(rate.name, formula, price.amount * (late.share + months))
    return Charge(rate.name, f"{as_price(price.amount)}元×{as_number(count)}个月", price.amount * count)


def cancelled(case: Case) -> Computed | None:
    """Compute what is given back: what was paid, less the months used at their full price."""
    rate, year = case.tariffs.rates.get("parking_month"), case.tariffs.discounts.get("parking_year")
    if rate is None:
        return None
    used, paid = _used_and_paid(case)
    price = rate.on(case.today, Situation(frozenset({case.level()})))
    if price is None:
        return None
    if len(case.quantities.meant("months")) <= 1:
        paid = _months_bought(case, price.amount) or paid
    offer = year is not None and year.pays is not None and paid == year.months
    charged = Decimal(year.pays) if year and year.pays and offer else paid
    if used > paid:
        said = f"用了{as_number(used)}个月，比交的{as_number(paid)}个月还多，是不是写错了？"
        raise case.doubt("used_months", said)
    each = as_price(price.amount)
    amount = max(Decimal(0), price.amount * (charged - used))
    formula = f"{each}元×{as_number(charged)}个月-{each}元×{as_number(used)}个月"
    case.note("已用的月份按月租原价扣，不满一个月的当月不退")
    case.told_by = _CANCELLING
    return bill(case, [Charge("退款", formula, amount)], rate.origin)


def _used_and_paid(case: Case) -> tuple[Decimal, Decimal]:
    """Give the months that were used and those that were paid."""
    meant = [
        one
        for one in case.quantities.meant("months")
        if not (_IN_ADVANCE.search(case.text, 0, one.start) or _AGO.match(case.text, one.end))
    ]
    told = sorted(one.value for one in meant)
    by_year = case.says(_PAID_YEAR) or case.slots.get("asked") == "used_months" or len(told) <= 1
    paid = told[-1] if len(told) > 1 else Decimal(_YEAR) if by_year else told[0]
    year = case.tariffs.discounts.get("parking_year")
    offered = {paid, Decimal(year.pays)} if year and year.pays and len(set(told)) > _TWO else {paid}
    own = [months for months in told if months not in offered] if case.says(_PAID_YEAR) else told
    used = own[0] if own else case.need("used_months")
    if own and case.says(r"还?剩"):
        used = paid - used
    used = (used + bool(_AND_DAYS.search(case.text))).to_integral_value(ROUND_CEILING)
    return case.checked("used_months", used), paid


def _months_bought(case: Case, price: Decimal) -> Decimal | None:
    """Give for how many months the money that was paid lasts, if it is no offer's: 「按季交的960」."""
    year, told = case.tariffs.discounts.get("parking_year"), _PAID_MONEY.search(case.text)
    money = read_number(told[1]) if told else Decimal(0)
    offered = year is not None and year.pays is not None and money == price * year.pays
    return money / price if money > 0 and money % price == 0 and not offered else None


def owned(case: Case) -> Computed | None:
    """Compute the fee of an owned space."""
    rate = case.tariffs.rates.get("parking_owned")
    if rate is None:
        return None
    if case.says(_SEVERAL_SPACES) and len(_owned_spaces(case)) == 0:
        raise case.missing("spaces")
    of_a_year = case.quantities.has("year") and case.number("months") is None
    count = Decimal(_YEAR) if of_a_year else case.need("months")
    charges = [_owned(case, rate, level, spaces, count) for level, spaces in _owned_spaces(case) or [("", 1)]]
    known = [charge for charge in charges if charge is not None]
    return bill(case, known, rate.origin) if len(known) == len(charges) else None


def _owned(case: Case, rate: Rate, level: str, spaces: int, count: Decimal) -> Charge | None:
    price = rate.on(case.today, Situation(frozenset({level or case.level()})))
    if price is None:
        return None
    shown = f"{spaces}个×" if spaces > 1 else ""
    formula = f"{shown}{as_price(price.amount)}元×{as_number(count)}个月"
    return Charge(rate.name, formula, price.amount * count * spaces)


def _owned_spaces(case: Case) -> list[tuple[str, int]]:
    """Give each level that is named and how many spaces on it, 「B1两个,B2一个」; none without a number."""
    levels = [one for one in case.quantities.found if one.kind == "level"]
    ends = [*(one.start for one in levels), len(case.text)][1:]
    before = [_BEFORE_LEVEL.search(case.quantities.rest, 0, one.start) for one in levels]
    if len(levels) > 1 and all(before):
        return [
            (str(one.value), int(read_number(told[1])))
            for one, told in zip(levels, before, strict=True)
            if told
        ]
    found = []
    for one, end in zip(levels, ends, strict=bool(levels)):
        told = _SPACES.search(case.quantities.rest[:end], one.start)
        if told:
            found.append((str(one.value), int(read_number(told[1]))))
    if len(found) == len(levels):
        return found
    each = _EACH_SPACE.search(case.quantities.rest)
    if each:
        return [(str(one.value), int(read_number(each[1]))) for one in levels]
    told = _SPACES.search(case.quantities.rest) if len({one.value for one in levels}) == 1 else None
    return [(str(levels[0].value), int(read_number(told[1])))] if told else []
