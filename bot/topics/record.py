"""How each entry did with strangers: what makes its threshold its own.

Some entries draw questions that they do not answer (a title that sounds like more than it says), some hardly
ever do. What the gate has left unexplained about an entry moves its log-odds, and only a little: an entry is
like the others until many questions say otherwise. With one threshold for all, each entry has its own.
"""

from dataclasses import dataclass

import numpy as np

_SPREAD = 0.1  # variance of the entries' own log-odds, chosen on authors left out (docs/decisions/010)
_STEPS = 10


@dataclass(frozen=True)
class Outcomes:
    """What became of strangers' questions, one row each.

    `scores`: the gate's log-odds. `weight`: how much the question counts. `entries`: the number of the entry
    that it was taken for.
    """

    scores: np.ndarray
    right: np.ndarray
    weight: np.ndarray
    entries: np.ndarray


def learn_record(seen: Outcomes, count: int) -> np.ndarray:
    """Give what to add to the log-odds of each of `count` entries, in the order of their numbers.

    Newton's method for a logistic regression with one column an entry.
    """
    record = np.zeros(count)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(seen.scores + record[seen.entries])))
        slope = np.bincount(seen.entries, seen.weight * (seen.right - chance), count) - record / _SPREAD
        curvature = np.bincount(seen.entries, seen.weight * chance * (1 - chance), count) + 1 / _SPREAD
        record += slope / curvature
    return record
