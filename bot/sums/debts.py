"""What is owed, and since when or for how many days: of one quarter, of two, of two flats."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.quantities.found import Month
from bot.sums.case import Case
from bot.sums.dues import are_due, paid_after
from bot.sums.periods import months_meant, named_months
from knowledge_base.tariffs.money import Charge, as_number
from knowledge_base.tariffs.rates import Span
from knowledge_base.tariffs.reductions import Due, Penalty

_SEVERAL = (
    r"(?:[两俩二三仨四2-4]|几)个?(?:[笔套户间处家]|季度)|一[笔套户间处].{1,20}一[笔套户间处]|"
    r"第[一1].{1,20}第[二2]|[一二三]季度.{1,20}[二三四]季度|[和跟与](?:我?[妈爸哥姐弟妹]|爸妈|老人)|另一?[笔套户间处]|各|分别|合共|加起来|合起来"
)
_ON_THAT_DAY = r"[号日](?:当天|当日|那天)[^,.;]{0,6}[交缴付]"
_EACH = r"各|每[笔套户间处个]|都[是欠差]|一样"
_LATE_BY = re.compile(r"(?:逾期|[晚拖迟超欠])[^,.;]{0,5}$")
_LATE_SO_LONG = re.compile(r"[^,.;]{0,3}(?:[没未才]|逾期)")


@dataclass(frozen=True)
class Debt:
    """What is owed and since which due date; or for how many days, where those were told."""

    charge: Charge
    due: date | None = None
    late: int | None = None


def debts(case: Case, penalty: Penalty) -> Iterator[Debt]:
    """Give each debt that the message names; stop to ask for what is owed where it does not tell it."""
    days = None if _dates_tell(case) else case.number("days")
    owed = _principals(case)
    if days is not None:
        yield from _late_for(case, owed or [_fee_owed(case, months_meant(case))], int(days))
        return
    named = {one.value: None for one in are_due(case.text, case.quantities.meant("date"))}
    if len(named) > 1 and owed and (len(owed) == len(named) or (len(owed) == 1 and case.says(_EACH))):
        owed = owed if len(owed) == len(named) else owed * len(named)
        yield from (Debt(charge, due) for charge, due in zip(owed, named, strict=True))
        return
    rule = penalty.due_for(frozenset({case.kind().name}))
    told, months = due_and_paid(case)[0], named_months(case)
    periods = {rule.date_for(*month): None for month in months} if rule else {}
    if len(owed) == len(periods) > 1 and not told:
        yield from (Debt(charge, due) for charge, due in zip(owed, periods, strict=True))
    elif owed or not periods or (told and len(periods) == 1):
        due = told or next(iter(periods), None)
        yield from (Debt(one, due) for one in owed or [_fee_owed(case, months_meant(case))])
    elif rule:
        yield from _by_due(case, rule, months)


def _late_for(case: Case, owed: Sequence[Charge], days: int) -> Iterator[Debt]:
    """Give each debt with its own days late where as many are told, else with the same days."""
    told: list[Decimal] = case.quantities.all("days")
    each = [int(one) for one in told] if len(told) == len(owed) else [days] * len(owed)
    return (Debt(charge, None, late) for charge, late in zip(owed, each, strict=True))


def _by_due(case: Case, rule: Due, months: Sequence[Month]) -> Iterator[Debt]:
    """Give the fee of each period that was due on a day of its own."""
    by_due: dict[date, list[Month]] = {}
    for month in months:
        by_due.setdefault(rule.date_for(*month), []).append(month)
    for due, owed in by_due.items():
        yield Debt(_fee_owed(case, [Span(*month) for month in owed]), due)
    case.used["period"] = " ".join(f"{year}-{month:02}" for year, month in months)


def _principals(case: Case) -> list[Charge]:
    """Give what is owed where its amount was told, of each debt; an area and a time tell it as well."""
    asked = case.slots.get("asked") == "principal"
    if case.quantities.has("area") and not case.quantities.has("money") and not asked:
        return []
    told: list[Decimal] = case.quantities.all("money")
    if len(told) > 1 and case.says(_SEVERAL):
        return [_principal(case.checked("principal", one)) for one in told]
    one = case.number("principal", "money")
    if one is not None:
        return [_principal(one)]
    if "area" in case.slots:
        return []
    raise case.missing("principal")


def _principal(money: Decimal) -> Charge:
    return Charge("物业费", f"{as_number(money)}元", money)


def _fee_owed(case: Case, spans: list[Span]) -> Charge:
    rate = case.tariffs.rates["property"]
    area = case.need_area(rate)
    charge = rate.charge_months(spans, case.situation(rate), area, "㎡")
    if charge is None:
        raise case.missing("principal")
    return charge


def _dates_tell(case: Case) -> bool:
    """Say whether two days tell how late it is, and a time beside them something else: 「去外地住了四周」."""
    due, paid = due_and_paid(case)
    return bool(due and paid) and not any(
        _LATE_BY.search(case.text, 0, one.start) or _LATE_SO_LONG.match(case.text, one.end)
        for one in case.quantities.meant("days")
    )


def due_and_paid(case: Case) -> tuple[date | None, date | None]:
    """Give until when it was to be paid, and when it was: as told, else the earlier and the later day."""
    named = case.quantities.meant("date")
    were_due = are_due(case.text, named)
    due = [one.value for one in were_due]
    that_day = [one for one in named if one not in were_due and case.says(_ON_THAT_DAY)]
    others = [one for one in named if one.value not in due] or that_day
    if due and (others or len(set(due)) == 1):
        return min(due), max((paid_after(min(due), one) for one in others), default=None)
    days = [one.value for one in named]
    return min(days) if len(set(days)) > 1 else None, max(days, default=None)
