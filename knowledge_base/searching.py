"""Finding entries by their words: BM25 over pairs of characters, which needs no dictionary and no model.

An agent looks things up with it, also when the bot is down. Weights of the fields were set by hand.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from knowledge_base.entry import Entry
from knowledge_base.folding import fold

_TITLE, _QUESTION, _ANSWER = 3.0, 2.0, 1.0
_SATURATION, _LENGTH = 1.2, 0.6  # BM25's k1 and b


class Index:
    """The entries' words, ready to be searched."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._ids: list[str] = []
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        lengths = []
        for entry in entries:
            weights = _weights(entry)
            for gram, weight in weights.items():
                self._postings[gram].append((len(self._ids), weight))
            self._ids.append(entry.id)
            lengths.append(sum(weights.values()))
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        self._norms = [_SATURATION * (1 - _LENGTH + _LENGTH * length / max(mean, 1.0)) for length in lengths]

    def search(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Give the ids of the best entries, best first, with a score from 0 to 1."""
        asked = set(grams(text))
        scores: dict[int, float] = defaultdict(float)
        possible = 0.0
        for gram in asked:
            found = self._postings.get(gram, [])
            rarity = math.log(1 + (len(self._ids) - len(found) + 0.5) / (len(found) + 0.5))
            possible += rarity * (_SATURATION + 1)
            for place, weight in found:
                scores[place] += rarity * weight * (_SATURATION + 1) / (weight + self._norms[place])
        best = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:limit]
        return [(self._ids[place], round(score / possible, 4)) for place, score in best]


def grams(text: str) -> list[str]:
    """Give the pairs of neighbouring characters; a single character stands for itself."""
    folded = fold(text)
    return [folded[at : at + 2] for at in range(len(folded) - 1)] or [folded] * bool(folded)


def _weights(entry: Entry) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    fields = [(_TITLE, [entry.title]), (_QUESTION, list(entry.questions)), (_ANSWER, [entry.answer])]
    for weight, texts in fields:
        for gram, times in Counter(gram for text in texts for gram in grams(text)).items():
            weights[gram] += weight * (1 + math.log(times))
    return dict(weights)
