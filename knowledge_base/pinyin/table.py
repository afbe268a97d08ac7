"""The words that syllables spell and how likely they follow one another; `setup/teach_pinyin.py` writes it.

A cost is minus the natural logarithm of a probability.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from knowledge_base.pinyin.spellings import initials

_FOLDER = Path(__file__).parent
WORDS, PAIRS, LETTERS = _FOLDER / "words.tsv", _FOLDER / "pairs.tsv", _FOLDER / "letters.txt"
START, NUMBER, LATIN = "^", "0", "~"  # stand for the beginning, for any number, for any word in letters
_NUMERALS = "零一二两三四五六七八九十百千"
_NUMBER, _NUMBER_AGAIN = 4.6, 1.0  # what a number costs, and another one after it: 一百 二十
_LATIN, _LATIN_AGAIN = 7.0, 1.5  # what a word in letters costs among characters, and after another one
_OTHER_WORD = 0.4  # of what follows a word, the share that it does not tell
MOST_ALIKE = 8  # words spelt alike that are worth trying
_SHORTENED = {2: 6.4, 3: 9.0, 4: 9.5}  # what a word may cost at most to be typed by its initials


@dataclass
class Node:
    """A place in the tree of syllables: the words that end here, cheapest first, and where it goes on."""

    words: list[tuple[str, float]] = field(default_factory=list)
    following: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """All that is known. `readings`: a sign's syllables. `shortened`: words by their initials."""

    root: Node
    costs: dict[str, float]
    pairs: dict[tuple[str, str], float]
    readings: dict[str, tuple[str, ...]]
    shortened: dict[str, list[tuple[str, float]]]
    letters: frozenset[str]

    def cost(self, before: str, word: str) -> float:
        """Give what it costs that `word` follows `before`."""
        told = self.pairs.get((before, word))
        return told if told is not None else self.costs.get(word, 12.0) + 0.9


def is_numeral(word: str) -> bool:
    """Say whether a word is a numeral of several signs; they are all one to what stands beside them."""
    return len(word) > 1 and all(sign in _NUMERALS for sign in word)


@lru_cache(maxsize=1)
def table() -> Table:
    """Read the table, once."""
    root, costs = Node(), {NUMBER: _NUMBER, LATIN: _LATIN}
    readings: dict[str, list[str]] = defaultdict(list)
    shortened: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        spelt, word, said = line.split("\t")
        syllables, cost = tuple(spelt.split(" ")), float(said)
        if not is_numeral(word):
            costs[word] = cost
        node = root
        for syllable in syllables:
            node = node.following.setdefault(syllable, Node())
        node.words.append((word, cost))
        if len(word) == 1:
            readings[word].append(spelt)
        if cost <= _SHORTENED.get(len(word), 0.0):
            shortened[initials(syllables)].append((word, cost))
    _order(root)
    return Table(
        root,
        costs,
        _pairs(),
        {sign: tuple(ways) for sign, ways in readings.items()},
        {letters: sorted(words, key=lambda one: one[1])[:2] for letters, words in shortened.items()},
        frozenset(LETTERS.read_text(encoding="utf-8").split()),
    )


def _order(node: Node) -> None:
    node.words.sort(key=lambda one: one[1])
    for following in node.following.values():
        _order(following)


def _pairs() -> dict[tuple[str, str], float]:
    rows = (line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines())
    again = {(LATIN, LATIN): _LATIN_AGAIN, (NUMBER, NUMBER): _NUMBER_AGAIN}
    return {(before, word): float(cost) for before, word, cost in rows} | again
