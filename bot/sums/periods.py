"""Which months are to be paid: 「2025年第三季度」, 「仨月」, from the day the keys were handed over."""

import re
from datetime import date
from decimal import Decimal

from bot.quantities.found import Month
from bot.quantities.months import days_in, shifted
from bot.quantities.numbers import NUMBER, read_number
from bot.sums.case import Case
from knowledge_base.chinese_numbers import SIGNS
from knowledge_base.tariffs.rates import Span

_SOME_MONTHS = r"[有好差欠漏缺拖]了?几个[月季]"
_FROM_THEN_ON = r"月份?(?:起|开始|以后|往后)|从.{0,6}月份?.{0,3}(?:交|算|付)\D{0,2}\d*.{0,2}个月"
_WITHOUT_END = r"月份?(?:起|开始|以后|往后)(?!.*(?:[到至]|当月|这个?月|那个?月))"
_UNTIL = (
    r"月份?[^,。;]{0,3}[到至]|[到至](?:去年|今年|明年|次年|来年|\d{2,4}年)?的?[\d一二三四五六七八九十]{1,2}月"
)
_SINCE_A_YEAR = (
    rf"[到至](?:去年|今年|明年|来年|后年|20\d\d年)(?![\d{SIGNS}年底末上下第元])|"
    r"年(?:开始|起|以来|就|初|底)?[^,.]{0,6}[到至](?:现在|今|目前|如今)"
)
_GRANTED = re.compile(
    r"份?(?:就|才|都|已经?|你们)*(?:核准|批|审|申请|通过|备案|报备|登记|报的|"
    r"[收交接拿买签][的了]?(?:房|楼|钥匙|合同)|入住|搬)"
)
_TALLIES = re.compile(r"份?,?(?:[这那]|一?共|总共|整整|合计|加起来)+")
_BOTH_ENDS = 2
_FROM_DAY_TO_DAY = r"[号日天][^,.;]{0,4}[到至~—–-]"
_HALF_MONTH = 15
_BESIDE = 20  # signs between the day and 交付
_FIRST_MONTH = r"首月|[头第]一个?月|(?:月|那)当间|不[够足满]一?个?整?月|零头"
_IN_PART = rf"{_FIRST_MONTH}|当月|按天|按日|半路"
_MOST_DAYS = 31
_SO_MANY_DAYS = re.compile(
    rf"(?:前|头|后|末|最后|实际(?:是|有|住了?)?|[数算]的?是?|月[份里]?(?:只|才|就)有|[管摊付交出]|承担|分摊|只?住了?|[这那按])(?P<n>{NUMBER})天(?=的?(?:物业|管理|$|[,.;呢])|[掏交付算])"
    rf"|[,.;](?:那|是)?(?P<only>{NUMBER})天(?=[呢吧?]|$)"
)
_NEWLY = r"新?交付|新?收的?[房楼]|新?接[手房]|拿房|拿钥匙|新房|刚[交收接买]"
_HANDED_OVER = r"交付|[交收接]的?[房楼屋]|拿房|[拿领取交接][的到了]*钥匙|起算|开始算|开始计|入住|过户|通知书"


def months_meant(case: Case) -> list[Span]:
    """Give the months that the message names; stop to ask when it names none.

    A bare number of months is charged at today's prices.
    """
    named = named_months(case)
    count = _count(case)
    if len(named) == 1 and count is None and case.says(_WITHOUT_END):
        raise case.missing("months")
    if named and (count is None or count <= 1 or len(named) > 1):
        _doubt_tally(case, len(named))
        return _kept(case, named)
    if named and case.says(_FROM_THEN_ON):
        return _kept(case, [shifted(named[0], step) for step in range(int(count or 1))])
    year = case.quantities.first("year")
    if count is None and case.says(_SOME_MONTHS):
        raise case.missing("months")
    if count is None and year is not None and not case.says(_SINCE_A_YEAR):
        return _kept(case, [(year, month) for month in range(1, 13)])
    if count is None:
        raise case.missing("months")
    start = (year, 1) if year is not None else None
    return _run(case, count, start)


def _doubt_tally(case: Case, named: int) -> None:
    """Stop where the months are counted otherwise than they are named: 「4月到9月这五个月」."""
    periods, counted = case.quantities.meant("period"), case.quantities.meant("months")
    for period in periods if len(periods) == 1 else ():
        for one in counted:
            ends = period.end
            tallied = _TALLIES.fullmatch(case.text, ends, one.start)
            if tallied and one.value != named:
                said = f"{period.text}是{named}个月，您又说是{one.text}"
                raise case.doubt("months", f"{said}，请问到底要算哪几个月的？")


def _count(case: Case) -> Decimal | None:
    """Give how many months; where several are told, the last: 「空置了八个月，一个季度交多少」."""
    told = case.quantities.all("months")
    return case.checked("months", told[-1]) if len(told) > 1 else case.number("months")


def named_months(case: Case) -> list[Month]:
    """Give the calendar months that the message names, or that were named before."""
    periods = _periods(case)
    if periods:
        months = list(dict.fromkeys(month for period in periods for month in period))
        return _filled(months) if case.says(_UNTIL) and len(periods) > 1 else months
    remembered = case.slots.get("period", "")
    if not remembered or case.quantities.has("months", "year"):
        return []
    return [(int(one[:4]), int(one[5:])) for one in remembered.split(" ")]


