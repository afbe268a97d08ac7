"""What comes back of a year's card for the gym that is given up: the whole months that are left."""

import re
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.outcome import Computed
from knowledge_base.tariffs.rates import Situation

_LEFT = (
    r"剩(?!下?的?整?月).{0,3}[\d一二两三四五六七八九十]|[\d一二两三四五六七八九十]个?完?整?月(?:都|还)?[没未不]有?用|"
    r"(?:还|仲)有[^,.;]{0,2}[\d一二两三四五六七八九十]+个"
)
_AND_MORE = re.compile(rf"({NUMBER})个多月")
_YEAR = 12


def wants_refund(case: Case) -> bool:
    """Say whether the message asks what comes back of the card."""
    return case.topic == "facility.gym.fee" and case.says("退|剩|搬")


def gym_refund(case: Case) -> Computed | None:
    """Compute what comes back; asks how long the card was used, raises where that cannot be."""
    rate = case.tariffs.rates.get("gym_refund")
    if rate is None:
        return None
    told, more = case.quantities.number("months"), _AND_MORE.search(case.text)
    told = read_number(more[1]) if more else told
    if told is None:
        told = case.number("used_months")
    if told is None:
        raise case.missing("used_months", "请问年卡已经用了几个月？")
    # A month that has begun counts as used.
    begun = not case.says(_LEFT) and (case.quantities.has("days") or more is not None)
    unused = case.checked("used_months", told) if case.says(_LEFT) else _YEAR - told - begun
    if not 0 <= unused <= _YEAR:
        raise case.doubt("used_months", "年卡一共12个月，您说的月数是不是写错了？")
    charge = rate.charge(case.today, Situation(frozenset()), Decimal(unused), "个月")
    case.note("按未使用的整月退")
    return bill(case, [charge], rate.origin) if charge else None
