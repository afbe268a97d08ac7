"""Which discount on the property fee is asked for and may be had: prepaid, vacant, vacant in part."""

import re
from datetime import date

from bot.quantities.found import Month
from bot.quantities.months import MONTHS
from bot.sums.case import Case
from knowledge_base.tariffs.rates import Span
from knowledge_base.tariffs.reductions import Discount

PREPAID = (
    r"一次(?:性)?(?:过|把)?(?:交|付|缴|俾|预|给|清)|一把[交付]|预[交缴付]|[交缴付给][满清齐]|年付|年缴|"
    r"一(?:口气|下子?|哈|道|总)[交付缴给]|一次过[交付缴俾畀给]|折后|(?<![不未没])(?<!没有)打完?折|97折|95折|九七折|九五折|优惠(?:之?后|以后|价)|享受.{0,4}优惠"
)
VACANT = r"空置|(?<![页栏格行])空着|空关|没人住|空房|闲置|闲着|空了[^,.;]{0,3}[年月]"
AT_FULL_PRICE = r"(?:[未没不]|没有)(?:享受|有|能|算)?过?(?:打\w?折|折扣|优惠)"
PREPAY, VACANCY, _RATE = "fee.discount.prepay", "fee.discount.vacancy", "fee.property.rate"
_ASKS_DISCOUNT = {"prepay": r"按?预[交缴]|折", "vacancy": VACANT}
_MOVED_IN = r"恢复|[住搬]回|回来住|[住搬]进|搬过?来|入住|全额|(?<!没)有人住|住了?人|开始住|住着|自住|自己住"
_MOVED_IN_THEN = re.compile(rf"[^,.;]{{0,12}}(?:{_MOVED_IN})")
_EMPTY_BEHIND = re.compile(rf"[^,.;]{{0,12}}(?:{VACANT}|没住|减免)")
_EMPTY_BEFORE = re.compile(rf"(?:{VACANT}|减免)[^,.;]{{0,4}}$")
_WHOLE_YEAR = r"[全整一]年|12个月|十二个月"


def discounts_of(case: Case, spans: list[Span]) -> list[Discount]:
    """Give the discounts that are asked for and may be had."""
    asked = case.slots.get("asked") == "discount"
    wanted = {name for name, words in _ASKS_DISCOUNT.items() if asked and case.says(words)}
    if not wanted:
        prepaid = case.topic == PREPAY or (case.says(PREPAID) and not case.says(AT_FULL_PRICE))
        wanted |= {"prepay"} if prepaid else set()
        wanted |= {"vacancy"} if case.topic == VACANCY or case.says(VACANT) else set()
    table, kind = case.tariffs.discounts, case.kind()
    tiers = {discount.months: discount for name, discount in table.items() if name.startswith("prepay")}
    found: list[Discount] = []
    if "vacancy" in wanted and "vacancy" in table:
        found.append(table["vacancy"])
    if "prepay" in wanted and tiers:
        found += _prepaid(case, tiers.get(len(spans)))
    refused = [discount.name for discount in found if not discount.is_for(kind.name)]
    for name in refused:
        case.note(f"{name}不适用于{kind.title}，按原价算")
    return [discount for discount in found if discount.is_for(kind.name)]


def vacant_within(case: Case) -> tuple[Month, ...]:
    """Give the months of a vacancy after which somebody moved in: 「1到6月空置,7月住回来」; else nothing."""
    discount = case.tariffs.discounts.get("vacancy")
    if discount is None or not discount.is_for(case.kind().name):
        return ()
    if not (case.says(VACANT) and case.says(_MOVED_IN)):
        return ()
    for one in case.quantities.meant("period"):
        months: tuple[Month, ...] = one.value
        behind = _EMPTY_BEHIND.match(case.text, one.end)
        if behind or _EMPTY_BEFORE.search(case.text, 0, one.start):
            return _until_moved_in(case, months)
    return ()


def _until_moved_in(case: Case, months: tuple[Month, ...]) -> tuple[Month, ...]:
    """Give the months of a vacancy before somebody moved in: 「批的1到6月,5月租客住进来」."""
    begins = [
        one.value[0] if one.kind == "period" else (one.value.year, one.value.month)
        for kind in ("period", "date")
        for one in case.quantities.meant(kind)
        if _MOVED_IN_THEN.match(case.text, one.end)
    ]
    within = [month for month in begins if month in months]
    return tuple(month for month in months if month < min(within)) if within else months


def year_in_part_vacant(case: Case) -> list[Span]:
    """Give the months of the whole year that is to be paid, where the house stood empty for a part of it."""
    vacant = vacant_within(case)
    if not (vacant and case.says(_WHOLE_YEAR)):
        return []
    year = vacant[0][0]
    case.used["period"] = " ".join(f"{year}-{month:02}" for month in range(1, MONTHS + 1))
    return [Span(year, month) for month in range(1, MONTHS + 1)]


def _prepaid(case: Case, discount: Discount | None) -> list[Discount]:
    paid_on = _paid_on(case)
    if discount is None:
        case.told_by = "" if case.says("优惠|折|便宜") else _RATE
        case.note("这个月数没有预交优惠，按原价算")
        return []
    if discount.until is None or paid_on is None:
        return [discount]
    month, day = discount.until
    if not discount.in_time(paid_on):
        case.note(f"预交优惠要在当年{month}月{day}日前交清，这时已经过了，按原价算")
        return []
    case.note(f"条件是当年{month}月{day}日前交清、没有历史欠费")
    return [discount]


def _paid_on(case: Case) -> date | None:
    """Give the day, or the first day of the month, on which the year is to be paid."""
    day: date | None = case.quantities.first("date")
    if day is not None:
        return day
    months = [period[0] for period in case.quantities.all("period") if len(period) == 1]
    return date(months[0][0], months[0][1], 1) if months else None
