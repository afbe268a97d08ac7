"""What comes back of a year's card for the gym that is given up: the whole months that are left."""

import re
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.counting import MOST, times_each
from bot.sums.heads import party
from bot.sums.outcome import Computed
from knowledge_base.tariffs.rates import Situation

_LEFT = (
    r"剩(?!下?的?整?月).{0,3}[\d一二两三四五六七八九十]|[\d一二两三四五六七八九十]个?完?整?月(?:都|还)?[没未不]有?用|"
    r"(?:还|仲)有[^,.;]{0,2}[\d一二两三四五六七八九十]+个"
)
_AND_MORE = re.compile(rf"({NUMBER})个多月")
_ONE_CARD = re.compile(
    r"(?<!一人)(?<![各都有])(?<!各有)(?:一|每|单)张卡?(?:能|可以|会|该)?退|(?:每人|每个人|一个人)[^,.;]{0,3}退"
)
_CARDS = re.compile(rf"({NUMBER})张")
_EACH = re.compile(r"都|各|每人|一人")
_NOW = r"现在|如今|今[天日儿]|眼下|目前|这会|这就"
_YEAR = 12


def wants_refund(case: Case) -> bool:
    """Say whether the message asks what comes back of the card."""
    return case.topic == "facility.gym.fee" and case.says("退|剩|搬")


def gym_refund(case: Case) -> Computed | None:
    """Compute what comes back; asks how long the card was used, raises where that cannot be."""
    rate = case.tariffs.rates.get("gym_refund")
    if rate is None:
        return None
    cards, told = _cards(case), case.quantities.all("months")
    each = told if len(told) == cards > 1 else [_months(case)]
    unused = sum((_unused(case, one) for one in each), Decimal(0)) * (cards if len(each) == 1 else 1)
    charge = rate.charge(case.today, Situation(frozenset()), unused, "个月")
    if charge is None:
        return None
    if cards > 1:
        case.note(f"{cards}张年卡一起算")
    case.note("按未使用的整月退")
    return bill(case, [charge], rate.origin)


def _months(case: Case) -> Decimal:
    told, more = case.quantities.number("months"), _AND_MORE.search(case.text)
    told = read_number(more[1]) if more else told
    if told is None:
        told = _between_dates(case)
    if told is None:
        told = case.number("used_months")
    if told is None:
        raise case.missing("used_months", "请问年卡已经用了几个月？", whole=_cards(case) > 1)
    return told


def _between_dates(case: Case) -> Decimal | None:
    """Give the months, the last one begun, from the day a card was bought to the day it is given up."""
    days = case.quantities.all("date")
    if len(days) == 1 and case.says(_NOW):
        days.append(case.today)
    stretch = [period for period in case.quantities.all("period") if len(period) > 1]
    if stretch and not days:
        return Decimal(len(stretch[0]))
    if len(days) != len(("bought", "given up")):
        return None
    first, last = days
    months = (last.year - first.year) * _YEAR + last.month - first.month + (last.day >= first.day)
    return Decimal(months + _YEAR if last < first else months)


def _unused(case: Case, told: Decimal) -> Decimal:
    """Give the whole months that are left of one card; one that has begun counts as used."""
    more = _AND_MORE.search(case.text) is not None
    begun = not case.says(_LEFT) and (case.quantities.has("days") or more)
    unused = case.checked("used_months", told) if case.says(_LEFT) else _YEAR - told - begun
    if not 0 <= unused <= _YEAR:
        raise case.doubt("used_months", "年卡一共12个月，您说的月数是不是写错了？")
    return Decimal(unused)


def _cards(case: Case) -> int:
    """Give how many cards are given up: 「两张卡一共退多少」, 「我和老公都办的」."""
    if _ONE_CARD.search(case.text):
        return 1
    counted = [int(read_number(one[1])) for one in _CARDS.finditer(case.quantities.rest)]
    each = times_each(case.text, len(case.text), persons=True) or 1
    persons = party(case.text) if _EACH.search(case.text) else 0
    many = max([*counted, each, persons, 1])
    return many if many <= MOST else 1
