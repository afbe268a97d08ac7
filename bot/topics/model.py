"""An estate's topic model: which entry answers a question, and how likely that is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from bot.topics.evidence import Said, about_its_own, certainties, extra_of, weigh
from bot.topics.following import Reading
from bot.topics.gate import Gate
from bot.topics.ranker import SLICE, Likeness, Memory, directions

WITHIN = 4  # so many candidates can be offered as choices
_RECENT = 8  # judgements that are kept: those of a message and of its parts


@dataclass(frozen=True)
class Judgement:
    """The best candidates first, as (entry id, probability that it answers); `within`: that one does."""

    candidates: tuple[tuple[str, float], ...]
    within: float


class _Compared(NamedTuple):
    """How like some questions are to the remembered ones, and what the regression says to them."""

    like: Likeness
    said: Said


@dataclass(frozen=True)
class TopicModel:
    """Everything that is needed to judge a question; bot/topics/learning.py makes it.

    `topics` is each remembered question's topic, -1 a miss. `coefficients` has a row for each of them, a
    column for each id, one for each topic that the estate lacks, and a last one for *whether*. `answers` are
    the vectors of the answers. `right` is the gate for the best candidate, `within` the one for the best few
    together. `record` is each id's own log-odds beside the gate's (bot/topics/record.py).
    """

    ids: tuple[str, ...]
    memory: Memory
    topics: np.ndarray
    coefficients: np.ndarray
    answers: np.ndarray
    right: Gate
    within: Gate
    record: np.ndarray

    def judge(self, text: str, vector: np.ndarray) -> Judgement:
        """Judge one normalised question; the steps that a message passes ask about it several times."""
        if text not in self._judged:
            if len(self._judged) >= _RECENT:
                self._judged.clear()
            self._judged[text] = self._judgements([text], vector[None, :], self._compared(text, vector))[0]
        return self._judged[text]

    @cached_property
    def _judged(self) -> dict[str, Judgement]:
        return {}

    def _compared(self, text: str, vector: np.ndarray) -> _Compared:
        """Compare one question with what is remembered, once, whether it is then judged, read or both."""
        if text not in self._recent:
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            self._recent[text] = self._compare([text], vector[None, :])
        return self._recent[text]

    @cached_property
    def _recent(self) -> dict[str, _Compared]:
        return {}

    def judge_all(self, texts: Sequence[str], vectors: np.ndarray) -> list[Judgement]:
        """Judge many questions, a slice at a time."""
        slices = [slice(start, start + SLICE) for start in range(0, len(texts), SLICE)]
        return [
            one
            for part in slices
            for one in self._judgements(texts[part], vectors[part], self._compare(texts[part], vectors[part]))
        ]

    def read(self, text: str, vector: np.ndarray) -> Reading:
        """Give the bare scores of one wording, for whoever weighs several against one another."""
        said = self._compared(text, vector).said
        return Reading(said.topics[0], float(said.answerable[0]))

    def fits(self, vector: np.ndarray) -> np.ndarray:
        """Say how like a wording is to the answer of each id, -1…1, apart from what all have in common."""
        return np.asarray(self._answer_directions @ directions(vector[None, :], self.memory.centre)[0])

    @cached_property
    def _answer_directions(self) -> np.ndarray:
        return directions(self.answers, self.memory.centre)

    def _compare(self, texts: Sequence[str], vectors: np.ndarray) -> _Compared:
        like = self.memory.likeness(texts, vectors)
        return _Compared(like, Said.of(like.kernel @ self.coefficients, len(self.ids)))

    def _judgements(self, texts: Sequence[str], vectors: np.ndarray, compared: _Compared) -> list[Judgement]:
        like, said = compared
        extra = extra_of(said, vectors @ self.answers.T, self.memory.terms, texts)
        evidence = weigh(said, like, self.topics, extra=extra)
        own = about_its_own(said)
        first = own * self.right.probability(evidence, self.record[said.topics.argmax(axis=1)])
        within = own * self.within.probability(evidence)
        return [self._judgement(*row) for row in zip(certainties(said.topics), first, within, strict=True)]

    def _judgement(self, shares: np.ndarray, first: float, within: float) -> Judgement:
        order = np.argsort(-shares)[:WITHIN]
        others = shares[order[1:]]
        joint = max(within, first)
        spread = others / max(others.sum(), 1e-9) * (joint - first)
        confidences = [first, *np.minimum(spread, first)]
        named = tuple((self.ids[at], float(value)) for at, value in zip(order, confidences, strict=True))
        return Judgement(named, float(joint))
