"""A second ear beside the word rules: what a message sounds like, learned from the collected sentences.

The rules know words, this knows how people put them: a linear model over runs of one to three characters
and of two or three syllables (`syllables`), taught by `setup/teach_hearing.py`, which writes `hearing.tsv`.
Each line there reads run, then kind=weight; syllables stand apart by blanks. A message's score for a kind is
the sum over its runs, over the root of their number, plus the kind's bias.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from handoff.domain.syllables import sounds

CALM = "calm"
CALL = "call"
LONGEST_RUN = 3
_BLOCK = 24  # characters; a long message is heard two blocks at a time, a short one whole
_WHOLE = 72
WEIGHTS = Path(__file__).with_name("hearing.tsv")
_BIAS = "bias"
_TOO_SHORT = 5  # runs: two edges and no character more

Sound = Mapping[str, float]


def runs(text: str) -> Iterator[tuple[int, str]]:
    """Give the runs of characters and of syllables, each with its place; other scripts are not heard."""
    heard = sounds(text)
    for start in range(len(text)):
        for length in range(1, min(LONGEST_RUN, len(text) - start) + 1):
            if text[start + length - 1].isascii():
                break
            yield start, text[start : start + length]
            if length > 1:
                yield start, " ".join(heard[start : start + length])


@lru_cache(maxsize=32)
def hear(said: str) -> tuple[Sound, ...]:
    """Return for each stretch of a plain message how likely each kind is; the kinds sum up to one.

    A message without Chinese is not heard at all.
    """
    last = 0 if len(said) <= _WHOLE else round(len(said) / _BLOCK) - 1
    pieces: list[list[str]] = [[] for _ in range(last + 1)]
    for at, run in runs(said):
        pieces[min(at // _BLOCK, last)].append(run)
    blocks = [_weigh(piece) for piece in pieces]
    if len(blocks) > 1:
        blocks = [one.joined(other) for one, other in pairwise(blocks)]
    return tuple(block.sound() for block in blocks if block.count > _TOO_SHORT)


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of a message: its runs' weights by kind, and how many runs."""

    scores: dict[str, float]
    count: int

    def joined(self, other: "_Block") -> "_Block":
        scores = {kind: score + other.scores[kind] for kind, score in self.scores.items()}
        return _Block(scores, self.count + other.count)

    def sound(self) -> Sound:
        root, bias = math.sqrt(max(self.count, 1)), _weights()[_BIAS]
        powers = {kind: math.exp(min(bias[kind] + score / root, 50)) for kind, score in self.scores.items()}
        total = sum(powers.values())
        return {kind: power / total for kind, power in powers.items()}


@cache
def _weights() -> dict[str, dict[str, float]]:
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    return {run: _read(kinds) for run, *kinds in (line.split("\t") for line in lines)}


def _read(kinds: list[str]) -> dict[str, float]:
    return {kind: float(weight) for kind, _, weight in (each.partition("=") for each in kinds)}


def _weigh(heard: list[str]) -> _Block:
    weights, scores = _weights(), dict.fromkeys(_weights()[_BIAS], 0.0)
    for run in heard:
        for kind, weight in weights.get(run, {}).items():
            scores[kind] += weight
    return _Block(scores, len(heard))
