"""Every number that a Chinese text states, in one form whatever the spelling.

An answer's numbers must occur in its source document. 「三分之二」 and 2/3, 八折 and 80%, 22点 and 22:00,
第九百四十四条 and 第944条 are each the same fact; a list's 1. 2. 3. and the 一 of 一般 are none.
A *reading* is that one form, such as `number:2.8`, `share:1/5`, `time:510`, `day:1-20`, `article:944`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from knowledge_base.chinese_numbers import SIGNS, parse_number


@dataclass(frozen=True)
class Numeral:
    """One number as written, the facts it may mean, and the smaller facts in it (a date's month and day).

    `idiomatic` marks 「一个」「一次」 and their like, which often state no number.
    """

    text: str
    readings: frozenset[str]
    parts: frozenset[str] = frozenset()
    idiomatic: bool = False


Reader = Callable[[re.Match[str]], Numeral]

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?)"
_CHINESE = f"[{SIGNS}]+"
_ANY = f"(?:{_ARABIC}|{_CHINESE})"
_SOFT_UNITS = "个次位条种份张件回天项户间类人名对笔套遍场把级期处片"  # 「一个」 often counts nothing
_UNITS = (
    *_SOFT_UNITS,
    *"款章节年月日号周季秒元块角只部辆台座栋幢层楼室米克吨升度平㎡倍届盏袋箱页梯寸岁本车桶行晚夜",
    *("小时", "分钟", "刻钟", "单元", "厘米", "毫米", "公里", "公斤", "千克"),
)
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "夜里", "夜间")
_MORNING = ("凌晨", "清晨", "早上", "早晨", "早", "上午", "中午")
_CLOCK = "|".join([*_AFTERNOON, *_MORNING])
_PREFIX = rf"(?:(?P<prefix>{_CLOCK}) ?)?"
# 「三点建议」 counts points, 「三点半」 and 「下午三点」 are times: a Chinese hour must show that it is one.
_SHOWN = rf"点(?:半|钟|整|到|至|前|以|之|[{SIGNS}]+分)"
_HOUR = rf"[0-9]{{1,2}}|(?(prefix)[{SIGNS}]{{1,3}}|[{SIGNS}]{{1,3}}(?={_SHOWN}))"
_MINUTE = rf"(?:(?P<minute>半|(?:[0-9]{{1,2}}|[{SIGNS}]{{1,3}})(?=分(?!钟)))分?)?(?![{SIGNS}0-9])"
_NOON, _TEN = 12, 10
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_WIDTH = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 0x20}
_LIST_MARK = re.compile(
    rf"^[ \t>*-]*(?:\(?[0-9]{{1,2}}[.、)](?![0-9])|\(?[{SIGNS}]{{1,3}}[、)])", re.MULTILINE
)


def numerals(text: str) -> list[Numeral]:
    """Give the numbers that the text states, in its order."""
    rest = _LIST_MARK.sub(lambda mark: "\0" * len(mark[0]), text.translate(_WIDTH))
    found: list[tuple[int, Numeral]] = []
    for pattern, read in _PATTERNS:
        found += [(match.start(), read(match)) for match in pattern.finditer(rest)]
        rest = pattern.sub(lambda match: "\0" * len(match[0]), rest)
    return [numeral for _, numeral in sorted(found, key=lambda item: item[0])]


def stated(text: str) -> frozenset[str]:
    """Give every reading, and every part of one, that the text states."""
    return frozenset(reading for numeral in numerals(text) for reading in numeral.readings | numeral.parts)


def unstated(text: str, known: frozenset[str]) -> Iterator[str]:
    """Give the numbers of the text, as written, that are not among the known readings."""
    for numeral in numerals(text):
        if not numeral.idiomatic and not numeral.readings & known:
            yield numeral.text


def _plain(value: Decimal | int) -> str:
    return f"number:{Decimal(value).normalize():f}"


def _share(top: Decimal, bottom: Decimal | int) -> str:
    return f"share:{Fraction(top) / Fraction(bottom)}"


def _numeral(match: re.Match[str], *readings: str, parts: tuple[str, ...] = ()) -> Numeral:
    return Numeral(match[0].strip(), frozenset(readings), frozenset(parts))


def _date(match: re.Match[str]) -> Numeral:
    year, month, day = (int(parse_number(part)) for part in match.groups())
    parts = (f"month:{year}-{month}", f"day:{month}-{day}", _plain(year), _plain(month), _plain(day))
    return _numeral(match, f"date:{year}-{month}-{day}", parts=parts)


def _month(match: re.Match[str]) -> Numeral:
    year, month = (int(parse_number(part)) for part in match.groups())
    return _numeral(match, f"month:{year}-{month}", parts=(_plain(year), _plain(month)))


def _day(match: re.Match[str]) -> Numeral:
    month, day = (int(parse_number(part)) for part in match.groups())
    return _numeral(match, f"day:{month}-{day}", parts=(_plain(month), _plain(day)))


def _of_parts(match: re.Match[str]) -> Numeral:
    bottom = _SCALES.get(match[1]) or parse_number(match[1])
    return _numeral(match, _share(parse_number(match[2]), bottom))


def _per(match: re.Match[str]) -> Numeral:
    return _numeral(match, _share(parse_number(match[1]), {"%": 100, "‰": 1000, "‱": 10000}[match[2]]))


def _discount(match: re.Match[str]) -> Numeral:
    value = parse_number(match[1])
    return _numeral(match, _share(value, 10 if value < _TEN else 100))


def _tenths(match: re.Match[str]) -> Numeral:
    return _numeral(match, _share(parse_number(match[1]), 10))


def _and_a_half(match: re.Match[str]) -> Numeral:
    return _numeral(match, _plain(parse_number(match[1]) + Decimal("0.5")))


def _half(match: re.Match[str]) -> Numeral:
    same = {"小时": [_plain(30)], "年": [_plain(6)]}.get(match[0][1:].removeprefix("个"), [])
    return _numeral(match, _share(Decimal(1), 2), _plain(Decimal("0.5")), *same)


def _clock(match: re.Match[str]) -> Numeral:
    prefix, hour, minute = match["prefix"] or "", int(parse_number(match["hour"])), match["minute"] or "0"
    minutes = 30 if minute == "半" else int(parse_number(minute))
    morning, evening = (hour * 60 + minutes) % 1440, ((hour + _NOON) * 60 + minutes) % 1440
    if hour >= _NOON or prefix in _MORNING:
        return _numeral(match, f"time:{morning}")
    if prefix in _AFTERNOON:
        return _numeral(match, f"time:{evening}")
    return _numeral(match, f"time:{morning}", f"time:{evening}")


def _digital_clock(match: re.Match[str]) -> Numeral:
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["prefix"] in _AFTERNOON and hour < _NOON:
        hour += _NOON
    return _numeral(match, f"time:{(hour * 60 + minute) % 1440}")


def _weekday(match: re.Match[str]) -> Numeral:
    return _numeral(match, f"weekday:{'一二三四五六日'.find(match[1].replace('天', '日')) + 1}")


def _article(match: re.Match[str]) -> Numeral:
    value = parse_number(match[1])
    return _numeral(match, f"article:{value}", parts=(_plain(value),))


def _phone(match: re.Match[str]) -> Numeral:
    area, number = match.groups()
    return _numeral(match, f"digits:{area}{number}", parts=(f"digits:{number}",))


def _digits(match: re.Match[str]) -> Numeral:
    return _numeral(match, f"digits:{match[0]}")


def _code(match: re.Match[str]) -> Numeral:
    return _numeral(match, f"code:{match[0].upper()}")


def _arabic(match: re.Match[str]) -> Numeral:
    scale = _SCALES.get(match[2] or "", 1)
    return _numeral(match, _plain(parse_number(match[1]) * scale))


def _counted(match: re.Match[str]) -> Numeral:
    idiomatic = match[1] == "一" and match[2] in _SOFT_UNITS
    return Numeral(match[0], frozenset({_plain(parse_number(match[1]))}), idiomatic=idiomatic)


def _ordinal(match: re.Match[str]) -> Numeral:
    return _numeral(match, _plain(parse_number(match[1])))


_PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(rf"([0-9]{{4}}|[{SIGNS}]{{4}})年({_ANY})月({_ANY})[日号]"), _date),
    (re.compile(r"(?<![0-9.-])([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9.-])"), _date),
    (re.compile(rf"([0-9]{{4}}|[{SIGNS}]{{4}})年({_ANY})月"), _month),
    (re.compile(rf"({_ANY})月({_ANY})[日号]"), _day),
    (re.compile(rf"(百|千|万|{_ANY})分之({_ARABIC}|{_CHINESE}(?:点{_CHINESE})?)"), _of_parts),
    (re.compile(rf"({_ARABIC}) ?([%‰‱])"), _per),
    (re.compile(rf"({_ANY})折"), _discount),
    (re.compile(rf"({_ANY})成(?![员为立人])"), _tenths),
    (re.compile(rf"{_PREFIX}(?<!\d)(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})(?!\d)"), _digital_clock),
    (re.compile(rf"{_PREFIX}(?P<hour>{_HOUR})点钟?整?{_MINUTE}"), _clock),
    (re.compile(rf"({_ANY})(?:个半(?:小时|钟头|月)?|[年天]半)"), _and_a_half),
    (re.compile(r"半(?:个?小时|年|个月|天|价|数)|(?<=[减过一对])半"), _half),
    (re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])(?![次回年个期])"), _weekday),
    (re.compile(rf"第({_ANY})条"), _article),
    (re.compile(r"(?<![0-9])(0[0-9]{2,3})[-) ]?([0-9]{7,8})(?![0-9])"), _phone),
    (re.compile(r"(?<![0-9.])[0-9]{7,}(?![0-9.])"), _digits),
    (re.compile(r"(?<![A-Za-z0-9])(?![mM][23]\b)[A-Za-z]+[0-9]+(?![0-9.])"), _code),
    (re.compile(rf"({_ARABIC})([百千万亿])?"), _arabic),
    (re.compile(rf"初([{SIGNS}]{{1,2}})"), _ordinal),
    (re.compile(rf"第({_CHINESE})(?=个|位|次|辆|张|级|款|项|节|章|届|部分|季|天|年|小时)"), _ordinal),
    (re.compile(rf"(?<![{SIGNS}第统唯逐])({_CHINESE})多?({_UNIT})"), _counted),
)  # fmt: skip
