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
    """The best candidates, best first, as (entry id, probability that it answers), and their joint probability."""

    candidates: tuple[tuple[str, float], ...]
    within: float


@dataclass(frozen=True)
class Learned:
    """What the two regressions found: one column of `which` a topic, one number of `whether` a question."""

    which: np.ndarray
    whether: np.ndarray


@dataclass(frozen=True)
class TopicModel:
    """Everything that is needed to judge a question; `topics` is each remembered question's topic, -1 a miss."""

    ids: tuple[str, ...]
    memory: Memory
    topics: np.ndarray
    learned: Learned
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
        extra = _extra(memory, texts, vectors)
        examples = _Examples(topics, like, extra, vectors @ answers.T, len(ids))
        right, within = _learn_gates(examples, _folds(rows))
        return cls(tuple(ids), memory, topics, examples.regress(np.ones(len(rows), bool)), answers, right, within)

    def judge(self, text: str, vector: np.ndarray) -> Judgement:
        """Judge one normalised question."""
        return self.judge_all([text], vector[None, :])[0]

    def judge_all(self, texts: Sequence[str], vectors: np.ndarray) -> list[Judgement]:
        """Judge many questions at once."""
        like = self.memory.likeness(texts, vectors)
        scores, answerable = _apply(self.learned, like)
        fit = _best_column(scores, vectors @ self.answers.T)
        extra = np.column_stack([fit, _extra(self.memory, texts, vectors)])
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
    """The training questions compared with one another, so that any part can be learned and the rest tried."""

    topics: np.ndarray
    like: Likeness
    extra: np.ndarray
    fits: np.ndarray
    count: int

    def regress(self, part: np.ndarray) -> Learned:
        """Solve both regressions on a part of the questions; the others get zero coefficients."""
        kernel = self.like.kernel
        which = np.zeros((len(self.topics), self.count), np.float32)
        answered = np.flatnonzero(part & (self.topics >= 0))
        which[answered] = solve(kernel[np.ix_(answered, answered)], np.eye(self.count)[self.topics[answered]])
        whether = np.zeros(len(self.topics), np.float32)
        used = np.flatnonzero(part)
        whether[used] = solve(kernel[np.ix_(used, used)], np.where(self.topics[used] >= 0, 1.0, -1.0))
        return Learned(which, whether)

    def try_on(self, learned_from: np.ndarray, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The scores and the evidence for the `asked`, by what the others teach."""
        known = np.flatnonzero(learned_from)
        like = self.like.of(np.flatnonzero(asked), known)
        learned = self.regress(learned_from)
        scores, answerable = _apply(Learned(learned.which[known], learned.whether[known]), like)
        extra = np.column_stack([_best_column(scores, self.fits[asked]), self.extra[asked]])
        return scores, weigh(scores, answerable, like, self.topics[known], extra=extra)


def _learn_gates(examples: _Examples, folds: np.ndarray) -> tuple[Gate, Gate]:
    evidence, first, among, missed, held = [], [], [], [], []
    for fold in np.unique(folds[folds >= 0]):
        asked = folds == fold
        scores, weighed = examples.try_on(~asked, asked)
        truth = examples.topics[asked]
        order = np.argsort(-scores, axis=1)
        evidence.append(weighed)
        first.append(order[:, 0] == truth)
        among.append((order[:, :WITHIN] == truth[:, None]).any(axis=1))
        missed.append(truth < 0)
        held.append(np.full(len(truth), fold))
    miss = np.concatenate(missed)
    weight = np.where(miss, MISSES_SHARE / max(miss.mean(), 1e-9), (1 - MISSES_SHARE) / max(1 - miss.mean(), 1e-9))
    both = [
        Gate.learn(np.concatenate(evidence), np.concatenate(hit), weight, np.concatenate(held)) for hit in (first, among)
    ]
    return both[0], both[1]


def _folds(rows: Sequence[Row]) -> np.ndarray:
    """One fold an author; the entries themselves belong to none. A single author is dealt into five."""
    authors = sorted({row.author for row in rows} - {ENTRIES})
    if len(authors) < 2:  # noqa: PLR2004
        return np.array([-1 if row.author == ENTRIES else place % 5 for place, row in enumerate(rows)])
    return np.array([-1 if row.author == ENTRIES else authors.index(row.author) for row in rows])


def _apply(learned: Learned, like: Likeness) -> tuple[np.ndarray, np.ndarray]:
    kernel = like.kernel
    return kernel @ learned.which, kernel @ learned.whether


def _best_column(scores: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.asarray(np.take_along_axis(values, scores.argmax(axis=1)[:, None], axis=1)[:, 0])


def _extra(memory: Memory, texts: Sequence[str], _: np.ndarray) -> np.ndarray:
    strange = [memory.terms.strangeness(text) for text in texts]
    return np.column_stack([strange, np.log1p([len(text) for text in texts])])
