"""*Whether* to answer: evidence in, the probability out that the answer is right.

A decision apart from *which* topic (docs/architecture.md). It learns from questions whose author the ranker
had not read, so that it sees the ranker as it is with strangers. It is a logistic regression and needs no
curve on top: its output already means what it says (docs/decisions/010-topic-model.md).
"""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

# What residents are taken to ask, whatever the training mix: so many questions without an answer, and of
# those so many that have nothing to do with the estate.
MISSES, FAR_OF_MISSES = 0.25, 0.35
_STEPS = 500


@dataclass(frozen=True)
class Gate:
    """A logistic regression over evidence brought to one scale."""

    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    bias: float

    @classmethod
    def learn(cls, evidence: np.ndarray, right: np.ndarray, weight: np.ndarray) -> "Gate":
        """Learn from evidence, one row a question, whether the answer was right."""
        centre, scale = evidence.mean(axis=0), evidence.std(axis=0) + 1e-6
        if right.all() or not right.any():  # a few entries without questions of their own teach nothing
            share = (right @ weight + 1) / (weight.sum() + 2)
            return cls(centre, scale, np.zeros(evidence.shape[1]), float(np.log(share / (1 - share))))
        model = LogisticRegression(max_iter=_STEPS)
        model.fit((evidence - centre) / scale, right, sample_weight=weight)
        return cls(centre, scale, model.coef_[0], float(model.intercept_[0]))

    def scores(self, evidence: np.ndarray) -> np.ndarray:
        """Give the log-odds, for each row of evidence, that the answer is right."""
        return np.asarray(((evidence - self.centre) / self.scale) @ self.weights + self.bias)

    def probability(self, evidence: np.ndarray, record: np.ndarray | float = 0.0) -> np.ndarray:
        """Give the probability that the answer is right; `record` is added to each row's log-odds."""
        return np.asarray(1 / (1 + np.exp(-self.scores(evidence) - record)))


def as_asked(missed: np.ndarray, far: np.ndarray) -> np.ndarray:
    """Give each training question its weight, so that together they are what residents ask."""
    shares = {
        1 - MISSES: ~missed,
        MISSES * (1 - FAR_OF_MISSES): missed & ~far,
        MISSES * FAR_OF_MISSES: missed & far,
    }
    weight = np.zeros(len(missed))
    for share, which in shares.items():
        weight[which] = share * len(missed) / max(which.sum(), 1)
    return weight
