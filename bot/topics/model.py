"""An estate's topic model: which entry answers a question, and how likely that is right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.topics.corpus import ENTRIES, Row
from bot.topics.evidence import certainties, weigh
from bot.topics.gate import MISSES_SHARE, Gate
from bot.topics.ranker import Likeness, Memory, solve

WITHIN = 3  # so many candidates make a clarification


@dataclass(frozen=True)
class Judgement:
    """The best candidates first, as (entry id, probability that it answers); `within`: that one does."""

    candidates: tuple[tuple[str, float], ...]
    within: float


@dataclass(frozen=True)
class TopicModel:
    """Everything that is needed to judge a question.

    `topics` is each remembered question's topic, -1 a miss. `coefficients` has a row for each of them, a
    column for each id and a last one for *whether*. `answers` are the vectors of the answers.
    """

    ids: tuple[str, ...]
    memory: Memory
    topics: np.ndarray
    coefficients: np.ndarray
    answers: np.ndarray
    right: Gate
    within: Gate

    @classmethod
    def learn(
        cls, ids: Sequence[str], rows: Sequence[Row], vectors: np.ndarray, answers: np.ndarray
    ) -> "TopicModel":
        """Learn from rows with their vectors, and the vectors of the answers in the order of `ids`."""
        texts = [row.text for row in rows]
        column = {entry_id: number for number, entry_id in enumerate(ids)}
        topics = np.array([-1 if row.entry_id is None else column[row.entry_id] for row in rows])
        memory = Memory.of(texts, vectors)
        like = memory.likeness(texts, vectors)
        extra = _extra(memory, texts)
        examples = _Examples(topics, like, extra, vectors @ answers.T, len(ids))
        right, within = _learn_gates(examples, _folds(rows))
        return cls(tuple(ids), memory, topics, examples.regress(np.arange(len(rows))), answers, right, within)

    def judge(self, text: str, vector: np.ndarray) -> Judgement:
        """Judge one normalised question."""
        return self.judge_all([text], vector[None, :])[0]

    def judge_all(self, texts: Sequence[str], vectors: np.ndarray) -> list[Judgement]:
        """Judge many questions at once."""
        like = self.memory.likeness(texts, vectors)
        scores, answerable = _apply(self.coefficients, like.kernel)
        fit = _best_column(scores, vectors @ self.answers.T)
        extra = np.column_stack([fit, _extra(self.memory, texts)])
        evidence = weigh(scores, answerable, like, self.topics, extra=extra)
        first, within = self.right.probability(evidence), self.within.probability(evidence)
        return [self._judgement(*row) for row in zip(certainties(scores), first, within, strict=True)]

    def _judgement(self, shares: np.ndarray, first: float, within: float) -> Judgement:
        order = np.argsort(-shares)[: WITHIN + 1]
        others = shares[order[1:]]
        joint = max(within, first)
        spread = others / max(others[: WITHIN - 1].sum(), 1e-9) * (joint - first)
        confidences = [first, *np.minimum(spread, first)]
        named = tuple((self.ids[at], float(value)) for at, value in zip(order, confidences, strict=True))
        return Judgement(named, float(joint))


@dataclass(frozen=True)
class _Examples:
    """The training questions compared with one another; any part can be learned and the rest tried."""

    topics: np.ndarray
    like: Likeness
    extra: np.ndarray
    fits: np.ndarray
    count: int

    def regress(self, part: np.ndarray) -> np.ndarray:
        """Solve both regressions, which and whether, on a part of the questions."""
        topics = self.topics[part]
        targets = np.zeros((len(topics), self.count + 1))
        answered = np.flatnonzero(topics >= 0)
        targets[answered, topics[answered]] = 1.0
        targets[:, -1] = np.where(topics >= 0, 1.0, -1.0)
        return solve(self.like.kernel[np.ix_(part, part)], targets)

    def try_on(self, known: np.ndarray, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the scores and the evidence for the `asked` questions, by what the `known` ones teach."""
        like = self.like.of(asked, known)
        scores, answerable = _apply(self.regress(known), self.like.kernel[np.ix_(asked, known)])
        extra = np.column_stack([_best_column(scores, self.fits[asked]), self.extra[asked]])
        return scores, weigh(scores, answerable, like, self.topics[known], extra=extra)


def _learn_gates(examples: _Examples, folds: np.ndarray) -> tuple[Gate, Gate]:
    evidence, first, among, missed = [], [], [], []
    for fold in np.unique(folds[folds >= 0]):
        asked = np.flatnonzero(folds == fold)
        scores, weighed = examples.try_on(np.flatnonzero(folds != fold), asked)
        truth = examples.topics[asked]
        order = np.argsort(-scores, axis=1)
        evidence.append(weighed)
        first.append(order[:, 0] == truth)
        among.append((order[:, :WITHIN] == truth[:, None]).any(axis=1))
        missed.append(truth < 0)
    miss = np.concatenate(missed)
    weight = np.where(
        miss, MISSES_SHARE / max(miss.mean(), 1e-9), (1 - MISSES_SHARE) / max(1 - miss.mean(), 1e-9)
    )
    both = [Gate.learn(np.concatenate(evidence), np.concatenate(hit), weight) for hit in (first, among)]
    return both[0], both[1]


def _folds(rows: Sequence[Row]) -> np.ndarray:
    """One fold an author; the entries themselves belong to none. A single author is dealt into five."""
    authors = sorted({row.author for row in rows} - {ENTRIES})
    if len(authors) < 2:  # noqa: PLR2004
        return np.array([-1 if row.author == ENTRIES else place % 5 for place, row in enumerate(rows)])
    return np.array([-1 if row.author == ENTRIES else authors.index(row.author) for row in rows])


def _apply(coefficients: np.ndarray, kernel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    both = kernel @ coefficients
    return both[:, :-1], both[:, -1]


def _best_column(scores: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.asarray(np.take_along_axis(values, scores.argmax(axis=1)[:, None], axis=1)[:, 0])


def _extra(memory: Memory, texts: Sequence[str]) -> np.ndarray:
    strange = [memory.terms.strangeness(text) for text in texts]
    return np.column_stack([strange, np.log1p([len(text) for text in texts])])
