"""Which entry a message means that follows an answer: what it says, seen in the light of what was told.

A choice among all the estate's entries and *none of them*. Each entry is weighed by how well it answers the
message alone, the message behind the question before, the message with the subject before, by how near it
stands to the entry before, and by whether its answer tells the kind of thing that is asked. The weights were
learnt from written conversations (setup/teach_following.py); they know no estate and no topic.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.topics.aspects import asked_for, told_by

WEIGHTS = Path(__file__).parent.parent / "data" / "following.json"
_LONG = 20.0  # characters; longer messages are no fuller


class Reading(NamedTuple):
    """The regression's scores of one wording: of each topic, and of being answerable at all."""

    topics: np.ndarray
    answerable: float


@dataclass(frozen=True)
class Follow:
    """A message after an answer.

    `completed` is the message with what it leaves out, as far as words tell (bot/follow_up.py), and `bare`
    whether it leaves out anything; `swapped` says that it is the question before with another value in it.
    `before` is the place of the entry that was told; `sure` the confidence that the message has by itself.
    `fits` and `fits_behind` say how like the message, alone and behind the question, is to each answer.
    """

    said: str
    before: int
    alone: Reading
    behind_the_question: Reading
    with_the_subject: Reading
    subject: Reading
    completed: Reading
    fits: np.ndarray
    fits_behind: np.ndarray
    sure: float
    bare: bool
    swapped: bool


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
        family = np.array([_family(one) == _family(self.ids[before]) for one in self.ids])
        group = np.array([one == self.groups[before] for one in self.groups])
        same = places == before
        return same, family & ~same, group & ~family & ~same


def _family(entry_id: str) -> str:
    return ".".join(entry_id.split(".")[:2])


def of_entries(follow: Follow, among: Among) -> np.ndarray:
    """Give what speaks for each entry: a row an entry."""
    alone, behind = follow.alone.topics, follow.behind_the_question.topics
    subject = follow.with_the_subject.topics
    same, family, group = (part.astype(float) for part in among.nearness(follow.before))
    asked = asked_for(follow.said)
    match = (among.told & asked[:, None]).sum(axis=0) / max(asked.sum(), 1)
    sure, length = follow.sure, min(len(follow.said), _LONG) / 10 - 1
    bare, swapped = float(follow.bare), float(follow.swapped)
    near = (same, family, group)
    columns = (
        alone,
        behind,
        subject,
        subject - follow.subject.topics,
        follow.completed.topics * bare,
        follow.completed.topics * swapped,
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
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def of_none(follow: Follow) -> np.ndarray:
    """Give what speaks for no entry at all."""
    readings = (follow.alone, follow.behind_the_question, follow.with_the_subject)
    best = [float(one.topics.max()) for one in readings]
    answerable = [one.answerable for one in readings]
    fits = [float(follow.fits.max()), float(follow.fits[follow.before])]
    return np.array([1.0, follow.sure, *best, *answerable, float(follow.bare), *fits])


@dataclass(frozen=True)
class Following:
    """The learnt weights, one for each thing that speaks for an entry, and for none."""

    entries: np.ndarray
    none: np.ndarray

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "Following":
        """Read what setup/teach_following.py wrote."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(np.array(stored["entries"]), np.array(stored["none"]))

    def shares(self, follow: Follow, among: Among) -> np.ndarray:
        """Give the probability of each entry, and of none as the last one."""
        scores = np.append(of_entries(follow, among) @ self.entries, of_none(follow) @ self.none)
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())


@lru_cache(maxsize=1)
def learnt() -> Following:
    """Give the weights that the bot ships with."""
    return Following.load()
