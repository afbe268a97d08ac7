"""The penalty for paying late: on what is owed, for each day after the due date, up to its cap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.quantities.found import Month
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.dues import are_due
from bot.sums.outcome import Computed
from bot.sums.periods import months_meant, named_months
from knowledge_base.tariffs.money import Charge, as_number
from knowledge_base.tariffs.rates import Span
from knowledge_base.tariffs.reductions import Penalty

_WITH_PRINCIPAL = (
    r"连本|连同本金|[连加带](?:上|着|同|埋)?(?:违约金|滞纳金).{0,4}(?:一共|总共|合计|一起)|"
    r"(?:一共|总共|合计|连本)[^,.;]{0,8}[含带]上?(?:违约金|滞纳金)|(?:本金|物业费)(?:和|加|与|连|跟|同)上?违约金|总共要[付交]|一共要[付交补]|总共[付交]"
)
_MONTHS_AND_DAYS = r"(?:逾期|[晚拖迟]了?).{0,3}个半?月零?.{0,3}天"


@dataclass(frozen=True)
class _Owed:
    """What is owed since one due date; the date is None where the days were told."""

    charge: Charge
    due: date | None


def late_penalty(case: Case) -> Computed | None:
    """Compute the penalty, with the principal where both are asked."""
    penalty = case.tariffs.penalties.get("property")
    if penalty is None:
        return None
    if case.says(_MONTHS_AND_DAYS) and sum(one.kind == "days" for one in case.quantities.found) == 1:
        raise case.missing("days")  # no two months are equally long
    days = case.number("days")
    owed = list(_owed(case, penalty, with_dates=days is None))
    charges = []
    for one in owed:
        late = int(days) if days is not None else _days_late(case, one)
        if late <= 0:
            case.note("在截止日之前交，不产生违约金")
            charges.append(Charge(penalty.name, "未逾期", Decimal(0)))
            continue
        charge, capped = penalty.charge(one.charge, late)
        if capped:
            share = as_number(penalty.cap_share * 100)
            case.note(f"按天算已超过欠交本金的{share}%，按{share}%封顶")
        charges.append(charge)
    case.note("违约金只以物业费为基数")
    if case.says(_WITH_PRINCIPAL):
        charges = [*(one.charge for one in owed), *charges]
    return bill(case, charges, penalty.origin)


def _owed(case: Case, penalty: Penalty, *, with_dates: bool) -> Iterator[_Owed]:
    principal = _principal(case)
    if not with_dates:
        yield _Owed(principal or _fee_owed(case, months_meant(case)), None)
        return
    due = penalty.due_for(frozenset({case.kind().name}))
    told = _due_and_paid(case)[0]
    months = named_months(case)
    if told or principal or not (months and due):
        day = told or (due.date_for(*months[0]) if months and due else None)
        yield _Owed(principal or _fee_owed(case, months_meant(case)), day)
        return
    by_due: dict[date, list[Month]] = {}
    for month in months:
        by_due.setdefault(due.date_for(*month), []).append(month)
    for day, owed in by_due.items():
        yield _Owed(_fee_owed(case, [Span(*month) for month in owed]), day)
    case.used["period"] = " ".join(f"{year}-{month:02}" for year, month in months)


def _principal(case: Case) -> Charge | None:
    """Give what is owed where its amount was told; an area and a time tell it as well."""
    asked = case.slots.get("asked") == "principal"
    if case.quantities.has("area") and not case.quantities.has("money") and not asked:
        return None
    told = case.number("principal", "money")
    if told is not None:
        return Charge("物业费", f"{as_number(told)}元", told)
    if "area" in case.slots:
        return None
    raise case.missing("principal")


def _fee_owed(case: Case, spans: list[Span]) -> Charge:
    rate = case.tariffs.rates["property"]
    area = case.need_area(rate)
    charge = rate.charge_months(spans, case.situation(rate), area, "㎡")
    if charge is None:
        raise case.missing("principal")
    return charge


def _due_and_paid(case: Case) -> tuple[date | None, date | None]:
    """Give until when it was to be paid, and when it was: as told, else the earlier and the later day."""
    named = case.quantities.meant("date")
    due = [one.value for one in are_due(case.text, named)]
    others = [one.value for one in named if one.value not in due]
    if due and (others or len(set(due)) == 1):
        return min(due), max(others, default=None)
    days = [one.value for one in named]
    return min(days) if len(set(days)) > 1 else None, max(days, default=None)


def _days_late(case: Case, owed: _Owed) -> int:
    paid = _due_and_paid(case)[1] or (case.today if case.says("现在|今天|到目前") else None)
    if owed.due is None or paid is None:
        raise case.missing("days")
    late = (paid - owed.due).days
    case.used["paid_on"] = paid.isoformat()
    case.note(f"截止日是{_day(owed.due)}，从次日算到{_day(paid)}，共{max(late, 0)}天")
    return late


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
