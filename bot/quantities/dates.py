"""Days in words, told from `today`: 今年三月一号, 上周六; and all that reads a date, in its order."""

import re
from datetime import date, timedelta

from bot.quantities.found import IMPOSSIBLE
from bot.quantities.months import (
    MONTH,
    MONTH_NUMBER,
    MONTHS,
    NEAR,
    NUMBER_OF_DATE,
    ONES,
    YEAR,
    Calendar,
    Reader,
    bare_year,
    days_in,
    listed,
    month_range,
    near_month,
    nothing,
    number_of,
    numeric_range,
    one_month,
    run_together,
    shifted,
    until_now,
    whole_year,
)
from bot.quantities.numbers import read_number
from bot.quantities.quarters import (
    A_QUARTER,
    first_quarters,
    half_year,
    near_quarter,
    outer_months,
    quarter,
    quarters,
    two_quarters,
)
from knowledge_base.chinese_numbers import SIGNS

_DAYS = {
    "大前天": -3, "大前日": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨儿": -1, "昨": -1,
    "今天": 0, "今日": 0, "今儿": 0, "今": 0, "明天": 1, "明日": 1, "明儿": 1, "明": 1, "后天": 2,
    "后日": 2, "大后天": 3, "大后日": 3,
}  # fmt: skip
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "末": 5, "日": 6, "天": 6}
_PARTS = {"初": 1, "中": 15, "底": 31, "末": 31}


