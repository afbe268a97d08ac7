"""Rules made of words: what the safety lane and the call for a person are written in.

A sign is a word as it is written; 「…」 in it stands for at most `GAP` characters, and 「，」 for any
punctuation or the message's edge. Searching is plain substring search: nothing can backtrack.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

GAP = 6
REACH = 10
LONGEST_SIGN = 24  # characters, gaps included
BLOT = "＿"

Place = tuple[int, int]


def words(written: str) -> tuple[str, ...]:
    """Read a table: words parted by blanks or line ends."""
    return tuple(written.split())


def each(starts: str, ends: str) -> tuple[str, ...]:
    """Join every start with every end: 往下 朝下 × 扔 丢."""
    return tuple(start + end for start in starts.split() for end in ends.split())


def present(signs: Iterable[str], text: str) -> list[str]:
    """Return the signs that may stand in the text; most do not, and this tells so fastest."""
    return [sign for sign in signs if sign in text or ("…" in sign and sign[: sign.index("…")] in text)]


def places(sign: str, text: str) -> list[Place]:
    """Find a sign wherever it stands."""
    parts = sign.split("…")
    found, start = [], text.find(parts[0])
    while start >= 0:
        if (end := _follow(parts, text, start)) is not None:
            found.append((start, end))
        start = text.find(parts[0], start + 1)
    return found


def _follow(parts: Sequence[str], text: str, start: int) -> int | None:
    end = start + len(parts[0])
    for part in parts[1:]:
        at = text.find(part, end, end + GAP + len(part))
        if at < 0:
            return None
        end = at + len(part)
    return end


def holds(signs: Iterable[str], text: str) -> bool:
    """Tell whether any of the signs stands in the text."""
    return any(places(sign, text) for sign in present(signs, text))


def first_place(signs: Iterable[str], text: str, *, default: int) -> int:
    """Return where the earliest of the signs begins."""
    return min((start for sign in present(signs, text) for start, _ in places(sign, text)), default=default)


def blot(signs: Iterable[str], text: str) -> str:
    """Hide words that mean something else, keeping every distance."""
    for sign in present(signs, text):
        for start, end in places(sign, text):
            text = text[:start] + BLOT * (end - start) + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class Together:
    """Groups of words of which one each must stand near another; in any order, or as written."""

    groups: tuple[tuple[str, ...], ...]
    reach: int = REACH
    in_order: bool = False

    def finds(self, text: str) -> Iterator[tuple[Place, ...]]:
        """Find one place for each group, every next one within reach of one before."""
        found = []
        for group in self.groups:
            if not (held := {place for sign in present(group, text) for place in places(sign, text)}):
                return
            found.append(sorted(held))
        yield from self._chains(found, ())

    def _chains(self, found: list[list[Place]], chosen: tuple[Place, ...]) -> Iterator[tuple[Place, ...]]:
        if len(chosen) == len(found):
            yield chosen
            return
        for place in self._near(found[len(chosen)], chosen):
            yield from self._chains(found, (*chosen, place))

    def _near(self, candidates: list[Place], chosen: tuple[Place, ...]) -> Iterator[Place]:
        if not chosen:
            yield from candidates
            return
        first = bisect_left(candidates, (min(start for start, _ in chosen) - self.reach - LONGEST_SIGN, 0))
        last = max(end for _, end in chosen) + self.reach
        for place in islice(candidates, first, None):
            if place[0] > last:
                return
            if self.in_order and place[0] < chosen[-1][1]:
                continue
            if any(0 <= _apart(place, other) <= self.reach for other in chosen):
                yield place


def together(*groups: str | tuple[str, ...], reach: int = REACH) -> Together:
    """Write a rule: the words for the thing, the words for what happens, and what else must be said."""
    return Together(tuple(map(_table, groups)), reach)


def in_order(*groups: str | tuple[str, ...], reach: int = REACH) -> Together:
    """Write a rule whose groups must follow each other: 叫 … 经理 … 来."""
    return Together(tuple(map(_table, groups)), reach, in_order=True)


def _table(group: str | tuple[str, ...]) -> tuple[str, ...]:
    return words(group) if isinstance(group, str) else group


def _apart(one: Place, other: Place) -> int:
    return max(one[0] - other[1], other[0] - one[1])
