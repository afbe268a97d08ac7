"""Questions that ask the same, put together by their words.

Cosine of the characters and their pairs, each weighed by its rarity (TF-IDF). docs/quality.md says how well.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from handoff.domain.verdict import normalise

Weights = Mapping[str, float]
NEAR = 0.15  # how like a question must be to a cluster's middle (docs/quality.md)
ROUNDS = 4
_NOISE = frozenset("吗呢吧啊呀的了么请问")


def cluster(texts: Sequence[str]) -> list[list[int]]:
    """Group the texts' places; the largest group first.

    Every text goes to the cluster whose middle it is likest, or founds one: once in order, then all again
    while the middles move, at most `ROUNDS` times.
    """
    words = _weighed([_pairs(text) for text in texts])
    groups: list[list[int]] = []
    for _ in range(ROUNDS):
        middles = [_middle([words[at] for at in group]) for group in groups]
        fresh: list[list[int]] = [[] for _ in groups]
        for at, said in enumerate(words):
            likeness, best = max(
                ((_dot(said, one), place) for place, one in enumerate(middles)), default=(0, 0)
            )
            if likeness < NEAR:
                best = len(middles)
                middles.append(said)
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
