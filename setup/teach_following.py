"""Teach the bot what a message means that follows an answer: write `bot/data/following.json`.

Run `bot/.venv/bin/python setup/teach_following.py` with the shipped estate published (`make run` does it),
after something was added to `bot/data/talks` or `bot/data/follow_ups`. It prints how often the meant entry is
found for each author when only the others taught; then it learns from all, once with what is recalled of
others (bot/topics/recall.py) and once without. Near misses and questions of `bot/data/questions` are set
behind answers too: an answer makes many a matter next door sound answerable. They are read by a model to
which their author is a stranger, as everybody's will be.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.after_answer import follow_of  # noqa: E402  # the project is no installed package here
from bot.estates import Published, shared_estates  # noqa: E402
from bot.follow_up import fragment_of, subject_of  # noqa: E402
from bot.language.spelling import spelled  # noqa: E402
from bot.settings import FOLLOW_UPS, QUESTIONS, cache_folder  # noqa: E402
from bot.topics.asked_on import AskedOn, asked_on  # noqa: E402
from bot.topics.corpus import NEAR, rows_of  # noqa: E402
from bot.topics.following import WEIGHTS, Follow, Weights, of_entries, of_none, shares_of  # noqa: E402
from bot.topics.recall import Recall, recalled_by_strangers  # noqa: E402
from bot.training import train_rows  # noqa: E402

ESTATE = "yunshan"
THRESHOLDS = (0.7, 0.5, 0.35)
STRENGTH = 0.003  # of the pull towards nought; .003 to .03 came to the same
SHARPER = (0.8, 1.0, 1.2, 1.4, 1.6)  # one is chosen by how authors are understood who did not teach
SEED = 5
FOLDS = 4  # of authors, who are tried together
TALK, LISTED, SINGLE = "talk", "listed", "single"
FOLLOW_UP_WEIGHT = 0.3  # of a message in follow_ups, those of talks being 1: there are more of them
SINGLE_MISSES, SINGLE_QUESTIONS = 110, 90  # of each author who wrote misses; each behind three answers
SINGLE_SHARE = 0.15  # so much do they count together, the messages of conversations being 1


@dataclass(frozen=True)
class Lesson:
    """A message behind an answer: what speaks for each entry and for none, and the places of those meant."""

    author: str
    entries: np.ndarray
    none: np.ndarray
    meant: tuple[int, ...]
    weight: float = 1.0


def main() -> None:
    """Learn, say how well strangers are understood, write."""
    published = shared_estates().in_force(ESTATE)
    if published is None:
        sys.exit("先发布演示小区：make run")
    told = [one for one in asked_on() if one.before in published.entries and one.said]
    recall, recalled = recalled_by_strangers(told, published.model.ids)
    follows = [_follow(published, one) for one in told]
    heard = [replace(follow, recalled=one) for follow, one in zip(follows, recalled, strict=True)]
    single, single_follows = zip(*_single(published, recall), strict=True)
    unheard = [replace(follow, recalled=None) for follow in single_follows]
    stored = {
        "recalling": _taught(published, [*told, *single], [*heard, *single_follows]),
        "unheard": _taught(published, [*told, *single], [*follows, *unheard]),
    }
    WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _follow(published: Published, one: AskedOn, recall: Recall | None = None) -> Follow:
    title = subject_of(published.entries[one.before].title)
    asked = f"{title}{one.asked}" if fragment_of(one.asked) else one.asked
    return follow_of(published, one.said, topic=one.before, asked=asked, recall=recall)


def _taught(
    published: Published, told: Sequence[AskedOn], follows: Sequence[Follow]
) -> dict[str, list[float]]:
    lessons = _weighed([_lesson(published, *pair) for pair in zip(told, follows, strict=True)])
    strangers: list[tuple[Lesson, np.ndarray]] = []
    authors = sorted({one.author for one in lessons})
    for fold in range(FOLDS):
        tried = set(authors[fold::FOLDS])
        learnt = _learnt([one for one in lessons if one.author not in tried])
        strangers += [(one, learnt.scores(one.entries, one.none)) for one in lessons if one.author in tried]
    sharpness = min(SHARPER, key=lambda factor: -sum(_likelihood(*one, factor) for one in strangers))
    sys.stdout.write(f"锐度 {sharpness}\n")
    for author in authors:
        _tell(
            author,
            [(one, shares_of(sharpness * scores)) for one, scores in strangers if one.author == author],
        )
    learnt = _learnt(lessons)
    return {
        "entries": (sharpness * learnt.entries).round(4).tolist(),
        "none": (sharpness * learnt.none).round(4).tolist(),
    }


def _lesson(published: Published, one: AskedOn, follow: Follow) -> Lesson:
    ids = published.model.ids
    meant = tuple(ids.index(entry) for entry in one.meant if entry in ids)
    return Lesson(one.author, of_entries(follow, published.among), of_none(follow), meant)


def _weighed(lessons: Sequence[Lesson]) -> list[Lesson]:
    kinds = Counter(_kind(one.author) for one in lessons)
    weights = {TALK: 1.0, LISTED: FOLLOW_UP_WEIGHT, SINGLE: SINGLE_SHARE * kinds[TALK] / kinds[SINGLE]}
    return [replace(one, weight=weights[_kind(one.author)]) for one in lessons]


def _kind(author: str) -> str:
    if author.startswith("（"):
        return SINGLE
    return LISTED if (FOLLOW_UPS / f"{author}.yml").is_file() else TALK


def _single(published: Published, recall: Recall) -> Iterator[tuple[AskedOn, Follow]]:
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
            turn = AskedOn(f"（近似）{folder.name}", topic, "", said, ())
            yield from _behind_three(without, turn, recall, asked=asked, chance=chance)
        for said, topic in chance.sample(questions, SINGLE_QUESTIONS):
            turn = AskedOn(f"（单句）{folder.name}", topic, "", said, (topic,))
            yield from _behind_three(without, turn, recall, asked=asked, chance=chance)


def _misses(file: Path, published: Published) -> Iterator[tuple[str, str]]:
    for row in yaml.safe_load(file.read_text(encoding="utf-8")):
        if row["near"] in published.entries:
            yield spelled(row["text"]), row["near"]


def _behind_three(
    published: Published, turn: AskedOn, recall: Recall, *, asked: dict[str, list[str]], chance: random.Random
) -> Iterator[tuple[AskedOn, Follow]]:
    entries = published.entries
    field = [one for one in asked if one in entries and entries[one].group == entries[turn.before].group]
    others = [one for one in asked if one in entries and one not in field]
    for before in (turn.before, chance.choice(field), chance.choice(others)):
        behind = replace(turn, before=before, asked=chance.choice(asked[before]))
        yield behind, _follow(published, behind, recall)


def _learnt(lessons: Sequence[Lesson]) -> Weights:
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
    return Weights(found[:width] / entries, found[width:] / none)


def _likelihood(one: Lesson, scores: np.ndarray, sharpness: float) -> float:
    return one.weight * float(np.log(shares_of(sharpness * scores)[list(one.meant) or [-1]].sum() + 1e-12))


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
