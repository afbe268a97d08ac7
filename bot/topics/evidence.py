"""What speaks for and against answering at all: the numbers that the gate weighs."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bot.topics.ranker import Likeness
from bot.topics.terms import Terms

NAMES = (
    "first score",
    "margin",
    "certainty",
    "second certainty",
    "entropy",
    "likeness to an answered question",
    "likeness to the topic's own questions",
    "likeness to a miss",
    "answered over miss",
    "wording of an answered one",
    "wording of a miss",
    "neighbours that agree",
    "answerable score",
    "likeness to the answer",
    "strange words",
    "length",
)
_SHARPNESS = 12.0
_NEIGHBOURS = 8


class Said(NamedTuple):
    """What the regression says to some questions: of the estate's topics, of those it lacks, of *whether*."""

    topics: np.ndarray
    lacked: np.ndarray
    answerable: np.ndarray

    @classmethod
    def of(cls, columns: np.ndarray, count: int) -> "Said":
        """Take the regression's columns apart; the first `count` are the estate's own topics."""
        return cls(columns[:, :count], columns[:, count:-1], columns[:, -1])


def certainties(scores: np.ndarray) -> np.ndarray:
    """Scores as shares of one, row by row."""
    powers = np.exp(_SHARPNESS * (scores - scores.max(axis=1, keepdims=True)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def about_its_own(said: Said) -> np.ndarray:
    """Give the probability, for each question, that it is about an own topic rather than a lacked one."""
    if not said.lacked.shape[1]:
        return np.ones(len(said.topics))
    gap = said.lacked.max(axis=1) - said.topics.max(axis=1)
    return np.asarray(1 / (1 + np.exp(_SHARPNESS * gap)))


def weigh(said: Said, like: Likeness, topics: np.ndarray, *, extra: np.ndarray) -> np.ndarray:
    """Give the evidence, one row a question, one column a name.

    `like`: to the remembered questions, whose topics are `topics` (-1 a miss). `extra`: the last columns,
    from `extra_of`.
    """
    scores = said.topics
    shares = certainties(scores)
    ordered = np.sort(scores, axis=1)[:, ::-1]
    top_shares = np.sort(shares, axis=1)[:, ::-1]
    best = scores.argmax(axis=1)
    answered, missed = topics >= 0, topics < 0
    near_answered = _nearest(like.meaning, answered)
    near_missed = _nearest(like.meaning, missed)
    of_best = topics[None, :] == best[:, None]
    both = like.meaning + like.wording
    neighbours = np.argpartition(-both, min(_NEIGHBOURS, both.shape[1] - 1), axis=1)[:, :_NEIGHBOURS]
    columns = (
        ordered[:, 0],
        ordered[:, 0] - (ordered[:, 1] if ordered.shape[1] > 1 else 0.0),
        top_shares[:, 0],
        top_shares[:, :3].sum(axis=1) - top_shares[:, 0],
        -(shares * np.log(shares + 1e-9)).sum(axis=1),
        near_answered,
        np.where(of_best, like.meaning, -1.0).max(axis=1),
        near_missed,
        near_answered - near_missed,
        _nearest(like.wording, answered),
        _nearest(like.wording, missed),
        (topics[neighbours] == best[:, None]).mean(axis=1),
        said.answerable,
        *extra.T,
    )
    return np.stack(columns, axis=1).astype(np.float64)


def extra_of(said: Said, fits: np.ndarray, terms: Terms, texts: Sequence[str]) -> np.ndarray:
    """Give what the question itself and the answer tell; `fits`: how like it is to each topic's answer."""
    best = said.topics.argmax(axis=1)[:, None]
    strange = [terms.strangeness(text) for text in texts]
    length = np.log1p([len(text) for text in texts])
    return np.column_stack([np.take_along_axis(fits, best, axis=1), strange, length])


def _nearest(likeness: np.ndarray, among: np.ndarray) -> np.ndarray:
    if not among.any():
        return np.zeros(len(likeness))
    return np.asarray(likeness[:, among].max(axis=1))
