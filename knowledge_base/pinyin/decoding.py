"""The likeliest reading of a stretch of letters, digits and characters: a search over a lattice of words.

A word of the table may be typed in letters throughout, in part (「物业fei」) or by its initials (「wyf」).
Whatever stands in letters may also stay as it is, at the price of a word that nobody knows; so the search
decides word by word whether letters are pinyin at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple, cast

from knowledge_base.pinyin.spellings import LONGEST, SLIP, typed
from knowledge_base.pinyin.table import LATIN, MOST_ALIKE, NUMBER, START, Node, Table, is_numeral, table

_BREADTH = 6  # readings of the same beginning that are followed up
_BLANKS = " '-"
_LETTERS, _DIGITS = re.compile(r"[a-z]+"), re.compile(r"[0-9]+")
_UNKNOWN_LETTER = 2.6  # what each letter of a word costs that nobody knows
_STRANGE_SIGN = 9.0
_HURRY = 3.0  # what typing the initials alone costs
_DOUBT = 2.0  # what a sign alone costs, beside the slip, that is not typed as it is spelt


class Edge(NamedTuple):
    """One way on: up to where, as which word, written how, and what it costs beside the word's own cost."""

    end: int
    word: str
    written: str
    cost: float


class _Way(NamedTuple):
    cost: float
    word: str
    written: str
    before: _Way | None


def decoded(text: str) -> str:
    """Give the likeliest reading of lower-case letters, digits, blanks and characters."""
    known = table()
    reached: list[dict[str, _Way]] = [{} for _ in range(len(text) + 1)]
    reached[0][START] = _Way(0.0, START, "", None)
    for at in range(len(text)):
        best = nsmallest(_BREADTH, reached[at].values(), key=lambda way: way.cost)
        if not best:
            continue
        for edge in _edges(text, at, known):
            for way in best:
                _go_on(reached[edge.end], way, edge, known)
    return _said(min(reached[len(text)].values(), key=lambda way: way.cost))


def _said(last: _Way) -> str:
    written, way = [], cast("_Way | None", last)
    while way:
        written.append(way.written)
        way = way.before
    return "".join(reversed(written))


def _go_on(there: dict[str, _Way], way: _Way, edge: Edge, known: Table) -> None:
    if not edge.word:  # a blank: nothing is said
        cost, word = way.cost + edge.cost, way.word
    else:
        cost, word = way.cost + edge.cost + known.cost(way.word, edge.word), edge.word
    if word not in there or cost < there[word].cost:
        there[word] = _Way(cost, word, edge.written, way)


def _edges(text: str, at: int, known: Table) -> Iterator[Edge]:
    sign = text[at]
    if sign in _BLANKS:
        yield Edge(at + 1, "", sign, 0.0)
        return
    number = _DIGITS.match(text, at)
    if number:
        yield Edge(number.end(), NUMBER, number.group(), 0.0)
        return
    yield from _as_they_stand(text, at, known)
    yield from _words(known.root, text, at)


def _as_they_stand(text: str, at: int, known: Table) -> Iterator[Edge]:
    letters = _LETTERS.match(text, at)
    if letters is None:
        yield Edge(at + 1, text[at], text[at], 0.0 if text[at] in known.costs else _STRANGE_SIGN)
    elif at == 0 or not text[at - 1].isascii() or not text[at - 1].isalpha():
        named = letters.group() in known.letters or len(letters.group()) == 1
        cost = 0.0 if named else _UNKNOWN_LETTER * len(letters.group())
        yield Edge(letters.end(), LATIN, letters.group(), cost)
        for word, _ in known.shortened.get(letters.group(), ()):
            yield Edge(letters.end(), word, word, _HURRY)


def _words(root: Node, text: str, at: int) -> Iterator[Edge]:
    """Give the words that begin here: each step down the tree is a syllable in letters, or a character."""
    open_ways: list[tuple[Node, int, float, str]] = [(root, at, 0.0, "")]
    while open_ways:
        node, place, cost, pattern = open_ways.pop()
        if "." in pattern:
            fit = re.compile(pattern)
            doubt = _DOUBT if cost and len(pattern) == 1 else 0.0
            alike = [one for one in node.words if fit.fullmatch(one[0])][:MOST_ALIKE]
            yield from (_edge(place, *one, cost + doubt) for one in alike)
        while pattern and place < len(text) and text[place] in _BLANKS:
            place += 1
        if place < len(text):
            open_ways += _steps(node, text, place, (cost, pattern))


def _edge(end: int, word: str, own: float, cost: float) -> Edge:
    return Edge(end, NUMBER, word, own + cost) if is_numeral(word) else Edge(end, word, word, cost)


def _steps(
    node: Node, text: str, place: int, so_far: tuple[float, str]
) -> Iterator[tuple[Node, int, float, str]]:
    cost, pattern = so_far
    if not text[place].isascii():
        for reading in table().readings.get(text[place], ()):
            if reading in node.following:
                yield node.following[reading], place + 1, cost, pattern + text[place]
        return
    for end, syllable, slip in _syllables(text[place : place + LONGEST + 1]):
        if cost + slip <= SLIP and syllable in node.following:
            yield node.following[syllable], place + end, cost + slip, pattern + "."


@lru_cache(maxsize=4096)
def _syllables(piece: str) -> tuple[tuple[int, str, float], ...]:
    """Give the syllables that a text begins with: how many letters, which, and the cost of the slip."""
    return tuple(
        (end, syllable, slip)
        for end in range(1, len(piece) + 1)
        for syllable, slip in typed().get(piece[:end], {}).items()
    )
