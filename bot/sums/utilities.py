"""Water, the pump for the upper floors, a shop's electricity, the disposal of household waste."""

import re
from dataclasses import replace
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.quantities.reading import read
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.houses import kinds_said
from bot.sums.outcome import Computed
from bot.sums.periods import months_meant
from bot.sums.several_houses import shops_in
from bot.sums.subject import without_left_out
from knowledge_base.tariffs.money import Charge
from knowledge_base.tariffs.rates import Rate, Situation

_PUMP = r"加压|二次供水"
_COUNTED = re.compile(rf"({NUMBER})(?:套|户|间|处|个铺|家[店铺])")
_CUBIC = re.compile(r"(?<!平)方$")
_CLAUSES = re.compile(r"[,;:.]|和|跟|再?加上?|还有|另外")
_A_HOME = re.compile(
    r"住宅|住家|住户|居民|套房|(?:[我俺咱]们?家|家里)[^,.;店铺]{0,4}(?:[半一全]年|个月|季度|垃圾)"
)
_WATER_TOO = r"水费|水钱|用水.{0,6}[和加连带]|[连带加和跟同](?:上|着|埋)?的?(?:二次供水|加压)|一共|总共|合计"


def water(case: Case) -> Computed | None:
    """Compute the water by the ton, and the pump with it where the floor is known to have one."""
    rates = case.tariffs.rates
    rate, pump = rates.get("water"), rates.get("pump")
    metered = _cubic_metres(case)
    tons = case.checked("tons", metered) if metered else case.need("tons")
    charges: list[Charge | None] = []
    only_pump = case.topic == "fee.water_pump" and not case.says(_WATER_TOO)
    if rate and not only_pump:
        charges.append(rate.charge(case.today, case.situation(rate), tons, "吨"))
    asks_pump = case.topic == "fee.water_pump" or case.says(_PUMP)
    left_out = asks_pump and not re.search(_PUMP, without_left_out(case.text)) and not only_pump
    if pump and not left_out and (asks_pump or case.number("floor") is not None):
        if case.kind().home and case.number("floor") is None:
            raise case.missing("floor")
        raised = pump.charge(case.today, case.situation(pump), tons, "吨")
        charges += [raised] if raised and (raised.amount or only_pump) else []
    known = [charge for charge in charges if charge is not None]
    origin = pump.origin if pump and only_pump else rate.origin if rate else None
    if origin is None or not known:
        return None
    return bill(case, known, origin)


def _cubic_metres(case: Case) -> Decimal | None:
    """Give the 方 that are meant as tons of water: 「用了14方」."""
    told = [one.value for one in case.quantities.meant("area") if _CUBIC.search(one.text)]
    return told[0] if told and not case.quantities.has("tons") else None


def utilities(case: Case) -> Computed | None:
    """Compute a shop's electricity, its water, or both."""
    rate = case.tariffs.rates.get("electricity")
    if case.quantities.has("tons") and not case.quantities.has("kwh"):
        return water(case)
    if rate is None:
        return None
    power = rate.charge(case.today, case.situation(rate), case.need("kwh"), "度")
    if power is None:
        return None
    charges = [power]
    supply = case.tariffs.rates.get("water")
    metered = _cubic_metres(case)
    if supply and (metered or case.quantities.has("tons")):
        tons = case.checked("tons", metered) if metered else case.need("tons")
        used = supply.charge(case.today, case.situation(supply), tons, "吨")
        charges += [used] if used else []
    return bill(case, charges, rate.origin)


def _houses(case: Case) -> Decimal:
    houses = _COUNTED.search(case.quantities.rest)
    return Decimal(1) if houses is None else max(Decimal(1), read_number(houses[1]))


def waste_disposal(case: Case) -> Computed | None:
    """Compute the fee for household waste by the month, for each kind of house that is named."""
    rate = case.tariffs.rates.get("waste_disposal")
    if rate is None:
        return None
    shops = shops_in(case)
    if shops:
        spans, kind = months_meant(case), case.shop()
        tags = [(frozenset({kind.name, trade}), count) for trade, count in shops] if kind else []
        charges = [rate.charge_months(spans, Situation(one), Decimal(count), "户") for one, count in tags]
    else:
        charges = [_waste_of(one, rate, case) for one in _by_kind(case) or [case]]
    known = [charge for charge in charges if charge is not None]
    return bill(case, known, rate.origin) if len(known) == len(charges) else None


def _waste_of(part: Case, rate: Rate, whole: Case) -> Charge | None:
    """Charge one kind of house; the time may be told once for all."""
    timed = part.quantities.has("months", "period", "year")
    spans = months_meant(part if timed else whole)
    return rate.charge_months(spans, part.situation(rate), _houses(part))


def _by_kind(case: Case) -> list[Case]:
    """Give a case for each of several kinds of houses, as the clauses name them; none where one is meant."""
    parts: list[tuple[bool, str]] = []  # whether of a home
    for clause in _CLAUSES.split(case.text):
        kinds = [kind for _, kind in kinds_said(read(clause, case.today), case.tariffs)]
        if kinds or _A_HOME.search(clause):
            parts.append((kinds[0].home if kinds else True, clause))
        elif parts:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]},{clause}")
    several = len({home for home, _ in parts}) > 1
    return [replace(case, quantities=read(part, case.today)) for _, part in parts if several]
