"""Reads every quantity of a message, each once: what is read is blanked out before the next kind is looked for."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from bot.quantities.dates import DATES, Calendar
from bot.quantities.found import Found, Quantities
from bot.quantities.measures import MEASURES, PLACES, Read
from bot.quantities.numbers import NUMBER, read_number

BLANK = "\0"
_QUARTER = re.compile(r"(?<![a-z])q([1-4])(?!\d)")
_MARKS = str.maketrans({"，": ",", "。": ".", "？": "?", "：": ":", "－": "-", "−": "-"})
_SPACE_INSIDE = re.compile(r"(?<![0-9a-z])\s+|\s+(?!\d)")
_FLUFF = re.compile(
    r"^(?:我们|我|家|是|有|就|大概|大约|差不多|一共|共|嗯|哦|应该|面积|逾期|停了|用了|不是|,)+"
    r"|(?:左右|吧|呢|啊|呀|哦|哈|嘛|的|了|咯|嘞|[,.!~]|个|位|人|名|次|只)+$"
)
_ONLY_NUMBER = re.compile(NUMBER)

Step = Callable[["re.Match[str]", Calendar], Read]


def _steps() -> Iterator[tuple[re.Pattern[str], Step]]:
    for pattern, reader in PLACES:
        yield re.compile(pattern), lambda match, _, reader=reader: reader(match)
    for pattern, dated in DATES:
        yield re.compile(pattern), dated
    for pattern, reader in MEASURES:
        yield re.compile(pattern), lambda match, _, reader=reader: reader(match)


_STEPS = tuple(_steps())


def fold(text: str) -> str:
    """Give the text in one width and case; blanks stay only where two numbers would run together."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_MARKS)
    return _QUARTER.sub(r"\g<1>季度", _SPACE_INSIDE.sub("", " ".join(plain.split())))


def read(text: str, today: date) -> Quantities:
    """Give what the message states in numbers; dates are told from `today`."""
    folded = rest = fold(text)
    calendar = Calendar(today, today.year)
    found: list[Found] = []
    for pattern, step in _STEPS:
        for match in pattern.finditer(rest):
            meant = step(match, calendar) if match[0] else None
            if meant:
                found.append(Found(meant[0], match[0], meant[1], match.start()))
                rest = rest[: match.start()] + BLANK * len(match[0]) + rest[match.end() :]
    return Quantities(folded, tuple(sorted(found, key=lambda one: one.start)), rest)


def bare_number(text: str) -> Decimal | None:
    """Give the number when the message is nothing but one: the reply 「89」, 「大概八十九吧」."""
    bare = _FLUFF.sub("", fold(text))
    return read_number(bare) if _ONLY_NUMBER.fullmatch(bare) else None
