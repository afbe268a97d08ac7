"""What a topic model learns from: an estate's entries and the questions that people asked about them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.language.spelling import normalise, spelled
from knowledge_base.entry import Entry

ENTRIES = "条目"  # stands for an author where the entry itself speaks: its title, its own questions
QUESTION = "question"  # stands for an act where a message asks something
NEAR, FAR, ACTS = "near.yml", "far.yml", "acts.yml"
_NEAR, _FAR = "(near)", "(far)"  # stand where a topic would, and are no entry's id


@dataclass(frozen=True)
class Row:
    """One question; `entry_id` is None for a miss, which the estate's documents do not answer.

    A miss is `far` when it has nothing to do with any estate, and `lacked` names the topic that it is about
    when other estates have that topic and this one does not.
    """

    text: str
    author: str
    entry_id: str | None
    far: bool = False
    lacked: str | None = None


def rows_of(entries: Sequence[Entry], questions: Path) -> list[Row]:
    """Everything to learn from for these entries, without repetitions.

    A shared question about a topic that the estate lacks is one that it cannot answer: a miss.
    """
    owned = {entry.id for entry in entries}
    seen: set[tuple[str, str | None]] = set()
    rows = []
    for author, topic, written in [*_own(entries), *_shared(questions)]:
        text = spelled(written)
        answered = topic if topic in owned else None
        if text and (text, answered) not in seen:
            seen.add((text, answered))
            lacked = None if answered or topic in {_NEAR, _FAR} else topic
            rows.append(Row(text, author, answered, far=topic == _FAR, lacked=lacked))
    return rows


def _own(entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    for entry in entries:
        for written in (entry.title, *entry.questions):
            yield ENTRIES, entry.id, written


def _shared(questions: Path) -> Iterator[tuple[str, str, str]]:
    for file in sorted(questions.glob("*/*.yml")):
        author = file.parent.name
        content: Any = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        if file.name == ACTS:
            continue  # what asks nothing is learned apart: bot/nlu/acts.py
        if file.name == NEAR:
            yield from ((author, _NEAR, str(row["text"])) for row in content)
        elif file.name == FAR:
            yield from ((author, _FAR, str(text)) for text in content)
        else:
            for entry_id, texts in content.items():
                yield from ((author, entry_id, str(text)) for text in texts)


def texts_about(wanted: Callable[[str], bool], questions: Path) -> Iterator[str]:
    """Give, as written, the questions and near misses about the topics that are wanted."""
    yield from (written for _, topic, written in _shared(questions) if wanted(topic))
    for file in sorted(questions.glob(f"*/{NEAR}")):
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
        yield from (str(row["text"]) for row in rows if wanted(row["near"]))


_ACTS_MEANT = {"ask_person_not": QUESTION, "upset_not": QUESTION, "affirm": "acknowledge"}
_EVERY = 8  # of the questions, so many fewer stand against the acts


def act_examples(questions: Path) -> Iterator[tuple[str, str]]:
    """Say what people say that asks nothing, as (normalised text, act), and questions for contrast."""
    for file in sorted(questions.glob(f"*/{ACTS}")):
        for act, texts in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield from ((normalise(str(text)), _ACTS_MEANT.get(act, act)) for text in texts)
    asked = [written for _, _, written in _shared(questions)]
    yield from ((spelled(written), QUESTION) for written in asked[::_EVERY])
