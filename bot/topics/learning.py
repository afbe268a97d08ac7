"""Makes a topic model of questions: *which* from all of them, *whether* as strangers meet it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from bot.topics.corpus import ENTRIES, Row
from bot.topics.evidence import Said, extra_of, weigh
from bot.topics.gate import Gate, as_asked
from bot.topics.model import WITHIN, TopicModel
from bot.topics.ranker import SLICE, Memory, Ridge
from bot.topics.record import Outcomes, learn_record

_PARTS = 5


def learn(ids: Sequence[str], rows: Sequence[Row], vectors: np.ndarray, answers: np.ndarray) -> TopicModel:
    """Learn from rows with their vectors, and the vectors of the answers in the order of `ids`."""
    texts = [row.text for row in rows]
    column = {entry_id: number for number, entry_id in enumerate(ids)}
    topics = np.array([-1 if row.entry_id is None else column[row.entry_id] for row in rows])
    memory = Memory.of(texts, vectors)
    ridge = Ridge(memory.kernel(), _targets(ids, rows))
    examples = _Examples(texts, topics, memory, vectors @ answers.T)
    gates = _learn_gates(examples, ridge, rows)
    return TopicModel(tuple(ids), memory, topics, ridge.coefficients, answers, **gates)


@dataclass(frozen=True)
class _Examples:
    """The training questions, ready to be asked of a ranker that has not read them."""

    texts: Sequence[str]
    topics: np.ndarray
    memory: Memory
    fits: np.ndarray

    def weigh(self, columns: np.ndarray, asked: np.ndarray, known: np.ndarray) -> np.ndarray:
        """Give the evidence for the `asked` questions; `columns` are what the `known` ones teach of them."""
        found = []
        for start in range(0, len(asked), SLICE):
            part = asked[start : start + SLICE]
            said = Said.of(columns[start : start + SLICE], self.fits.shape[1])
            texts = [self.texts[place] for place in part]
            extra = extra_of(said, self.fits[part], self.memory.terms, texts)
            found.append(weigh(said, self.memory.within(part, known), self.topics[known], extra=extra))
        return np.concatenate(found)


class Gates(TypedDict):
    """What decides *whether*, as a topic model has it."""

    right: Gate
    within: Gate
    record: np.ndarray


def _learn_gates(examples: _Examples, ridge: Ridge, rows: Sequence[Row]) -> Gates:
    folds, topics = folds_of(rows), examples.topics
    weighed, asked_in_order, ranked = [], [], []
    for fold in np.unique(folds[folds >= 0]):
        asked, known = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        columns = ridge.without(asked)
        weighed.append(examples.weigh(columns, asked, known))
        scores = Said.of(columns, examples.fits.shape[1]).topics
        ranked.append(np.argsort(-scores, axis=1)[:, :WITHIN])
        asked_in_order.append(asked)
    order, ranking, evidence = map(np.concatenate, (asked_in_order, ranked, weighed))
    hits = ranking == topics[order][:, None]
    weight = as_asked(topics[order] < 0, np.array([row.far for row in rows])[order])
    right = Gate.learn(evidence, hits[:, 0], weight)
    seen = Outcomes(right.scores(evidence), hits[:, 0], weight, ranking[:, 0])
    record = learn_record(seen, examples.fits.shape[1])
    return Gates(right=right, within=Gate.learn(evidence, hits.any(axis=1), weight), record=record)


def folds_of(rows: Sequence[Row]) -> np.ndarray:
    """Say which questions are asked together as a stranger's: one fold an author.

    The entries' own words (-1) are always known, unless nobody else speaks about the entry: then they are
    dealt into the folds, so that the gate sees such thin topics too. A single author is dealt into five.
    """
    authors = sorted({row.author for row in rows} - {ENTRIES})
    spoken_of = {row.entry_id for row in rows if row.author != ENTRIES}
    alone = len(authors) < 2  # noqa: PLR2004
    folds = []
    for place, row in enumerate(rows):
        if row.author == ENTRIES:
            folds.append(-1 if row.entry_id in spoken_of else place % (_PARTS if alone else len(authors)))
        else:
            folds.append(place % _PARTS if alone else authors.index(row.author))
    return np.array(folds)


def _targets(ids: Sequence[str], rows: Sequence[Row]) -> np.ndarray:
    """One column a topic, first the estate's own, then those it lacks; a last one for *whether*.

    *Whether* is +1 for a question with an answer, -1 for a miss. A question about a lacked topic is best told
    from the topics next to it by knowing that topic.
    """
    lacked = sorted({row.lacked for row in rows if row.lacked})
    column = {topic: number for number, topic in enumerate([*ids, *lacked])}
    targets = np.zeros((len(rows), len(column) + 1), dtype=np.float32)
    for place, row in enumerate(rows):
        topic = row.entry_id or row.lacked
        if topic:
            targets[place, column[topic]] = 1.0
        targets[place, -1] = 1.0 if row.entry_id else -1.0
    return targets
