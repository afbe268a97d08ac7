"""Chinese numerals as numbers: 九百四十四, 二〇二五, 零点三, 壹万."""

from __future__ import annotations

import re
from decimal import Decimal

_SPELLINGS = ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {sign: value for value, signs in enumerate(_SPELLINGS) for sign in signs}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

SIGNS = "".join([*_DIGITS, *_SMALL, *_LARGE])
_NUMBER = re.compile(rf"[0-9][0-9,]*(?:\.[0-9]+)?|[{SIGNS}]+(?:点[{''.join(_DIGITS)}]+)?")


def parse_number(text: str) -> Decimal:
    """Read a numeral in Arabic digits (1,000.5) or Chinese ones (一千, 零点五); else ValueError."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    if text.isascii():
        return Decimal(text.replace(",", ""))
    whole, _, fraction = text.partition("点")
    return Decimal(f"{_whole(whole)}.{''.join(str(_DIGITS[sign]) for sign in fraction) or '0'}").normalize()


def _whole(text: str) -> int:
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total = section = 0
    digit: int | None = None
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[sign]
            digit = None
        else:
            total += (section + (digit or 0) or 1) * _LARGE[sign]
            section, digit = 0, None
    return total + section + (digit or 0)
