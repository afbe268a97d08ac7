"""The property fee and what is paid with it: energy, waste; prepaid, vacant, since the handover."""

import re
from dataclasses import replace
from decimal import Decimal

from bot.quantities.reading import read
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.discounts import PREPAY, VACANCY, discounts_of, vacant_within, year_in_part_vacant
from bot.sums.outcome import Computed
from bot.sums.periods import (
    days_meant,
    handed_over,
    months_meant,
    months_since,
    needs_handover,
    part_of_month,
)
from bot.sums.several_houses import area_together, houses_in
from bot.sums.subject import without_left_out
from knowledge_base.tariffs.book import Kind
from knowledge_base.tariffs.money import Charge, as_number
from knowledge_base.tariffs.rates import Rate, Span
from knowledge_base.tariffs.reductions import Discount, excluding

ENERGY, WASTE = r"能耗|公摊|公共用?电", r"垃圾(?:处[置理])?费|处置费"
_STRETCHES = re.compile(r"[,;.:、+]|再?加上?|外加|还有|和|跟|与|连|带|另外")
_TIMES = ("months", "period", "year")
_ONLY_REST = r"除了?物业费|不[含算包计]括?物业费|物业费(?:以|之)外"
_THE_FEE = r"物业费|管理费"
_PUT_TO_IT = (
    rf"(?:[加带含连和跟]上?|包括?|算上)[着了]?[^,.;]{{0,4}}(?:{ENERGY})|"
    rf"(?:{ENERGY})费?(?:也|都|算[上进]|[加带]上|加进)"
)
_WITHOUT_ENERGY = r"不(?:含|算|包括|包|计|要|加)[^,。]{0,3}(?:能耗|公摊|别的)"
_RATE = "fee.property.rate"


def property_fee(case: Case) -> Computed | None:
    """Compute the fee for an area and a time, with what else the message names."""
    rate = case.tariffs.rates.get("property")
    if rate is None:
        return None
    houses = houses_in(case)
    area = Decimal(0) if houses else _area(case)
    if not houses:
        _need_kind(case, rate)
    start = None if part_of_month(case) else handed_over(case)
    if start is None and needs_handover(case):
        raise case.missing("start")
    timed = _without_apart(case)
    since = months_since(timed, start) if start else []
    spans = since or year_in_part_vacant(timed) or days_meant(timed) or months_meant(timed)
    if houses:
        charges = [charge for kind, own in houses for charge in _house(case, kind, own, spans)]
    else:
        charges = _charges(case, area, spans)
    if not charges or any(charge is None for charge in charges):
        return None
    _describe(case, rate, spans)
    named = [charge for charge in charges if charge is not None]
    origin = rate.origin if wants_fee(case) else case.tariffs.rates["energy_share"].origin
    return bill(case, named, origin)


def _charges(case: Case, area: Decimal, spans: list[Span]) -> list[Charge | None]:
    fee = _fees(case, case.tariffs.rates["property"], area, spans) if wants_fee(case) else []
    energy, waste = (_timed_apart(case, words) for words in (ENERGY, WASTE))
    return (
        fee
        + _energy(case, area, months_meant(energy) if energy else spans)
        + _waste(case, months_meant(waste) if waste else spans)
    )


def _timed_apart(case: Case, words: str) -> Case | None:
    """Give the stretch about what is paid beside the fee where it tells a time of its own: 「全年垃圾费」."""
    for stretch in _STRETCHES.split(case.text):
        if re.search(words, stretch) and not re.search("物业费", stretch):
            quantities = read(stretch, case.today)
            if quantities.has(*_TIMES):
                return replace(case, quantities=quantities)
    return None


def _without_apart(case: Case) -> Case:
    """Give the case without what is said of a fee that has a time of its own, where another is told."""
    apart = [found.text for words in (ENERGY, WASTE) if (found := _timed_apart(case, words))]
    rest = case.text
    for stretch in apart:
        rest = rest.replace(stretch, "")
    left = read(rest, case.today)
    return replace(case, quantities=left) if apart and left.has(*_TIMES) else case


