"""*Whether* to answer: evidence in, the probability out that the answer is right.

A decision apart from *which* topic (docs/architecture.md). It learns from questions whose author the ranker
had not read, so that it sees the ranker as it is with strangers; then it is calibrated, so that 0.7 means
seven in ten.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

_STEPS = 101
_PARTS = range(5)
MISSES_SHARE = 0.25  # how many of the questions asked are taken to have no answer, whatever the training mix


@dataclass(frozen=True)
class Gate:
    """A logistic regression and the curve that turns its output into a probability."""

    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    bias: float
    curve: np.ndarray

    @classmethod
    def learn(cls, evidence: np.ndarray, right: np.ndarray, weight: np.ndarray) -> "Gate":
        """Learn from evidence whether the answer was right; calibrate on parts that were not learned from."""
        raw = np.zeros(len(right))
        for part in _PARTS:
            held = np.arange(len(right)) % len(_PARTS) == part
            raw[held] = _fit(evidence[~held], right[~held], weight[~held]).output(evidence[held])
        isotonic = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(raw, right, weight)
        curve = _without_steps(isotonic.predict(np.linspace(0, 1, _STEPS)))
        final = _fit(evidence, right, weight)
        return cls(final.centre, final.scale, final.weights, final.bias, curve)

    def output(self, evidence: np.ndarray) -> np.ndarray:
        """Give the regression's own output, 0…1, before calibration."""
        score = ((evidence - self.centre) / self.scale) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-score)))

    def probability(self, evidence: np.ndarray) -> np.ndarray:
        """Give the probability, for each row of evidence, that the answer is right."""
        return np.interp(self.output(evidence), np.linspace(0, 1, _STEPS), self.curve)


def _fit(evidence: np.ndarray, right: np.ndarray, weight: np.ndarray) -> Gate:
    centre, scale = evidence.mean(axis=0), evidence.std(axis=0) + 1e-6
    model = LogisticRegression(C=1.0, max_iter=300)
    model.fit((evidence - centre) / scale, right, sample_weight=weight)
    return Gate(centre, scale, model.coef_[0], float(model.intercept_[0]), np.linspace(0, 1, _STEPS))


def _without_steps(curve: np.ndarray) -> np.ndarray:
    """Isotonic curves have flat stretches; a smooth rise keeps a better question above a worse one."""
    window = np.ones(9) / 9
    padded = np.pad(curve, 4, mode="edge")
    return np.asarray(np.maximum.accumulate(np.convolve(padded, window, mode="valid")))
