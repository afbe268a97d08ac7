"""Which entry a message means that follows an answer: what it says, seen in the light of what was told.

A choice among all the estate's entries and *none of them*. Each entry is weighed by how well it answers the
message alone and the message behind the question before, by how near it stands to the entry before, by
whether its answer tells the kind of thing that is asked, and by what such a message led to when others said
it there (bot/topics/recall.py). The weights were learnt from written conversations
(setup/teach_following.py); they know no estate and no topic. Behind an entry that nobody was heard to ask on
about, they are others.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.topics.aspects import asked_for, told_by
from bot.topics.recall import Recalled

WEIGHTS = Path(__file__).parent.parent / "data" / "following.json"
_LONG = 20.0  # characters; longer messages are no fuller


class Reading(NamedTuple):
    """The regression's scores of one wording: of each topic, and of being answerable at all."""

    topics: np.ndarray
    answerable: float


@dataclass(frozen=True)
class Follow:
    """A message after an answer.

    `before` is the place of the entry that was told; `sure` the confidence that the message has by itself,
    and `bare` whether it leaves out anything, as far as words tell (bot/follow_up.py). `fits` and
    `fits_behind` say how like the message, alone and behind the question, is to each answer.
    """

    said: str
    before: int
    alone: Reading
    behind_the_question: Reading
    fits: np.ndarray
    fits_behind: np.ndarray
    sure: float
    bare: bool
    recalled: Recalled | None = None


@dataclass(frozen=True)
class Among:
    """What is to be chosen from: each entry's id, group and answer, in one order."""

    ids: Sequence[str]
    groups: Sequence[str]
    told: np.ndarray

    @classmethod
    def of(cls, ids: Sequence[str], groups: Sequence[str], answers: Sequence[str]) -> "Among":
        """Make it of the entries' ids, groups and answers."""
        return cls(ids, groups, told_by(answers))

    def nearness(self, before: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Say which entry is the one before, which are of its family, and which of its group alone."""
        places = np.arange(len(self.ids))
        family = np.array([family_of(one) == family_of(self.ids[before]) for one in self.ids])
        group = np.array([one == self.groups[before] for one in self.groups])
        same = places == before
        return same, family & ~same, group & ~family & ~same


def family_of(entry_id: str) -> str:
    """Give the first two parts of an id, which entries about one thing share."""
    return ".".join(entry_id.split(".")[:2])


def of_entries(follow: Follow, among: Among) -> np.ndarray:
    """Give what speaks for each entry: a row an entry."""
    alone = follow.alone.topics
    same, family, group = (part.astype(float) for part in among.nearness(follow.before))
    asked = asked_for(follow.said)
    match = (among.told & asked[:, None]).sum(axis=0) / max(asked.sum(), 1)
    sure, length = follow.sure, min(len(follow.said), _LONG) / 10 - 1
    bare = float(follow.bare)
    near = (same, family, group)
    columns = (
        alone,
        follow.behind_the_question.topics,
        alone * sure,
        alone * bare,
        *near,
        *(part * sure for part in near),
        *(part * bare for part in near),
        match,
        match * same,
        *(part * length for part in near),
        follow.fits,
        follow.fits * same,
        follow.fits * family,
        follow.fits_behind,
        follow.fits_behind * same,
        *_recalled_of(follow.recalled, same),
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def _recalled_of(recalled: Recalled | None, same: np.ndarray) -> tuple[np.ndarray, ...]:
    if recalled is None:
        return ()
    return recalled.topics, recalled.topics * same, recalled.same * same, recalled.none * same


def of_none(follow: Follow) -> np.ndarray:
    """Give what speaks for no entry at all."""
    readings = (follow.alone, follow.behind_the_question)
    best = [float(one.topics.max()) for one in readings]
    answerable = [one.answerable for one in readings]
    told = [1.0, follow.sure, *best, *answerable, float(follow.bare)]
    told += [float(follow.fits.max()), float(follow.fits[follow.before])]
    if follow.recalled:
        topics = follow.recalled.topics
        told += [follow.recalled.none, follow.recalled.same, topics.max(), topics[follow.before]]
    return np.array(told)


@dataclass(frozen=True)
class Weights:
    """One for each thing that speaks for an entry, and for none."""

    entries: np.ndarray
    none: np.ndarray

    def scores(self, entries: np.ndarray, none: np.ndarray) -> np.ndarray:
        """Weigh what speaks for each entry, and for none as the last one."""
        return np.append(entries @ self.entries, none @ self.none)


@dataclass(frozen=True)
class Following:
    """The learnt weights: with what is recalled, and where nobody was heard before."""

    recalling: Weights
    unheard: Weights

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "Following":
        """Read what setup/teach_following.py wrote."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            **{name: Weights(np.array(one["entries"]), np.array(one["none"])) for name, one in stored.items()}
        )

    def shares(self, follow: Follow, among: Among) -> np.ndarray:
        """Give the probability of each entry, and of none as the last one."""
        weights = self.recalling if follow.recalled else self.unheard
        return shares_of(weights.scores(of_entries(follow, among), of_none(follow)))


def shares_of(scores: np.ndarray) -> np.ndarray:
    """Give scores as shares of one."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


@lru_cache(maxsize=1)
def learnt() -> Following:
    """Give the weights that the bot ships with."""
    return Following.load()