def _date(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    calendar.month = calendar.year_of(match), number_of(match["month"])
    return _day(*calendar.month, match["day"])


def _day(year: int, month: int, day: str) -> tuple[str, object] | None:
    number = _PARTS.get(day) or int(read_number(day))
    if not 1 <= month <= MONTHS:
        return IMPOSSIBLE, month
    number = min(number, days_in((year, month))) if day in _PARTS else number
    try:
        return "date", date(year, month, number)
    except ValueError:
        return IMPOSSIBLE, number


def _numeric(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    calendar.year = int(match[1])
    return _day(int(match[1]), int(match[2]), match[3])


def _near_day(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    year, month = shifted((calendar.today.year, calendar.today.month), NEAR[match["near"]])
    return _day(year, month, match["day"])


def _named_day(match: re.Match[str], calendar: Calendar) -> tuple[str, object]:
    return "date", calendar.today + timedelta(days=_DAYS[match[0]])


def _week_day(match: re.Match[str], calendar: Calendar) -> tuple[str, object]:
    """Give a day of a named week, which begins on Monday: 上礼拜三, 下周末 (its Saturday)."""
    monday = calendar.today - timedelta(days=calendar.today.weekday())
    calendar.week = monday + timedelta(weeks=_WEEKS[match["week"]], days=_WEEKDAYS[match["weekday"]])
    return "date", calendar.week


def _bare_week_day(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the next such day after one that was named with its week: 上周六到周日."""
    if calendar.week is None and not _UNTIL_A_WEEK_DAY.match(match.string, match.end()):
        return None
    if calendar.week is None:  # 「周五停到周日」: the last such day
        back = (calendar.today.weekday() - _WEEKDAYS[match["weekday"]]) % 7
        calendar.week = calendar.today - timedelta(days=back or 7)
        return "date", calendar.week
    return "date", calendar.week + timedelta(days=(_WEEKDAYS[match["weekday"]] - calendar.week.weekday()) % 7)


def _bare_day(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    return _day(*calendar.month_before(match.start()), match["day"])


def _end_of_year(match: re.Match[str], calendar: Calendar) -> tuple[str, object]:
    return "date", date(calendar.year_of(match), MONTHS, 31)


_N = NUMBER_OF_DATE
_ANY_MONTH = re.sub(r"\?P<\w+>", "?:", MONTH)
_ANY_QUARTER = re.sub(r"\?P<\w+>", "?:", A_QUARTER)
_ANY_YEAR = re.sub(r"\?P<\w+>", "?:", YEAR)
_NEAR_WORDS = "|".join(NEAR)
_LONG_DAYS = "|".join(day for day in sorted(_DAYS, key=len, reverse=True) if len(day) > 1)
_THROUGH = "(?:起|开始)?,?(?:一?直)?(?:补?[交缴付租停欠住用算空])?[到至~—–-]"
# 「3月起一直没交,补到现在」
_NOW = "现在|如今|目前|眼下|今天|今日|今儿"
_TO_THIS_DAY = (
    r"(?:(?:起|开始|以后|之后|就)[^,.;\d月]{0,10},?[^,.;\d月]{0,6})?"
    r",?(?:一?直)?(?:[没未]交|补?[交缴付租停欠住用算空拖])?"
)
_UNTIL_A_WEEK_DAY = re.compile(  # 「周一到周五」 alone names no days, but those of every week
    r"(?:[^,.;]{1,12}[到至](?:周|星期|礼拜)[一二三四五六日天末])|[到至](?:周|星期|礼拜)[一二三四五六日天末].{0,6}[停泊]"
)
_DAY_NUMBER = r"[12]\d|3[01]|[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"

DATES: tuple[tuple[str, Reader], ...] = (
    (r"(?<![\d.-])(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?![\d.-])", _numeric),
    (rf"(?P<from>{_ANY_MONTH}|(?:{_ANY_YEAR})?{_N}(?!直))份?初?{_THROUGH}了?(?P<to>{_ANY_MONTH})底",
     month_range),
    (r"(?<![\d.-])(?P<first_year>20\d\d)[-/.年](?P<first>0?[1-9]|1[0-2])月?[到至~—–-](?P<last_year>20\d\d)[-/.年]"
     r"(?P<last>1[0-2]|0?[1-9])月?(?![\d.-])", numeric_range),
    (rf"{MONTH}(?P<day>{_DAY_NUMBER})(?=到期|才|[交付缴去来截起收拿接领入搬租]|那天|以?前)", _date),
    (rf"{MONTH}的?(?P<day>{_N}(?=[号日])|[初中底末])[号日]?", _date),
    (rf"(?:{YEAR})(?P<listed>(?:{MONTH_NUMBER})(?:(?:月份?)?[、和跟及,](?:{MONTH_NUMBER}))+)"
     r"(?=月|[两三四]个月)月?份?", listed),
    (rf"(?<![\d.])(?:{YEAR})?(?P<listed>(?:{MONTH_NUMBER})(?:(?:月份?)?[、/](?:{MONTH_NUMBER}))+)月份?(?![租付卡票])",
     listed),
    (rf"(?<![{SIGNS}])(?:{YEAR})?(?P<run>[{ONES}]{{2,4}})(?:月份?(?!租)|(?=这?(?P<count>[两二三四])个月))",
     run_together),
    (rf"(?:{YEAR})?第(?P<none>[五六七八九]|[5-9])季度?", nothing),
    (rf"(?:{YEAR})(?P<none>1[3-9]|[2-9]\d|0{{1,2}}|零)月", nothing),
    (r"(?<!\d)(?P<year>)(?P<relative>)(?P<month>1[0-2]|[1-9])(?:[./](?=\d+号)|/(?=\d+(?:起|开始|[入进交缴办租]|才|以?前)))"
     r"(?P<day>[12]\d|3[01]|[1-9])号?", _date),
    (rf"(?P<near>{_NEAR_WORDS})的?(?P<day>{_N}(?=[号日])|[初中底末])[号日]?", _near_day),
    (rf"(?P<from>{_ANY_MONTH}|(?:{_ANY_YEAR})?{_N}(?!直))份?{_THROUGH}了?(?P<to>{_ANY_MONTH})", month_range),
    (rf"(?P<from>{_ANY_MONTH})份?{_TO_THIS_DAY}[到至~—–-]了?"
     rf"(?:(?P<until>{_NOW}|{_NEAR_WORDS})|(?P<end>(?:{_ANY_YEAR}年?|年)[底末]))", until_now),
    (rf"(?P<from>{_ANY_QUARTER})[到至~—–-]了?(?P<to>{_ANY_QUARTER})", quarters),
    (rf"(?:{YEAR})?第?(?P<first>[1-4一二三四])[、,和及跟到至-]第?(?P<last>[1-4一二三四])个?季度?",
     two_quarters),
    (rf"(?:{YEAR})?前(?P<quarters>[二两三23])个?季度?", first_quarters),
    (A_QUARTER, quarter),
    (rf"{YEAR}(?P<which>最后|末|头|首|前)(?P<many>[一两俩二三四五六1-6])?个?(?P<unit>季度?|月)",
     outer_months),
    (rf"(?<=[到至])(?:{YEAR})?年底", _end_of_year),
    (rf"(?<![早晚])(?:{YEAR})?(?P<half>[上下])半年", half_year),
    (r"(?:[上下本]一?个?|这一?个?)季度?", near_quarter),
    (rf"{YEAR}(?:全年|整年|一整年|一年|一?全年度)", whole_year),
    (rf"(?<![\d个])(?:{YEAR})?(?P<month>{MONTH_NUMBER})月份?(?:[这那]个?月)?(?![租付卡票])", one_month),
    (_NEAR_WORDS, near_month),
    (r"(?P<week>上上|下下|[上这本下])个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])", _week_day),
    (r"(?<![每上下个这本])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])", _bare_week_day),
    (rf"(?<![以之今然最])(?:{_LONG_DAYS}|[昨今明](?=[晚早夜晨]))(?!是?,?\0)", _named_day),
    (YEAR, bare_year),
    (r"(?<![\d.])(?P<year>20\d\d)(?P<relative>)(?=[跟和、与及]20\d\d年?这?[两二]年)", bare_year),
    (rf"(?<![\d栋幢拼s第])(?P<day>{_DAY_NUMBER})号(?![楼栋梯线])", _bare_day),
)  # fmt: skip
