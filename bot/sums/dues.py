"""Which of the days that a message names is the one that something was due on: 「该10月20号交」."""

import re
from collections.abc import Iterable

from bot.quantities.found import Found

_AFTER = re.compile(
    r"[^,.;]{0,2}(?:(?:该|应|要[交付缴]的)(?![^,.;]{0,4}(?:多少|几))|截止|到期|交付|交房|收房|拿房|接房)"
)
_BEFORE = re.compile(
    r"(?:(?:截止|到期|应该?[交付缴]|交付|交房|收房|拿房|接房)[^,.;]{0,3}|(?<![应不活])该在?|本来要?)$"
)


def is_due(text: str, one: Found) -> bool:
    """Say whether a day is the one that something was due on, or begins from."""
    behind = _AFTER.match(text, one.start + len(one.text))
    return behind is not None or _BEFORE.search(text, 0, one.start) is not None


def are_due(text: str, days: Iterable[Found]) -> list[Found]:
    """Give the days that something was due on."""
    return [one for one in days if is_due(text, one)]
