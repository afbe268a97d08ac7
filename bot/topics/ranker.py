"""*Which* topic: kernel ridge regression over meaning (sentence vectors) and wording (terms).

Chosen by measurement (docs/decisions/010-topic-model.md): on unseen authors it is a little better than
multinomial logistic regression over the same evidence, and it is solved in a second instead of twenty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve, lapack
from scipy.sparse import csr_matrix

from bot.topics.terms import Terms

_WORDING = 0.7  # weight of wording beside meaning
_RIDGE = 0.1
SLICE = 500  # questions compared at once; keeps the memory of the comparisons small


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


class Memory:
    """The remembered questions, ready to be compared with."""

    def __init__(self, terms: Terms, centre: np.ndarray, vectors: np.ndarray, wordings: csr_matrix) -> None:
        self.terms = terms
        self.centre = centre
        self.vectors = vectors
        self.wordings = wordings
        self.by_term = wordings.T.tocsr()  # a question then touches only its own terms

    @classmethod
    def of(cls, texts: Sequence[str], vectors: np.ndarray) -> "Memory":
        """Remember these questions with their sentence vectors."""
        terms = Terms.learn(texts)
        centre = vectors.mean(axis=0)
        return cls(terms, centre, directions(vectors, centre), terms.matrix(texts))

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
        return _compare(directions(vectors, self.centre), self.terms.matrix(texts), self)

    def within(self, rows: np.ndarray, columns: np.ndarray) -> Likeness:
        """Compare some of what is remembered with some of the rest."""
        part = Memory(self.terms, self.centre, self.vectors[columns], self.wordings[columns])
        return _compare(self.vectors[rows], self.wordings[rows], part)

    def kernel(self) -> np.ndarray:
        """Compare everything remembered with everything; n x n float32, made in slices."""
        count = len(self.vectors)
        kernel, everything = np.empty((count, count), dtype=np.float32), np.arange(count)
        for start in range(0, count, SLICE):
            rows = everything[start : start + SLICE]
            kernel[rows] = self.within(rows, everything).kernel
        return kernel


def _compare(directions: np.ndarray, wordings: csr_matrix, memory: Memory) -> Likeness:
    meaning = directions @ memory.vectors.T
    wording = (wordings @ memory.by_term).toarray()
    return Likeness(meaning.astype(np.float32), np.asarray(wording, dtype=np.float32))


def directions(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Give the vectors' directions from the centre, a unit row each.

    All sentence vectors of this model share one large direction; without it they differ twice as much.
    """
    moved = vectors - centre
    length: np.ndarray = np.linalg.norm(moved, axis=-1, keepdims=True)
    return np.asarray(moved / np.maximum(length, 1e-9), dtype=np.float32)


class Ridge:
    """Kernel ridge regression: solved once, it also tells what it would say had it not read some questions.

    What is left out is exact, not a second fit: with A the inverse of kernel + ridge, the regression that
    has not read a group g says target(g) - A(g, g)^-1 coefficients(g) about it.
    """

    def __init__(self, kernel: np.ndarray, targets: np.ndarray) -> None:
        """Solve for all targets, one column each. Works in the kernel's own memory and leaves no kernel."""
        kernel[np.diag_indices_from(kernel)] += _RIDGE
        self._factor, failed = lapack.spotrf(kernel.T, lower=1, overwrite_a=1)
        if failed:
            raise np.linalg.LinAlgError("The kernel is not positive definite.")
        self._targets = targets.astype(np.float32)
        self.coefficients: np.ndarray = lapack.spotrs(self._factor, self._targets, lower=1)[0]

    def without(self, group: np.ndarray) -> np.ndarray:
        """Say about the questions of a group (their places, rising) what the others alone teach."""
        # A triangular solve for the group's columns alone: inverting everything in place (potri) crashed in
        # OpenBLAS on two threads.
        # Above the group's first row the solution is zero, so an author's part of the triangle is enough.
        first = int(group.min())
        columns = np.zeros((len(self._targets) - first, len(group)), dtype=np.float32, order="F")
        columns[group - first, np.arange(len(group))] = 1
        triangle = np.asfortranarray(self._factor[first:, first:])
        half = lapack.strtrs(triangle, columns, lower=1, overwrite_b=1)[0]
        del triangle
        inverse = half.T @ half
        left_out = cho_solve(cho_factor(inverse, lower=True, overwrite_a=True), self.coefficients[group])
        return np.asarray(self._targets[group] - left_out)
