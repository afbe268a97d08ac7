"""Reads every quantity of a message once: what is read is blanked out before the next kind is tried."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.quantities.dates import DATES
from bot.quantities.found import Found, Quantities
from bot.quantities.measures import MEASURES, PLACES, Read, Reader
from bot.quantities.meeting import apart
from bot.quantities.months import Calendar, months_named, years_named
from bot.quantities.numbers import NUMBER, read_number

BLANK = "\0"
_QUARTER = re.compile(r"(?<![a-z])q([1-4])(?!\d)")
_MARKS = str.maketrans(
    {"，": ",", "。": ".", "？": "?", "：": ":", "－": "-", "−": "-", "廿": "二十", "卅": "三十"}
)
_SPACE_INSIDE = re.compile(r"(?<![0-9a-z])\s+|\s+(?!\d)")
_FLUFF = re.compile(
    r"^(?:我们|我|家|是|有|就|啊|不对|看了[一下]*|看错了?|大概|大约|差不多|一共|共|嗯|哦|应该|面积|逾期|停了|用了|不是|,)+"
    r"|(?:左右|吧|呢|啊|呀|哦|哈|嘛|的|了|咯|嘞|[,.!~]|个|位|人|名|次|只)+$"
)
_ONLY_NUMBER = re.compile(NUMBER)
_AND_A_HALF = re.compile(rf"({NUMBER})个半")

_VAGUE = re.compile(
    r"^(?:(?:一两|两三)(?![十百点一二三四五六七八九零])|"
    r"(?:一二|二三|三四|三五|四五|五六|六七|七八|八九)(?![十百点一二三四五六七八九零]|月))"
)

Step = Callable[["re.Match[str]", Calendar], Read]


def _steps() -> Iterator[tuple[re.Pattern[str], Step]]:
    yield from ((re.compile(pattern), _undated(reader)) for pattern, reader in PLACES)
    yield from ((re.compile(pattern), reader) for pattern, reader in DATES)
    yield from ((re.compile(pattern), _undated(reader)) for pattern, reader in MEASURES)


def _undated(reader: Reader) -> Step:
    return lambda match, _: reader(match)


_STEPS = tuple(_steps())


def fold(text: str) -> str:
    """Give the text in one width and case; blanks stay only where two numbers would run together."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_MARKS)
    return _QUARTER.sub(r"\g<1>季度", _SPACE_INSIDE.sub("", " ".join(plain.split())))


@lru_cache(maxsize=256)  # several steps of the policy read the same message
def read(text: str, today: date) -> Quantities:
    """Give what the message states in numbers; dates are told from `today`."""
    folded = rest = apart(fold(text))
    calendar = Calendar(today, today.year, years_named(folded, today), months_named(folded))
    found: list[Found] = []
    for pattern, step in _STEPS:
        for match in pattern.finditer(rest):
            if not match[0]:
                continue
            vague = _VAGUE.search(match[0]) is not None or _some(rest, match.start())
            meant = None if vague else step(match, calendar)
            if meant or vague:
                rest = rest[: match.start()] + BLANK * len(match[0]) + rest[match.end() :]
            if meant:
                found.append(Found(meant[0], match[0], meant[1], match.start()))
    return Quantities(folded, tuple(sorted(found, key=lambda one: one.start)), rest)


def _some(text: str, start: int) -> bool:
    """Say whether the number is none, as in 几百块."""
    return start > 0 and text[start - 1] in "几数" and text[start] in "十百千万"


def bare_number(text: str) -> Decimal | None:
    """Give the number when the message is nothing but one: the reply 「89」, 「大概八十九吧」."""
    bare = _FLUFF.sub("", fold(text))
    if half := _AND_A_HALF.fullmatch(bare):
        return read_number(half[1]) + Decimal("0.5")
    return read_number(bare) if _ONLY_NUMBER.fullmatch(bare) else None
