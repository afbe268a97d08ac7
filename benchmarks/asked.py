"""The held-out questions (docs/data.md): written by an author whom no training folder knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HELD_OUT = Path(__file__).parent / "held_out"
TOPIC, NEAR, FAR = "topic", "near", "far"


@dataclass(frozen=True)
class Asked:
    """One question. `entry_id` is the right answer of a topic and what a near miss stands next to."""

    text: str
    kind: str
    entry_id: str | None = None
    voice: str | None = None

    @property
    def group(self) -> str:
        """The topic's group, the first part of its id."""
        return (self.entry_id or "").partition(".")[0]


def held_out() -> list[Asked]:
    """Give every question, near miss and far-off message."""
    return [*_topics(), *_near(), *(Asked(text, FAR) for text in rows("far"))]


def rows(name: str) -> list[Any]:
    """Give the rows of one held-out file that is a list."""
    content: list[Any] = yaml.safe_load((HELD_OUT / f"{name}.yml").read_text(encoding="utf-8"))
    return content


def _topics() -> Iterator[Asked]:
    content = yaml.safe_load((HELD_OUT / "questions.yml").read_text(encoding="utf-8"))
    for entry_id, questions in content.items():
        yield from (Asked(one["text"], TOPIC, entry_id, one["voice"]) for one in questions)


def _near() -> Iterator[Asked]:
    yield from (Asked(row["text"], NEAR, row["near"]) for row in rows("near"))