def _house(case: Case, kind: Kind, area: Decimal, spans: list[Span]) -> list[Charge | None]:
    """Charge one house of several; what its kind does not pay is left out."""
    own = replace(case, house=kind)
    charges = _charges(own, own.checked("area", area), spans)
    return [replace(charge, name=f"{kind.name}{charge.name}") for charge in charges if charge]


def _need_kind(case: Case, rate: Rate) -> None:
    """Stop to ask for the kind of house, and in the same breath for how long where nobody told that."""
    timed = case.quantities.has("months", "period", "year", "date") or {"months", "period"} & set(case.slots)
    if case.lacks_kind(rate) and not timed:
        raise case.missing("kind", f"{case.which_kind(rate)}要算几个月的？比如「一个季度」。")
    case.kind(rate)


def _area(case: Case) -> Decimal:
    """Give the area, of several houses together."""
    together = area_together(case)
    if together is not None:
        return case.checked("area", together)
    return case.need_area(case.tariffs.rates["property"])


def wants_fee(case: Case) -> bool:
    """Say whether the property fee itself is asked, not only what is paid with it."""
    if case.says(_ONLY_REST):
        return False
    if re.search(_THE_FEE, without_left_out(case.text)):
        return True
    if case.topic in {"fee.energy_share", "fee.waste_disposal"}:
        return False
    return not case.says(ENERGY) or case.says(_PUT_TO_IT)


def _fees(case: Case, rate: Rate, area: Decimal, spans: list[Span]) -> list[Charge | None]:
    """Charge the fee; where the house stood empty for a part of the time, that part by itself."""
    vacant = vacant_within(case)
    empty = [span for span in spans if (span.year, span.month) in vacant]
    lived_in = [span for span in spans if span not in empty]
    if not (empty and lived_in):
        return [_fee(case, rate, area, spans, discounts_of(case, spans))]
    discount = case.tariffs.discounts["vacancy"]
    return [_fee(case, rate, area, empty, [discount]), _fee(case, rate, area, lived_in, [])]


def _fee(
    case: Case, rate: Rate, area: Decimal, spans: list[Span], discounts: list[Discount]
) -> Charge | None:
    charge = rate.charge_months(spans, case.situation(rate), area, "㎡")
    if charge is None:
        return None
    if excluding(discounts):
        raise case.missing("discount")
    for discount in discounts:
        case.told_by = VACANCY if discount is case.tariffs.discounts.get("vacancy") else PREPAY
        charge = discount.apply(charge)
        case.note(f"{discount.name}按{as_number(discount.share * 100)}%交，优惠只算在{rate.name}上")
    return charge


def _energy(case: Case, area: Decimal, spans: list[Span]) -> list[Charge | None]:
    rate = case.tariffs.rates.get("energy_share")
    asked = re.search(ENERGY, without_left_out(case.text)) is not None
    named = asked or (case.topic == "fee.energy_share" and not case.says(WASTE))
    if rate is None or not named or case.says(_WITHOUT_ENERGY):
        return []
    return [rate.charge_months(spans, case.situation(rate), area, "㎡")]


def _waste(case: Case, spans: list[Span]) -> list[Charge | None]:
    rate = case.tariffs.rates.get("waste_disposal")
    if rate is None or not case.says(WASTE):
        return []
    return [rate.charge_months(spans, case.situation(rate), Decimal(1))]


def _describe(case: Case, rate: Rate, spans: list[Span]) -> None:
    if not wants_fee(case):
        return
    used = {rate.on(span.first, case.situation(rate)) for span in spans}
    current = rate.on(case.today, case.situation(rate))
    if used == {current}:
        case.note("按现行单价算")
    elif len(used) > 1:
        case.note("跨了调价日，按各月的单价分段算")
    if not case.says(ENERGY):
        case.note("不含公共能耗费")
