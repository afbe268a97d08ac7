"""Days and months in words, told from `today`: 今年三月一号, 上个月15号, 第三季度, 去年10月到今年3月."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.quantities.found import IMPOSSIBLE, Month
from bot.quantities.numbers import read_number
from knowledge_base.chinese_numbers import SIGNS

_CENTURY = 2000
_MONTHS = 12
_QUARTER = 3
_N = rf"(?:\d{{1,2}}|[{SIGNS}]{{1,3}})"
_YEARS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "旧年": -1, "头年": -1, "今年": 0, "本年": 0, "当年": 0,
    "明年": 1, "出年": 1, "来年": 1, "后年": 2,
}  # fmt: skip
_SHORT_YEAR = r"(?<!\d)(?:[1-4]\d|[一二][零〇一二三四五六七八九])(?=年的?[\d第一二三四十全整上下])"
_YEAR = rf"(?:(?P<year>(?:19|20)\d{{2}}|[{SIGNS}]{{4}}|{_SHORT_YEAR})年|(?P<relative>{'|'.join(_YEARS)}))的?"
_DAYS = {
    "大前天": -3, "大前日": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨儿": -1, "昨": -1,
    "今天": 0, "今日": 0, "今儿": 0, "今": 0, "明天": 1, "明日": 1, "明儿": 1, "明": 1, "后天": 2,
    "后日": 2, "大后天": 3, "大后日": 3,
}  # fmt: skip
_NEAR = {
    "上上个月": -2, "上上月": -2, "下下个月": 2, "上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "这月": 0,
    "当月": 0, "下个月": 1, "下月": 1,
}  # fmt: skip
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "末": 5, "日": 6, "天": 6}
_PARTS = {"初": 1, "中": 15, "底": 31, "末": 31}
_MONTH = rf"(?:{_YEAR})?(?P<month>{_N}|元)月份?"


@dataclass
class Calendar:
    """Resolves dates of one message; a month without a year is of the year named last, else of this one.

    A day without a month is of the month of the day that was named last, else of this one.
    """

    today: date
    year: int
    month: Month | None = None
    week: date | None = None  # the last day that was named with its week: 上周六

    def year_of(self, match: re.Match[str]) -> int:
        """Give the year that a match names or implies, and keep it for what follows."""
        if match["year"]:
            digits = int(read_number(match["year"]))
            self.year = digits if digits >= _CENTURY - 100 else _CENTURY + digits
        elif match["relative"]:
            self.year = self.today.year + _YEARS[match["relative"]]
        return self.year


Reader = Callable[[re.Match[str], Calendar], tuple[str, object] | None]


def _number(month: str) -> int:
    return 1 if month == "元" else int(read_number(month))


def _date(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    calendar.month = calendar.year_of(match), _number(match["month"])
    return _day(*calendar.month, match["day"])


def _day(year: int, month: int, day: str) -> tuple[str, object] | None:
    number = _PARTS.get(day) or int(read_number(day))
    if not 1 <= month <= _MONTHS:
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
    year, month = shifted((calendar.today.year, calendar.today.month), _NEAR[match["near"]])
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
    return _day(*(calendar.month or (calendar.today.year, calendar.today.month)), match["day"])


def _range(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    named = match["from"].endswith(("月", "份"))
    start = _MONTH_ONLY.fullmatch(match["from"] if named else match["from"] + "月")
    end = _MONTH_ONLY.fullmatch(match["to"])
    if start is None or end is None:
        return None
    first = (calendar.year_of(start), _number(start["month"]))
    last = (calendar.year_of(end), _number(end["month"]))
    if last < first and not (end["year"] or end["relative"]):
        last = (last[0] + 1, last[1])
    return _months(first, last)


def _months(first: Month, last: Month) -> tuple[str, Any] | None:
    if not (1 <= first[1] <= _MONTHS and 1 <= last[1] <= _MONTHS):
        return IMPOSSIBLE, last
    count = (last[0] - first[0]) * _MONTHS + last[1] - first[1] + 1
    if count < 1:
        return IMPOSSIBLE, last
    return "period", tuple(shifted(first, step) for step in range(count))


def _numeric_range(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    calendar.year = int(match["last_year"])
    return _months((int(match["first_year"]), int(match["first"])), (calendar.year, int(match["last"])))


def _listed(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give months that are told one by one, 「11、12、1月」; each that is no later is of the next year."""
    months: list[Month] = []
    year = calendar.year_of(match)
    for name in re.findall(_MONTH_NUMBER, match["listed"]):
        year += bool(months) and _number(name) <= months[-1][1]
        months.append((year, _number(name)))
    return "period", tuple(months)


