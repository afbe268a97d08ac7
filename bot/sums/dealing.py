"""Which count of a clause is whose: 「挂机仨柜机一个」, 「三盏灯锁芯也换一把」, 「书桌、茶几各一件」."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.sums.counting import CLASSIFIERS, counts

_ADJECTIVES = r"[大小旧新破老烂普通室内木布皮铁铜的]{0,4}"
_ALSO = re.compile(r"[也都]")
_EACH_OF_THEM = re.compile(
    rf"(?:各(?!种|类|位|自的|家)自?|每[样种])(?:[都有是要来办换拉买补洗装]|丢了|坏了)*"
    rf"(?:({NUMBER})[{CLASSIFIERS}](?!人)|([俩仨]))"
)

Thing = tuple[int, int, bool]  # where it begins and ends in a clause; whether it is counted by the time


def dealt(clause: str, rest: str, things: Sequence[Thing]) -> Mapping[int, Decimal]:
    """Give the counts of a clause by the place of the thing that each is told of; each count is one's."""
    told = counts(rest)
    owned: dict[int, Decimal] = {}
    things_first = len(told) > 1 and not _adjoining(clause, told[-1][0], things)
    in_pairs = things_first and len(told) == len(things) and things[0][0] < told[0][0]
    for number, (place, many) in enumerate(told):
        begin = told[number - 1][0] if number else -1
        end = told[number + 1][0] if number + 1 < len(told) else len(clause)
        before = [one for one in things if begin <= one[0] < place and one[0] not in owned]
        after = [one for one in things if place <= one[0] < end]
        if before and _EACH_OF_THEM.search(clause, before[-1][1]):
            owned.update({one[0]: many for one in before})
            continue
        following = () if in_pairs and before else after[:1]
        own = _owner(clause, before[-1:], following, place, things_first=things_first)
        owned.update({one[0]: many for one in own})
    return owned


def _owner(
    clause: str, before: Sequence[Thing], after: Sequence[Thing], place: int, *, things_first: bool
) -> Sequence[Thing]:
    """Give the one before a count, or the one after it: 「通马桶换两个水龙头」, 「锁芯也换一把」."""
    if not before or not _adjoining(clause, place, after):
        return before or after
    between = clause[before[0][1] : place]
    if _ALSO.search(between):
        return before
    return before if things_first and not before[0][2] else after


def _adjoining(clause: str, place: int, things: Sequence[Thing]) -> bool:
    """Say whether a thing stands right behind a count: 「两个旧沙发」."""
    following = next((one for one in things if one[0] >= place), None)
    if following is None:
        return False
    between = clause[place : following[0]].replace("\0", "")
    return re.fullmatch(rf"{NUMBER}?[{CLASSIFIERS}]?{_ADJECTIVES}", between) is not None


def each_of(text: str, things: Sequence[tuple[int, bool]]) -> Mapping[int, Decimal]:
    """Give how many there are of each of several things that a sentence joins and counts once.

    `things` are their places, and whether their clause counts them by itself.
    """
    found: dict[int, Decimal] = {}
    for each in _EACH_OF_THEM.finditer(text):
        begin = max(text.rfind(mark, 0, each.start()) for mark in ",.;!?") + 1
        joined = [place for place, counted in things if begin <= place < each.start() and not counted]
        if len(joined) > 1:
            found.update(dict.fromkeys(joined, read_number(each[1] or each[2])))
    return found
