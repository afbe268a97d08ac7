"""*Which* topic: kernel ridge regression over meaning (sentence vectors) and wording (terms).

Chosen by measurement (docs/decisions/010-topic-model.md): on unseen authors it is a little better than
multinomial logistic regression over the same evidence, and it is solved in a second instead of twenty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix

from bot.topics.terms import Terms

_WORDING = 0.7  # weight of wording beside meaning
_RIDGE = 0.1


@dataclass(frozen=True)
class Likeness:
    """How like some questions (rows) are to the remembered ones (columns), in meaning and in wording."""

    meaning: np.ndarray
    wording: np.ndarray

    @cached_property
    def kernel(self) -> np.ndarray:
        """Both together, as the regression sees them."""
        kernel: np.ndarray = np.exp(2.0 * self.meaning - 2.0)
        kernel += _WORDING * self.wording
        return kernel

    def of(self, rows: np.ndarray, columns: np.ndarray) -> "Likeness":
        """Give the part for these rows and columns."""
        at = np.ix_(rows, columns)
        return Likeness(self.meaning[at], self.wording[at])


class Memory:
    """The remembered questions, ready to be compared with."""

    def __init__(self, terms: Terms, centre: np.ndarray, vectors: np.ndarray, wordings: csr_matrix) -> None:
        self.terms = terms
        self.centre = centre
        self.vectors = vectors
        self.wordings = wordings

    @classmethod
    def of(cls, texts: Sequence[str], vectors: np.ndarray) -> "Memory":
        """Remember these questions with their sentence vectors."""
        terms = Terms.learn(texts)
        centre = vectors.mean(axis=0)
        return cls(terms, centre, _directions(vectors, centre), terms.matrix(texts))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> "Memory":
        """Take the memory back from what `as_arrays` gave."""
        terms = Terms(arrays["vocabulary"].tolist(), arrays["term_weights"])
        sparse = (arrays["wording_values"], arrays["wording_columns"], arrays["wording_rows"])
        wordings = csr_matrix(sparse, shape=(len(arrays["vectors"]), len(terms.vocabulary)))
        return cls(terms, arrays["centre"], arrays["vectors"], wordings)

    def as_arrays(self) -> dict[str, np.ndarray]:
        """Give the memory as plain arrays, to be stored."""
        return {
            "vocabulary": np.array(self.terms.vocabulary),
            "term_weights": self.terms.weights,
            "centre": self.centre,
            "vectors": self.vectors,
            "wording_values": self.wordings.data,
            "wording_columns": self.wordings.indices,
            "wording_rows": self.wordings.indptr,
        }

    def likeness(self, texts: Sequence[str], vectors: np.ndarray) -> Likeness:
        """Compare questions with all that is remembered."""
        meaning = _directions(vectors, self.centre) @ self.vectors.T
        wording = (self.terms.matrix(texts) @ self.wordings.T).toarray()
        return Likeness(meaning.astype(np.float32), np.asarray(wording, dtype=np.float32))


def _directions(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    # All sentence vectors of this model share one large direction; without it they differ twice as much.
    moved = vectors - centre
    length: np.ndarray = np.linalg.norm(moved, axis=-1, keepdims=True)
    return np.asarray(moved / np.maximum(length, 1e-9), dtype=np.float32)


def solve(kernel: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Give the regression's coefficients, one row a remembered question, one column a target."""
    factor = cho_factor(
        kernel + _RIDGE * np.eye(len(kernel), dtype=np.float32), lower=True, check_finite=False
    )
    return np.asarray(cho_solve(factor, targets.astype(np.float32), check_finite=False), dtype=np.float32)
