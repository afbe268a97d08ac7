"""The penalty for paying late: on what is owed, for each day after the due date, up to its cap."""

from datetime import date
from decimal import Decimal

from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.debts import debts, due_and_paid
from bot.sums.outcome import Computed
from knowledge_base.tariffs.money import Charge, as_number

_WITH_PRINCIPAL = (
    r"连本|连同本金|[连加带](?:上|着|同|埋)?(?:违约金|滞纳金).{0,4}(?:一共|总共|合计|一起)|"
    r"(?:一共|总共|合计|连本)[^,.;]{0,8}[含带]上?(?:违约金|滞纳金)|(?:本金|物业费)(?:和|加|与|连|跟|同)上?违约金|违约金(?:和|加|与|连|跟|同)上?(?:本金|欠费|物业费)|总共要[付交]|一共要[付交补]|总共[付交]"
)
_MONTHS_AND_DAYS = r"(?:逾期|[晚拖迟]了?).{0,3}个半?月零?.{0,3}天"


def late_penalty(case: Case) -> Computed | None:
    """Compute the penalty, with the principal where both are asked."""
    penalty = case.tariffs.penalties.get("property")
    if penalty is None:
        return None
    if case.says(_MONTHS_AND_DAYS) and sum(one.kind == "days" for one in case.quantities.found) == 1:
        raise case.missing("days")  # no two months are equally long
    owed = list(debts(case, penalty))
    charges = []
    for one in owed:
        late = one.late if one.late is not None else _days_late(case, one.due, several=len(owed) > 1)
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


def _days_late(case: Case, due: date | None, *, several: bool) -> int:
    paid = due_and_paid(case)[1] or (case.today if case.says("现在|今天|到目前") else None)
    if due is None or paid is None:
        raise case.missing("days", whole=several)
    late = (paid - due).days
    case.used["paid_on"] = paid.isoformat()
    case.note(f"截止日是{_day(due)}，从次日算到{_day(paid)}，共{max(late, 0)}天")
    return late


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
