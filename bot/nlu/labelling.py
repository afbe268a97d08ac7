"""Names what kind of message it is by its likeness to labelled examples; apart from the topics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.settings import cache_folder
from bot.topics.ranker import Memory, Ridge
from bot.topics.vectors import VectorCache

_FILE = "labels.npz"


@dataclass(frozen=True)
class Labelled:
    """The remembered examples and the regression over them, one column a label."""

    memory: Memory
    coefficients: np.ndarray
    labels: tuple[str, ...]

    @classmethod
    def learn(cls, examples: Sequence[tuple[str, str]], *, meant: Callable[[str], str] = str) -> "Labelled":
        """Learn from (text, label) pairs; `meant` gives the part of a text whose vector is its meaning."""
        texts = [text for text, _ in examples]
        vectors = VectorCache(cache_folder()).of(list(map(meant, texts)))
        memory, labels = Memory.of(texts, vectors), sorted({label for _, label in examples})
        targets = np.array([[float(label == column) for column in labels] for _, label in examples])
        return cls(memory, Ridge(memory.kernel(), targets).coefficients, tuple(labels))

    @classmethod
    def load(cls, folder: Path) -> "Labelled":
        """Read back what `save` wrote."""
        with np.load(folder / _FILE, allow_pickle=False) as stored:
            arrays = dict(stored.items())
        return cls(Memory.from_arrays(arrays), arrays["coefficients"], tuple(arrays["labels"].tolist()))

    def save(self, folder: Path) -> None:
        """Write it as plain numbers; nothing that can run."""
        own = {"coefficients": self.coefficients, "labels": np.array(self.labels)}
        np.savez(folder / _FILE, **self.memory.as_arrays(), **own)

    def scores(self, text: str, vector: np.ndarray) -> dict[str, float]:
        """Give each label's score, about 0…1, for a normalised text."""
        scores = (self.memory.likeness([text], vector[None, :]).kernel @ self.coefficients)[0]
        return dict(zip(self.labels, map(float, scores), strict=True))
