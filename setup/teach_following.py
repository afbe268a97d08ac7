"""Teach the bot what a message means that follows an answer: write `bot/data/following.json`.

Run `bot/.venv/bin/python setup/teach_following.py` with the shipped estate published (`make run` does it),
after conversations in `bot/data/talks` were added. It prints how often the meant entry is found for the
conversations of each author when only the other authors taught; then it learns from all. A message that
opens a conversation is also set behind the answers of others, as a change of subject.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import minimize

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.after_answer import follow_of  # noqa: E402  # the project is no installed package here
from bot.estates import Published, shared_estates  # noqa: E402
from bot.follow_up import fragment_of, subject_of  # noqa: E402
from bot.language.meaning import encode  # noqa: E402
from bot.language.spelling import normalise, question_of  # noqa: E402
from bot.settings import TALKS  # noqa: E402
from bot.topics.following import WEIGHTS, Following, of_entries, of_none  # noqa: E402

ESTATE, THRESHOLD = "yunshan", 0.70
STRENGTH = 0.003  # of the pull towards nought; .003 to .03 came to the same
SHARPER = (0.8, 1.0, 1.2, 1.4, 1.6)  # one is chosen by how authors are understood who did not teach
BEHIND_OTHERS, SEED = 2, 5
_NOT_ANSWERED = {"clarify", "handoff"}


@dataclass(frozen=True)
class Lesson:
    """A message behind an answer: what speaks for each entry and for none, and the places of those meant."""

    author: str
    entries: np.ndarray
    none: np.ndarray
    meant: tuple[int, ...]


@dataclass(frozen=True)
class Turn:
    """What somebody wrote, and which entries answer it; none: nothing that the estate publishes."""

    author: str
    said: str
    meant: tuple[str, ...]


def main() -> None:
    """Learn, say how well strangers are understood, write."""
    published = shared_estates().in_force(ESTATE)
    if published is None:
        sys.exit("先发布演示小区：make run")
    lessons = list(_lessons(published))
    strangers: list[tuple[Lesson, np.ndarray]] = []
    for author in sorted({one.author for one in lessons}):
        learnt = _learnt([one for one in lessons if one.author != author])
        strangers += [(one, _scores(one, learnt)) for one in lessons if one.author == author]
    sharpness = min(SHARPER, key=lambda factor: -sum(_likelihood(*one, factor) for one in strangers))
    sys.stdout.write(f"锐度 {sharpness}\n")
    for author in sorted({one.author for one in lessons}):
        _tell(author, [(one, sharpness * scores) for one, scores in strangers if one.author == author])
    learnt = _learnt(lessons)
    stored = {
        "entries": (sharpness * learnt.entries).round(4).tolist(),
        "none": (sharpness * learnt.none).round(4).tolist(),
    }
    WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _lessons(published: Published) -> Iterator[Lesson]:
    openings: list[Turn] = []
    for author, dialogue in _dialogues():
        before: Turn | None = None
        for told in dialogue:
            turn = Turn(author, question_of(normalise(str(told["says"]))), _listed(told.get("entry")))
            acts = set(_listed(told.get("act")))
            asks = ("answer" in acts and turn.meant) or acts <= _NOT_ANSWERED
            if before and turn.said and asks and "tap" not in told and "reason" not in told:
                yield _lesson(published, before, turn)
            if not before and "answer" in acts and turn.meant and "amount" not in told:
                openings.append(turn)
            if turn.meant and acts & {"answer", "ask"}:
                before = turn
    chance = random.Random(SEED)  # noqa: S311  which questions follow which
    for turn in openings:
        for before in chance.choices(openings, k=BEHIND_OTHERS):
            if published.entries[before.meant[0]].group != published.entries[turn.meant[0]].group:
                yield _lesson(published, before, turn)


def _dialogues() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for file in sorted(TALKS.glob("*.yml")):
        for dialogue in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield file.stem, dialogue


def _listed(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (str(value),) if value else ()


def _lesson(published: Published, before: Turn, turn: Turn) -> Lesson:
    model, topic = published.model, before.meant[0]
    title = subject_of(published.entries[topic].title)
    asked = f"{title}{before.said}" if fragment_of(before.said) else before.said
    sure = model.judge(turn.said, encode(turn.said)).candidates[0][1]
    follow = follow_of(published, turn.said, topic=topic, asked=asked, sure=sure)
    meant = tuple(model.ids.index(one) for one in turn.meant if one in model.ids)
    return Lesson(turn.author, of_entries(follow, published.among), of_none(follow), meant)


def _learnt(lessons: Sequence[Lesson]) -> Following:
    """Fit the choice; what is fitted is scaled, so that no column is pulled to nought more than another."""
    entries = np.concatenate([one.entries for one in lessons]).std(axis=0) + 1e-6
    nones = np.array([one.none for one in lessons])
    none = np.append(1.0, nones[:, 1:].std(axis=0) + 1e-6)
    width = len(entries)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros_like(weights)
        for one in lessons:
            rows, last = one.entries / entries, one.none / none
            shares = _shares(np.append(rows @ weights[:width], last @ weights[width:]))
            wanted = np.zeros_like(shares)
            places = list(one.meant) or [-1]
            wanted[places] = shares[places]
            total -= np.log(wanted.sum() + 1e-12)
            difference = shares - wanted / wanted.sum()
            slope[:width] += rows.T @ difference[:-1]
            slope[width:] += last * difference[-1]
        count = len(lessons)
        pull = STRENGTH * weights
        return float(total / count + pull @ weights / 2), slope / count + pull

    found = minimize(loss, np.zeros(width + len(none)), jac=True, method="L-BFGS-B").x
    return Following(found[:width] / entries, found[width:] / none)


def _scores(one: Lesson, learnt: Following) -> np.ndarray:
    return np.append(one.entries @ learnt.entries, one.none @ learnt.none)


def _likelihood(one: Lesson, scores: np.ndarray, sharpness: float) -> float:
    return float(np.log(_shares(sharpness * scores)[list(one.meant) or [-1]].sum() + 1e-12))


def _shares(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def _tell(author: str, lessons: Sequence[tuple[Lesson, np.ndarray]]) -> None:
    answered = right = 0
    for one, scores in lessons:
        shares = _shares(scores)
        best = int(shares[:-1].argmax())
        answered += shares[best] >= THRESHOLD
        right += shares[best] >= THRESHOLD and best in one.meant
    sys.stdout.write(f"{author}：{len(lessons)} 句里答 {answered} 句，其中 {right} 句答对\n")


if __name__ == "__main__":
    main()
