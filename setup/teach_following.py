"""Teach the bot what a message means that follows an answer: write `bot/data/following.json`.

Run `bot/.venv/bin/python setup/teach_following.py` with the shipped estate published (`make run` does it),
after conversations in `bot/data/talks` were added. It prints how often the meant entry is found for the
conversations of each author when only the other authors taught; then it learns from all. A message that
opens a conversation is also set behind the answers of others, as a change of subject. Near misses and
questions of `bot/data/questions` are set behind answers too: an answer makes many a matter next door sound
answerable. They are read by a model to which their author is a stranger, as everybody's will be.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from bot.settings import QUESTIONS, TALKS, cache_folder  # noqa: E402
from bot.topics.corpus import NEAR, rows_of  # noqa: E402
from bot.topics.following import WEIGHTS, Following, of_entries, of_none  # noqa: E402
from bot.training import train_rows  # noqa: E402

ESTATE = "yunshan"
THRESHOLDS = (0.7, 0.5, 0.35)
STRENGTH = 0.003  # of the pull towards nought; .003 to .03 came to the same
SHARPER = (0.8, 1.0, 1.2, 1.4, 1.6)  # one is chosen by how authors are understood who did not teach
BEHIND_OTHERS, SEED = 2, 5
SINGLE_MISSES, SINGLE_QUESTIONS = 110, 90  # of each author who wrote misses; each behind three answers
SINGLE_SHARE = 0.15  # so much do they count together, the messages of conversations being 1
_NOT_ANSWERED = {"clarify", "handoff"}


@dataclass(frozen=True)
class Lesson:
    """A message behind an answer: what speaks for each entry and for none, and the places of those meant."""

    author: str
    entries: np.ndarray
    none: np.ndarray
    meant: tuple[int, ...]
    weight: float = 1.0


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
    spoken = list(_lessons(published))
    single = list(_single_lessons(published))
    weight = SINGLE_SHARE * len(spoken) / len(single)
    lessons = spoken + [replace(one, weight=weight) for one in single]
    strangers: list[tuple[Lesson, np.ndarray]] = []
    for author in sorted({one.author for one in lessons}):
        learnt = _learnt([one for one in lessons if one.author != author])
        strangers += [(one, _scores(one, learnt)) for one in lessons if one.author == author]
    sharpness = min(SHARPER, key=lambda factor: -sum(_likelihood(*one, factor) for one in strangers))
    sys.stdout.write(f"锐度 {sharpness}\n")
    for author in sorted({one.author for one in lessons}):
        _tell(
            author, [(one, _shares(sharpness * scores)) for one, scores in strangers if one.author == author]
        )
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


def _single_lessons(published: Published) -> Iterator[Lesson]:
    """Set near misses and questions behind the answer next door, another of its field, and one of another."""
    chance = random.Random(SEED)  # noqa: S311  which questions follow which
    entries = list(published.entries.values())
    rows = rows_of(entries, QUESTIONS)
    asked: dict[str, list[str]] = {}
    for row in rows:
        asked.setdefault(row.entry_id or "", []).append(row.text)
    for folder in sorted(file.parent for file in QUESTIONS.glob(f"*/{NEAR}")):
        known = [row for row in rows if row.author != folder.name]
        without = replace(published, model=train_rows(entries, known, cache_folder()))
        misses = list(_misses(folder / NEAR, published))
        questions = [(row.text, row.entry_id) for row in rows if row.author == folder.name and row.entry_id]
        for said, topic in chance.sample(misses, SINGLE_MISSES):
            turn = Turn(f"（近似）{folder.name}", said, ())
            yield from _behind_three(without, turn, topic, asked=asked, chance=chance)
        for said, topic in chance.sample(questions, SINGLE_QUESTIONS):
            turn = Turn(f"（单句）{folder.name}", said, (topic,))
            yield from _behind_three(without, turn, topic, asked=asked, chance=chance)


def _misses(file: Path, published: Published) -> Iterator[tuple[str, str]]:
    for row in yaml.safe_load(file.read_text(encoding="utf-8")):
        if row["near"] in published.entries:
            yield question_of(normalise(str(row["text"]))), row["near"]


def _behind_three(
    published: Published, turn: Turn, topic: str, *, asked: dict[str, list[str]], chance: random.Random
) -> Iterator[Lesson]:
    entries = published.entries
    field = [one for one in asked if one in entries and entries[one].group == entries[topic].group]
    others = [one for one in asked if one in entries and one not in field]
    for before in (topic, chance.choice(field), chance.choice(others)):
        yield _lesson(published, Turn("", chance.choice(asked[before]), (before,)), turn)


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
    rows, last = np.stack([one.entries for one in lessons]), np.stack([one.none for one in lessons])
    entries = rows.reshape(-1, rows.shape[2]).std(axis=0) + 1e-6
    none = np.append(1.0, last[:, 1:].std(axis=0) + 1e-6)
    rows, last, width = rows / entries, last / none, len(entries)
    weight = np.array([one.weight for one in lessons])
    meant = np.zeros((len(lessons), rows.shape[1] + 1), dtype=bool)
    for place, one in enumerate(lessons):
        meant[place, list(one.meant) or [-1]] = True

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = np.column_stack([rows @ weights[:width], last @ weights[width:]])
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        wanted = np.where(meant, shares, 0.0)
        hit = wanted.sum(axis=1) + 1e-12
        difference = (shares - wanted / hit[:, None]) * weight[:, None]
        pull = STRENGTH * weights
        slope = np.append(np.tensordot(difference[:, :-1], rows), difference[:, -1] @ last)
        return (
            float(-weight @ np.log(hit) / weight.sum() + pull @ weights / 2),
            slope / weight.sum() + pull,
        )

    found = minimize(loss, np.zeros(width + len(none)), jac=True, method="L-BFGS-B").x
    return Following(found[:width] / entries, found[width:] / none)


def _scores(one: Lesson, learnt: Following) -> np.ndarray:
    return np.append(one.entries @ learnt.entries, one.none @ learnt.none)


def _likelihood(one: Lesson, scores: np.ndarray, sharpness: float) -> float:
    return one.weight * float(np.log(_shares(sharpness * scores)[list(one.meant) or [-1]].sum() + 1e-12))


def _shares(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def _tell(author: str, lessons: Sequence[tuple[Lesson, np.ndarray]]) -> None:
    best = [(one, int(shares[:-1].argmax()), shares[:-1].max()) for one, shares in lessons]
    told = []
    for threshold in THRESHOLDS:
        answered = [(one, place) for one, place, share in best if share >= threshold]
        right = sum(place in one.meant for one, place in answered)
        told.append(f"{threshold} 起答 {len(answered)} 句，其中 {right} 句答对")
    sys.stdout.write(f"{author}：{len(lessons)} 句里" + "；".join(told) + "\n")


if __name__ == "__main__":
    main()
