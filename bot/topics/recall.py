"""What a message behind an answer led to when others said such a thing: kernel ridge regression over them.

A remembered message counts fully where it followed the same answer, and by `_ELSEWHERE` where it followed
another. Two columns tell, whatever the entries are, whether the same answer went on telling and whether none
told. How much it helps was measured by leaving authors out (docs/decisions/010).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.settings import cache_folder
from bot.topics.asked_on import AskedOn
from bot.topics.ranker import Memory, Ridge
from bot.topics.vectors import VectorCache

_FILE = "recall.npz"
_ELSEWHERE = 0.3


@dataclass(frozen=True)
class Recalled:
    """What is recalled: a score for each entry, one for the answer before going on, one for none telling."""

    topics: np.ndarray
    same: float
    none: float


@dataclass(frozen=True)
class Recall:
    """The remembered messages, the entry that each followed (a place in `ids`), and the regression.

    `coefficients` has a column for each of `ids`, then one for *the same*, then one for *none*.
    """

    memory: Memory
    before: np.ndarray
    ids: tuple[str, ...]
    coefficients: np.ndarray

    @classmethod
    def learn(cls, told: Sequence[AskedOn]) -> "Recall":
        """Learn from all of what was asked on."""
        return _learnt(told)[0]

    @classmethod
    def load(cls, folder: Path) -> "Recall":
        """Read back what `save` wrote."""
        with np.load(folder / _FILE, allow_pickle=False) as stored:
            arrays = dict(stored.items())
        ids = tuple(arrays["ids"].tolist())
        return cls(Memory.from_arrays(arrays), arrays["before"], ids, arrays["recalling"])

    def save(self, folder: Path) -> None:
        """Write it as plain numbers; nothing that can run."""
        own = {"before": self.before, "ids": np.array(self.ids), "recalling": self.coefficients}
        np.savez(folder / _FILE, **self.memory.as_arrays(), **own)

    def recalled(self, said: str, vector: np.ndarray, *, before: str, ids: Sequence[str]) -> Recalled | None:
        """Recall what such a message led to behind `before`; None: nobody was heard there."""
        if before not in self._places:
            return None
        like = self.memory.likeness([said], vector[None, :]).kernel[0]
        return self.told((like * _nearness(self.before == self._places[before])) @ self.coefficients, ids)

    def told(self, scores: np.ndarray, ids: Sequence[str]) -> Recalled:
        """Name what one row of the regression's scores tells, for the entries `ids`."""
        topics = np.array([scores[self._places[one]] if one in self._places else 0.0 for one in ids])
        return Recalled(topics, float(scores[-2]), float(scores[-1]))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {one: place for place, one in enumerate(self.ids)}


def recalled_by_strangers(told: Sequence[AskedOn], ids: Sequence[str]) -> tuple[Recall, list[Recalled]]:
    """Give what is learnt, and what each message would recall had its author taught nothing."""
    recall, ridge = _learnt(told)
    authors = np.array([one.author for one in told])
    scores = np.zeros_like(recall.coefficients, dtype=np.float64)
    for author in sorted(set(authors)):
        group = np.flatnonzero(authors == author)
        scores[group] = ridge.without(group)
    return recall, [recall.told(row, ids) for row in scores]


def _learnt(told: Sequence[AskedOn]) -> tuple[Recall, Ridge]:
    ids = tuple(sorted({one.before for one in told} | {meant for one in told for meant in one.meant}))
    places = {one: place for place, one in enumerate(ids)}
    texts = [one.said for one in told]
    memory = Memory.of(texts, VectorCache(cache_folder()).of(texts))
    before = np.array([places[one.before] for one in told])
    targets = np.zeros((len(told), len(ids) + 2), dtype=np.float32)
    for row, one in enumerate(told):
        targets[row, [places[meant] for meant in one.meant]] = 1.0
        targets[row, -2:] = (1.0 if one.before in one.meant else -1.0), (-1.0 if one.meant else 1.0)
    kernel = memory.kernel()
    for row, place in zip(kernel, before, strict=True):  # row by row, for the memory of a small machine
        np.multiply(row, _nearness(before == place), out=row)
    ridge = Ridge(kernel, targets)
    return Recall(memory, before, ids, ridge.coefficients), ridge


def _nearness(same: np.ndarray) -> np.ndarray:
    return np.where(same, np.float32(1.0), np.float32(_ELSEWHERE))