def _run(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give months that are told in one breath: 「七八九月」, 「七八两个月」."""
    counted = match["count"] is None or read_number(match["count"]) == len(match["run"])
    if match["run"] not in _ONES or not counted:
        return None
    year = calendar.year_of(match)
    return "period", tuple((year, _number(name)) for name in match["run"])


def _no_quarter(match: re.Match[str], _: Calendar) -> tuple[str, object]:
    return IMPOSSIBLE, match["none"]


def _quarter(match: re.Match[str], calendar: Calendar) -> tuple[str, Any] | None:
    number = int(read_number(match["quarter"]))
    year = calendar.year_of(match)
    return _months((year, number * _QUARTER - 2), (year, number * _QUARTER))


def _outer_months(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    """Give the first or last months or quarters of a year: 「2024年最后一个季度」, 「2025年头两个月」."""
    year, length = calendar.year_of(match), _QUARTER if match["unit"].startswith("季") else 1
    count = min(_MONTHS, int(read_number(match["many"] or "一")) * length)
    ends = match["which"] in ("最后", "末")
    return _months((year, _MONTHS - count + 1 if ends else 1), (year, _MONTHS if ends else count))


def _quarters(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    ends = [_QUARTER_ONLY.fullmatch(match[name]) for name in ("from", "to")]
    months = [read[1] for end in ends if end and (read := _quarter(end, calendar))]
    return _months(months[0][0], months[1][-1]) if len(months) > 1 else None


def _two_quarters(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    first, last = (int(read_number(match[name])) for name in ("first", "last"))
    year = calendar.year_of(match)
    return _months((year, first * _QUARTER - 2), (year, last * _QUARTER)) if first < last else None


def _first_quarters(match: re.Match[str], calendar: Calendar) -> tuple[str, Any] | None:
    year = calendar.year_of(match)
    return _months((year, 1), (year, int(read_number(match["quarters"])) * _QUARTER))


def _end_of_year(match: re.Match[str], calendar: Calendar) -> tuple[str, object]:
    return "date", date(calendar.year_of(match), _MONTHS, 31)


def _near_quarter(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    first = (calendar.today.year, (calendar.today.month - 1) // _QUARTER * _QUARTER + 1)
    step = {"上": -1, "下": 1}.get(match[0][0], 0) * _QUARTER
    return _months(shifted(first, step), shifted(first, step + 2))


def _half_year(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    year, start = calendar.year_of(match), 1 if match["half"] == "上" else 7
    return _months((year, start), (year, start + 5))


def _whole_year(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    year = calendar.year_of(match)
    return _months((year, 1), (year, _MONTHS))


def _bare_year(match: re.Match[str], calendar: Calendar) -> tuple[str, object]:
    return "year", calendar.year_of(match)


def _month(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    month = (calendar.year_of(match), _number(match["month"]))
    return _months(month, month)


def _near_month(match: re.Match[str], calendar: Calendar) -> tuple[str, object] | None:
    month = shifted((calendar.today.year, calendar.today.month), _NEAR[match[0]])
    return _months(month, month)


def shifted(month: Month, steps: int) -> Month:
    """Give the month so many months later."""
    count = month[0] * _MONTHS + month[1] - 1 + steps
    return count // _MONTHS, count % _MONTHS + 1


def days_in(month: Month) -> int:
    """Give how many days the month has."""
    year, following = shifted(month, 1)
    return (date(year, following, 1) - date(month[0], month[1], 1)).days


_MONTH_ONLY = re.compile(_MONTH)
_ANY_MONTH = re.sub(r"\?P<\w+>", "?:", _MONTH)
_A_QUARTER = rf"(?:{_YEAR})?第?(?P<quarter>[1-4一二三四])(?:(?<=第.)个)?季度?"
_QUARTER_ONLY = re.compile(_A_QUARTER)
_ANY_QUARTER = re.sub(r"\?P<\w+>", "?:", _A_QUARTER)
_ANY_YEAR = re.sub(r"\?P<\w+>", "?:", _YEAR)
_NEAR_WORDS = "|".join(_NEAR)
_LONG_DAYS = "|".join(day for day in sorted(_DAYS, key=len, reverse=True) if len(day) > 1)
_THROUGH = "(?:起|开始)?,?(?:一?直)?(?:补?[交缴付租停欠住用算空])?[到至~—–-]"
_UNTIL_A_WEEK_DAY = re.compile(  # 「周一到周五」 alone names no days, but those of every week
    r"(?:[^,.;]{1,12}[到至](?:周|星期|礼拜)[一二三四五六日天末])|[到至](?:周|星期|礼拜)[一二三四五六日天末].{0,6}[停泊]"
)
_DAY_NUMBER = r"[12]\d|3[01]|[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_ONES = "一二三四五六七八九"
_MONTH_NUMBER = r"1[0-2]|0?[1-9]|十[一二]?|元|[一二三四五六七八九]"

DATES: tuple[tuple[str, Reader], ...] = (
    (r"(?<![\d.-])(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?![\d.-])", _numeric),
    (rf"(?P<from>{_ANY_MONTH}|(?:{_ANY_YEAR})?{_N}(?!直))份?初?{_THROUGH}了?(?P<to>{_ANY_MONTH})底", _range),
    (r"(?<![\d.-])(?P<first_year>20\d\d)[-/.年](?P<first>0?[1-9]|1[0-2])月?[到至~—–-](?P<last_year>20\d\d)[-/.年]"
     r"(?P<last>1[0-2]|0?[1-9])月?(?![\d.-])", _numeric_range),
    (rf"{_MONTH}(?P<day>{_DAY_NUMBER})(?=到期|才|[交付缴去来截起收拿接领入搬租]|那天|以?前)", _date),
    (rf"{_MONTH}的?(?P<day>{_N}(?=[号日])|[初中底末])[号日]?", _date),
    (rf"(?:{_YEAR})(?P<listed>(?:{_MONTH_NUMBER})(?:(?:月份?)?[、和跟及,](?:{_MONTH_NUMBER}))+)"
     r"(?=月|[两三四]个月)月?份?", _listed),
    (rf"(?<![\d.])(?:{_YEAR})?(?P<listed>(?:{_MONTH_NUMBER})(?:(?:月份?)?[、/](?:{_MONTH_NUMBER}))+)月份?(?![租付卡票])",
     _listed),
    (rf"(?<![{SIGNS}])(?:{_YEAR})?(?P<run>[{_ONES}]{{2,4}})(?:月份?(?!租)|(?=这?(?P<count>[两二三四])个月))",
     _run),
    (rf"(?:{_YEAR})?第(?P<none>[五六七八九]|[5-9])季度?", _no_quarter),
    (rf"(?:{_YEAR})(?P<none>1[3-9]|[2-9]\d|0{{1,2}}|零)月", _no_quarter),
    (r"(?<!\d)(?P<year>)(?P<relative>)(?P<month>1[0-2]|[1-9])[./](?P<day>[12]\d|3[01]|[1-9])号", _date),
    (rf"(?P<near>{_NEAR_WORDS})的?(?P<day>{_N}(?=[号日])|[初中底末])[号日]?", _near_day),
    (rf"(?P<from>{_ANY_MONTH}|(?:{_ANY_YEAR})?{_N}(?!直))份?{_THROUGH}了?(?P<to>{_ANY_MONTH})", _range),
    (rf"(?P<from>{_ANY_QUARTER})[到至~—–-]了?(?P<to>{_ANY_QUARTER})", _quarters),
    (rf"(?:{_YEAR})?第?(?P<first>[1-4一二三四])[、,和及跟到至-]第?(?P<last>[1-4一二三四])个?季度?",
     _two_quarters),
    (rf"(?:{_YEAR})?前(?P<quarters>[二两三23])个?季度?", _first_quarters),
    (_A_QUARTER, _quarter),
    (rf"{_YEAR}(?P<which>最后|末|头|首|前)(?P<many>[一两俩二三四五六1-6])?个?(?P<unit>季度?|月)",
     _outer_months),
    (rf"(?<=[到至])(?:{_YEAR})?年底", _end_of_year),
    (rf"(?<![早晚])(?:{_YEAR})?(?P<half>[上下])半年", _half_year),
    (r"(?:[上下本]一?个?|这一?个?)季度?", _near_quarter),
    (rf"{_YEAR}(?:全年|整年|一整年|一年|一?全年度)", _whole_year),
    (rf"(?<![\d个])(?:{_YEAR})?(?P<month>{_MONTH_NUMBER})月份?(?![租付卡票])", _month),
    (_NEAR_WORDS, _near_month),
    (r"(?P<week>上上|下下|[上这本下])个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])", _week_day),
    (r"(?<![每上下个这本])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])", _bare_week_day),
    (rf"(?<![以之今然最])(?:{_LONG_DAYS}|[昨今明](?=[晚早夜晨]))(?!是?,?\0)", _named_day),
    (_YEAR, _bare_year),
    (r"(?<![\d.])(?P<year>20\d\d)(?P<relative>)(?=[跟和、与及]20\d\d年?这?[两二]年)", _bare_year),
    (rf"(?<![\d栋幢拼s第])(?P<day>{_DAY_NUMBER})号(?![楼栋梯线])", _bare_day),
)  # fmt: skip
