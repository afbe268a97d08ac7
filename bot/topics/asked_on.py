"""What residents asked on after an answer, and which entries answered that: `bot/data/talks`, `follow_ups`.

A file of `follow_ups` has for each entry a question that it answers (`asks`), and what is said next: what the
same answer tells (`same`), what another entry tells (`other`, with its id), and what none tells (`none`).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bot.language.spelling import spelled
from bot.settings import FOLLOW_UPS, TALKS

_BEHIND_OTHERS, _SEED = 2, 5
_NOT_ANSWERED = {"clarify", "handoff"}


@dataclass(frozen=True)
class AskedOn:
    """A normalised message behind the answer of `before` to `asked`, and the entries that answer it."""

    author: str
    before: str
    asked: str
    said: str
    meant: tuple[str, ...]


def asked_on() -> Iterator[AskedOn]:
    """Give everything, also the questions that open talks behind answers of another field."""
    yield from _in_talks()
    for file in sorted(FOLLOW_UPS.glob("*.yml")):
        content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        for entry, told in content.items():
            asked = spelled(told["asks"])
            nexts = [
                *((text, (entry,)) for text in told.get("same", ())),
                *((text, (other,)) for other, text in told.get("other", ())),
                *((text, ()) for text in told.get("none", ())),
            ]
            for text, meant in nexts:
                yield AskedOn(file.stem, entry, asked, spelled(text), meant)


def _in_talks() -> Iterator[AskedOn]:
    openings: list[AskedOn] = []
    for author, dialogue in _dialogues():
        before: AskedOn | None = None
        for told in dialogue:
            said, meant, acts = (
                spelled(told["says"]),
                _listed(told.get("entry")),
                set(_listed(told.get("act"))),
            )
            asks = ("answer" in acts and meant) or acts <= _NOT_ANSWERED
            if before and said and asks and "tap" not in told and "reason" not in told:
                yield AskedOn(author, before.meant[0], before.said, said, meant)
            turn = AskedOn(author, "", "", said, meant)
            if not before and "answer" in acts and meant and "amount" not in told:
                openings.append(turn)
            if meant and acts & {"answer", "ask"}:
                before = turn
    yield from _behind_others(openings)


def _behind_others(openings: list[AskedOn]) -> Iterator[AskedOn]:
    chance = random.Random(_SEED)  # noqa: S311  which questions follow which
    for turn in openings:
        for other in chance.choices(openings, k=_BEHIND_OTHERS):
            if _field(other.meant[0]) != _field(turn.meant[0]):
                yield AskedOn(turn.author, other.meant[0], other.said, turn.said, turn.meant)


def _field(entry_id: str) -> str:
    return entry_id.partition(".")[0]


def _dialogues() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for file in sorted(TALKS.glob("*.yml")):
        for dialogue in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield file.stem, dialogue


def _listed(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (str(value),) if value else ()
