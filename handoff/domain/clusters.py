"""Questions that ask the same, put together by what they mean where that is known, else by their words.

Cosine of sentence vectors about their common middle, or of the characters and their pairs, each weighed by
its rarity (TF-IDF). docs/quality.md says how well.
"""

import math
import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from handoff.domain.verdict import normalise

Weights = Mapping[str, float]
Vector = Sequence[float]
NEAR = 0.15  # how like a question must be to a cluster's middle, by words (docs/quality.md)
NEAR_IN_MEANING = 0.30
ROUNDS = 4
Point = TypeVar("Point")
_NOISE = frozenset("吗呢吧啊呀的了么请问")


def cluster(texts: Sequence[str], meanings: Sequence[Vector] = ()) -> list[list[int]]:
    """Group the texts' places, the largest group first; `meanings` has a vector for each text, or nothing."""
    if meanings:
        return _grouped(_centred(meanings), near=NEAR_IN_MEANING, middle=_mean, likeness=_cosine)
    return _grouped(_weighed([_pairs(text) for text in texts]), near=NEAR, middle=_middle, likeness=_dot)


def _grouped(
    points: Sequence[Point],
    *,
    near: float,
    middle: Callable[[Sequence[Point]], Point],
    likeness: Callable[[Point, Point], float],
) -> list[list[int]]:
    """Group the points' places.

    Every point goes to the cluster whose middle it is likest, or founds one: once in order, then all again
    while the middles move, at most `ROUNDS` times.
    """
    groups: list[list[int]] = []
    for _ in range(ROUNDS):
        middles = [middle([points[at] for at in group]) for group in groups]
        fresh: list[list[int]] = [[] for _ in groups]
        for at, point in enumerate(points):
            closest, best = max(
                ((likeness(point, one), place) for place, one in enumerate(middles)), default=(0.0, 0)
            )
            if closest < near:
                best = len(middles)
                middles.append(point)
                fresh.append([])
            fresh[best].append(at)
        fresh = [group for group in fresh if group]
        if fresh == groups:
            break
        groups = fresh
    return sorted(groups, key=lambda group: (-len(group), group))


def most_typical(texts: Sequence[str]) -> int:
    """Return the place of the text that is likest to all the others."""
    words = _weighed([_pairs(text) for text in texts])
    middle = _middle(words)
    return max(range(len(texts)), key=lambda at: (_dot(words[at], middle), -len(texts[at])))


def _centred(vectors: Sequence[Vector]) -> list[Vector]:
    """Put the vectors about their common middle: what all questions share tells none apart."""
    shared = [sum(column) / len(vectors) for column in zip(*vectors, strict=True)]
    return [_long_one(list(map(operator.sub, vector, shared))) for vector in vectors]


def _mean(vectors: Sequence[Vector]) -> Vector:
    return _long_one([sum(column) for column in zip(*vectors, strict=True)])


def _long_one(vector: list[float]) -> Vector:
    """Return a vector's direction, of length one."""
    length = math.hypot(*vector)
    return [part / length for part in vector] if length else vector


def _cosine(one: Vector, other: Vector) -> float:
    parts: map[float] = map(operator.mul, one, other)
    return sum(parts)


def _pairs(text: str) -> Counter[str]:
    plain = "".join(sign for sign in normalise(text) if sign not in _NOISE)
    return Counter([plain[at : at + 2] for at in range(len(plain) - 1)] + list(plain))


def _weighed(counts: Sequence[Counter[str]]) -> list[Weights]:
    seen = Counter(gram for count in counts for gram in count)
    total = len(counts)
    return [
        _unit(
            {
                gram: (1 + math.log(times)) * (1 + math.log((1 + total) / (1 + seen[gram])))
                for gram, times in count.items()
            }
        )
        for count in counts
    ]


def _middle(weights: Sequence[Weights]) -> Weights:
    total: dict[str, float] = defaultdict(float)
    for one in weights:
        for gram, weight in one.items():
            total[gram] += weight
    return _unit(total)


def _unit(weights: Weights) -> Weights:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {gram: weight / length for gram, weight in weights.items()} if length else {}


def _dot(one: Weights, other: Weights) -> float:
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(weight * large.get(gram, 0.0) for gram, weight in small.items())
