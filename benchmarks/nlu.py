"""How well the topic model does with people it has not read: `bot/.venv/bin/python -m benchmarks.nlu FOLDER`.

With benchmarks/held_out/*.yml it learns from every author and asks the held-out questions; else it leaves out
one author after the other. Nothing may be tuned on the held-out set. Run from the project's root.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml

from bot.language.meaning import encode
from bot.language.spelling import normalise, question_of
from bot.settings import QUESTIONS, cache_folder
from bot.topics.model import TopicModel
from bot.training import read_entries, train
from knowledge_base.entry import Entry

HELD_OUT = Path(__file__).parent / "held_out"
THRESHOLD, BAND, FIRST = 0.70, 0.50, 3
SPEED_SAMPLE = 200


@dataclass(frozen=True)
class Asked:
    """One held-out question: `kind` is topic, near or far; `entry_id` is the right answer of a topic."""

    text: str
    kind: str
    entry_id: str | None = None


def asked_in(folder: Path) -> list[Asked]:
    """Give the questions of one author's folder, with or without voices."""
    found = []
    for file in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8")) or []
        if file.stem in {"near", "far"}:
            found += [Asked(_words(row), file.stem) for row in content]
        elif file.stem == "questions" or (folder.parent == QUESTIONS and file.stem != "acts"):
            found += [Asked(_words(row), "topic", entry) for entry, rows in content.items() for row in rows]
    return found


def _words(row: object) -> str:
    return str(row["text"] if isinstance(row, dict) else row)


def report(name: str, model: TopicModel, asked: Sequence[Asked], say: Callable[[str], object]) -> None:
    """Ask all of them and print the figures."""
    texts = [question_of(normalise(one.text)) for one in asked]
    vectors = np.stack([encode(text) for text in texts])
    judged = model.judge_all(texts, vectors)
    first = np.array([one.candidates[0][1] for one in judged])
    within = np.array([one.within for one in judged])
    right = np.array([one.candidates[0][0] == it.entry_id for one, it in zip(judged, asked, strict=True)])
    among = np.array(
        [it.entry_id in [e for e, _ in one.candidates[:FIRST]] for one, it in zip(judged, asked, strict=True)]
    )
    topic = np.array([it.kind == "topic" for it in asked])
    answered, back = first >= THRESHOLD, (first < THRESHOLD) & (within >= BAND)
    lines = [
        ("topic first", right[topic].mean()),
        (f"topic among {FIRST}", among[topic].mean()),
        ("right at once", (answered & right)[topic].mean()),
        ("right within the choices", (back & among)[topic].mean()),
        ("wrong answer", (answered & ~right)[topic].mean()),
        ("asked back", back[topic].mean()),
        ("handed over", (~answered & ~back)[topic].mean()),
    ]
    for kind in ("near", "far"):
        misses = np.array([it.kind == kind for it in asked])
        if misses.any():
            lines += [
                (f"{kind} answered", answered[misses].mean()),
                (f"{kind} asked back", back[misses].mean()),
            ]
    lines += [("right of the answers", right[answered].mean()), ("ECE", _calibration_error(first, right))]
    say(f"{name}: {topic.sum()} questions, {(~topic).sum()} without an answer, {len(model.topics)} learned")
    for label, value in lines:
        say(f"  {label:26s}{value:7.3f}")
    say(f"  {'ms a question (p50)':26s}{_milliseconds(model, asked):7.1f}")


def _calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[place == at].mean() - right[place == at].mean()) * (place == at).mean()
        for at in range(bins)
        if (place == at).any()
    ]
    return float(sum(gaps))


def _milliseconds(model: TopicModel, asked: Sequence[Asked]) -> float:
    took = []
    for one in asked[:: max(1, len(asked) // SPEED_SAMPLE)]:
        started = time.perf_counter()
        text = question_of(normalise(one.text))
        model.judge(text, encode(text))
        took.append(time.perf_counter() - started)
    return 1000 * float(np.median(took))


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", type=Path, help="a published version's folder, with entries.json")
    parser.add_argument("--leave-one-out", action="store_true", help="ignore benchmarks/held_out")
    chosen = parser.parse_args()
    entries = read_entries(chosen.version)
    held_out = [] if chosen.leave_one_out else asked_in(HELD_OUT)
    if held_out:
        report("held out", train(entries, questions=QUESTIONS, cache=cache_folder()), held_out, print)
    else:
        _leave_one_out(entries)
    return 0


def _leave_one_out(entries: Sequence[Entry]) -> None:
    authors = sorted(folder for folder in QUESTIONS.iterdir() if folder.is_dir())
    for left in authors:
        with TemporaryDirectory() as others:
            for kept in authors:
                if kept != left:
                    (Path(others) / kept.name).symlink_to(kept.resolve())
            model = train(entries, questions=Path(others), cache=cache_folder())
        report(left.name, model, asked_in(left), print)


if __name__ == "__main__":
    sys.exit(main())