def _periods(case: Case) -> list[tuple[Month, ...]]:
    """Give the periods that are to be paid: not when something else was, 「2月批的,5月到8月」."""
    told = case.quantities.meant("period")
    paid = [one for one in told if not _GRANTED.match(case.text, one.end)] or told
    return [one.value for one in paid]


def _filled(months: list[Month]) -> list[Month]:
    """Give every month from the first to the last: 「10月补交到次年6月」."""
    first, last = min(months), max(months)
    count = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return [shifted(first, step) for step in range(count)]


def _kept(case: Case, months: list[Month]) -> list[Span]:
    case.used.pop("months", None)
    case.used["period"] = " ".join(f"{year}-{month:02}" for year, month in months)
    return [Span(year, month) for year, month in months]


def _run(case: Case, count: Decimal, start: Month | None) -> list[Span]:
    """Give so many months from `start`, or that month of today so often: nobody said which months."""
    today = (case.today.year, case.today.month)
    months = [shifted(start, step) if start else today for step in range(int(count))]
    spans = [Span(year, month) for year, month in months]
    if count % 1:
        spans.append(Span(*(shifted(start, int(count)) if start else today), days=_HALF_MONTH))
    return spans


def handed_over(case: Case) -> date | None:
    """Give the day the fee begins, when the message tells it: of several, the one next to the words."""
    days = [one for one in case.quantities.found if one.kind == "date"]
    if days and case.slots.get("asked") == "start":
        return next(one.value for one in days)
    words = re.search(_HANDED_OVER, case.text)
    if not days or words is None:
        return None
    away = {max(words.start() - one.start - len(one.text), one.start - words.end()): one for one in days}
    return away[min(away)].value if min(away) <= _BESIDE else None


def days_meant(case: Case) -> list[Span]:
    """Give the months between two days that the message names, in part at either end; none without them.

    「头一个月就25天」 names the days of the first month themselves.
    """
    part = part_of_month(case)
    if part:
        return part
    days = case.quantities.all("date")
    counted = case.quantities.number("days")
    if not days and counted is not None and case.says(_FIRST_MONTH) and counted <= _MOST_DAYS:
        return [Span(case.today.year, case.today.month, days=int(case.checked("days", counted)))]
    told = len(days) == _BOTH_ENDS and not case.quantities.has("months", "period")
    if not told or not case.says(_FROM_DAY_TO_DAY):
        return []
    case.used["between"] = f"{min(days):%Y-%m-%d} {max(days):%Y-%m-%d}"
    return _between(min(days), max(days))


def part_of_month(case: Case) -> list[Span]:
    """Give the days of a month that somebody pays for: 「11月的物业费卖方管前十天」; none where not told.

    Stops to question more days than a month has.
    """
    told = _SO_MANY_DAYS.search(case.text)
    if told is None:
        return []
    count = read_number(told["n"] or told["only"])
    if not 0 < count <= _MOST_DAYS:
        raise case.doubt("days", f"您说的「{told[0]}」，一个月没有这么多天，是不是写错了？")
    months = [period[0] for period in case.quantities.all("period") if len(period) == 1]
    month = months[0] if months else (case.today.year, case.today.month)
    case.used["days"] = f"{count:f}"
    return [Span(month[0], month[1], days=int(count))]


def needs_handover(case: Case) -> bool:
    """Say whether a first month in part is meant though nobody told the day it begins."""
    newly = case.says(_NEWLY) or case.says(_HANDED_OVER)
    return newly and case.says(_IN_PART) and not case.quantities.has("date")


def months_since(case: Case, start: date) -> list[Span]:
    """Give the months from that day on: the first one in part, up to the end of what was named."""
    named = [] if case.says("当月") else named_months(case)
    days = case.quantities.all("date")
    count = case.number("months") if not named else None
    if len(days) > 1:
        return _between(start, max(days))
    first = (start.year, start.month)
    if count is not None and count > 1:
        named = [shifted(first, step) for step in range(int(count))]
    months = [month for month in named or [first] if month >= first]
    if not months:
        handover = f"{start.year}年{start.month}月{start.day}日"
        question = f"交付日是{handover}，要算的时间却在它之前，是不是写错了？"
        raise case.doubt("period", question)
    case.used["start"] = start.isoformat()
    return [_since(start, month) for month in months]


def _since(start: date, month: Month) -> Span:
    if month != (start.year, start.month) or start.day == 1:
        return Span(*month)
    return Span(*month, days=days_in(month) - start.day + 1)


def _between(start: date, end: date) -> list[Span]:
    """Give the months between two days, both included, in part at either end."""
    first, last = (start.year, start.month), (end.year, end.month)
    if first == last:
        return [Span(*first, days=(end - start).days + 1)]
    spans = [_since(start, first)]
    month = shifted(first, 1)
    while month < last:
        spans.append(Span(*month))
        month = shifted(month, 1)
    whole = end.day == days_in(last)
    return [*spans, Span(*last, days=None if whole else end.day)]
