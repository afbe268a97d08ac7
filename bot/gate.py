"""Asks a new version all that the old one answered right: `bot/.venv/bin/python -m bot.gate NEW OLD|-`.

NEW and OLD are version folders with their topic models; `-` when nothing is in force yet. What is asked: the
version's `golden.yml` and `accepted.jsonl` (answers that residents accepted), and the `accepted.jsonl` that
an operator keeps in the estate's folder above.
The report goes into NEW's `report.json` under `gate`. Exits 1 when a question that the old version answered
right is now answered wrong or not at all. Run from the project's root.
"""

import argparse
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.language.spelling import spelled
from bot.settings import cache_folder, confidence_threshold
from bot.topics import shelf
from bot.topics.model import Judgement, TopicModel
from bot.topics.vectors import VectorCache

GOLDEN, ACCEPTED, REPORT = "golden.yml", "accepted.jsonl", "report.json"
_log = logging.getLogger("bot.gate")


@dataclass(frozen=True)
class Kept:
    """A question whose answer must stay right: the entry that answers it."""

    question: str
    entry_id: str


@dataclass(frozen=True)
class Said:
    """What a version says to a question: the entry it answers with, None for no answer, and how sure."""

    entry_id: str | None
    confidence: float


@dataclass(frozen=True)
class Broken:
    """A question that was answered right before and is not any more."""

    question: str
    entry_id: str
    before: Said
    after: Said


@dataclass(frozen=True)
class Report:
    """What asking everything again has shown; `right` of `asked` are answered right by the new version."""

    asked: int
    right: int
    broken: tuple[Broken, ...]
    wrong: tuple[str, ...]
    notes: tuple[str, ...]


def compare(new: TopicModel, old: TopicModel | None, kept: Sequence[Kept], vectors: np.ndarray) -> Report:
    """Ask both versions every question; `vectors` has a row for each."""
    notes = [
        f"「{one.question}」问的条目 {one.entry_id} 已经不在这个版本里，不再核对"
        for one in kept
        if one.entry_id not in new.ids
    ]
    places = [place for place, one in enumerate(kept) if one.entry_id in new.ids]
    asked = [kept[place] for place in places]
    after = _said(new, asked, vectors[places])
    before = _said(old, asked, vectors[places]) if old else [Said(None, 0.0)] * len(asked)
    missed = [each for each in zip(asked, before, after, strict=True) if each[2].entry_id != each[0].entry_id]
    broken = [
        Broken(one.question, one.entry_id, was, now)
        for one, was, now in missed
        if was.entry_id == one.entry_id
    ]
    wrong = tuple(one.question for one, _, _ in missed)
    return Report(len(asked), len(asked) - len(missed), tuple(broken), wrong, tuple(notes))


def _said(model: TopicModel, asked: Sequence[Kept], vectors: np.ndarray) -> list[Said]:
    if not asked:
        return []
    judged = model.judge_all([spelled(one.question) for one in asked], vectors)
    return [_answer(one, confidence_threshold()) for one in judged]


def _answer(judgement: Judgement, threshold: float) -> Said:
    entry_id, confidence = judgement.candidates[0]
    return Said(entry_id if confidence >= threshold else None, round(confidence, 3))


def to_ask(version: Path) -> tuple[list[Kept], list[str]]:
    """Read what a version must keep answering; a line of accepted answers that is no answer is named."""
    golden = version / GOLDEN
    content = yaml.safe_load(golden.read_text(encoding="utf-8")) if golden.is_file() else {}
    kept = [Kept(question, entry_id) for entry_id, questions in content.items() for question in questions]
    notes: list[str] = []
    for accepted in (version / ACCEPTED, version.resolve().parent.parent / ACCEPTED):
        lines = accepted.read_text(encoding="utf-8").splitlines() if accepted.is_file() else []
        rows = [_accepted(line) for line in lines]
        notes += [
            f"{ACCEPTED} 第 {number} 行读不懂，没有核对" for number, row in enumerate(rows, 1) if row is None
        ]
        kept += filter(None, rows)
    return list(dict.fromkeys(kept)), notes


def _accepted(line: str) -> Kept | None:
    try:
        row: Mapping[str, Any] = json.loads(line)
        return Kept(str(row["question"]), str(row["entry_id"]))
    except (ValueError, KeyError, TypeError):
        return None


def _load_old(folder: Path | None, notes: list[str]) -> TopicModel | None:
    """Give the version in force; one that can no longer be read answers nothing, so nothing can break."""
    try:
        return shelf.load(folder) if folder else None
    except shelf.DamagedModelError:
        notes.append("正在使用的版本读不出来，没有可以比较的答案")
        return None


def _write(report: Report, folder: Path) -> None:
    file = folder / REPORT
    known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    known["gate"] = asdict(report)
    file.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when nothing that was right has become wrong, 1 when something has, 2 unreadable."""
    parser = argparse.ArgumentParser(prog="bot.gate", description="用标准问题核对一个新版本")
    parser.add_argument("new", type=Path, help="新版本的目录")
    parser.add_argument("old", help="正在使用的版本的目录；没有写 -")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    try:
        kept, notes = to_ask(chosen.new)
        new = shelf.load(chosen.new)
    except (OSError, ValueError, AttributeError, yaml.YAMLError, shelf.DamagedModelError) as error:
        _log.error("%s 没法核对：%s", chosen.new, error)
        return 2
    old = _load_old(None if chosen.old == "-" else Path(chosen.old), notes)
    vectors = VectorCache(cache_folder()).of([spelled(one.question) for one in kept])
    found = compare(new, old, kept, vectors)
    report = Report(found.asked, found.right, found.broken, found.wrong, (*notes, *found.notes))
    _write(report, chosen.new)
    _log.info("核对：%d 个标准问题，答对 %d 个。", report.asked, report.right)
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
