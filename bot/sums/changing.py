"""A message that changes one thing of a sum and adds another: 「改成4小时吧,再洗两台挂机」."""

import re
from datetime import date

from bot.quantities.found import Found, Quantities
from bot.quantities.reading import read
from bot.sums.counting import COUNT, counts
from knowledge_base.tariffs.price_lists import PriceList

_CHANGES = re.compile(
    r"改(?![天日装造])|换[成做作]|变[成为]|调[成到]|[减加增]到|[抄读看说写记报]错|更正|应[为该]|就[做要洗擦]"
)
_ADDS = re.compile(r"[再又](?!改|换[成做])|另外|还[要有]|外加|加上|顺[便带手]|同时(?:再)?|仲要")
_PUT_RIGHT = re.compile(
    r"[抄读看说写记报弄搞][错岔反]|更正|应[为该]是?|"
    r"不变|[没冇未]变|照旧|没错|照原来|还是(?:那么多|那个数|原来|老样子|一样)|不用?[改动](?!了?[吗么])"
)


def changed_and_added(said: str, today: date) -> tuple[str, str] | None:
    """Give what a message changes of what was told, and then what it adds; None where it is not both."""
    told = read(said, today)
    adds = _ADDS.search(told.text, 1)
    changes = _CHANGES.search(told.text, 0, adds.start()) if adds else None
    if adds is None or changes is None:
        return None
    until = read(told.text[: adds.start()], today)
    numbered = any(not one.is_unit for one in until.found) or COUNT.search(until.rest) is not None
    return (until.text.rstrip(",;"), told.text[adds.start() :]) if numbered else None


def puts_right(said: str) -> bool:
    """Say whether a message puts one thing right and leaves the rest: 「电抄错了,是700度」, 「水不变」."""
    return _PUT_RIGHT.search(said) is not None


def in_its_place(before: Quantities, after: Quantities, prices: PriceList | None) -> str:
    """Put the one number that a message changes where its like was told last; empty: there is not one."""
    things = [word for item in prices.items for word in item.words] if prices else []
    if any(word in after.text and word not in before.text for word in things):
        return ""
    new = _measured(after)
    if len(new) == 1 and not counts(after.rest):
        old = [one for one in _measured(before) if one.kind == new[0].kind]
        return _exchanged(before.text, old[-1].start, old[-1].text, new[0].text) if old else ""
    told, counted = list(COUNT.finditer(before.rest)), list(COUNT.finditer(after.rest))
    if new or len(counted) != 1 or not told:
        return ""
    alike = [one for one in told if one["unit"] == counted[0]["unit"]] or told
    return _exchanged(before.text, alike[-1].start(), alike[-1][0], counted[0][0])


def _measured(quantities: Quantities) -> list[Found]:
    return [one for one in quantities.found if not one.is_unit]


def _exchanged(text: str, start: int, old: str, new: str) -> str:
    return text[:start] + new + text[start + len(old) :]
