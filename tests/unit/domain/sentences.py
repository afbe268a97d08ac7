"""The collections of sentences that the safety lane and the call for a person are held to."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

UNTAUGHT = Path(__file__).parents[2] / "data"
EARS = Path(__file__).parents[3] / "bot" / "data" / "ears"


def collection(name: str) -> Any:
    """Read what teaches the ears, or what is kept from them."""
    folder = UNTAUGHT if name.startswith("untaught") else EARS
    return yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8"))


def sentences(groups: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Give each sentence with the group it stands in."""
    for group, written in groups.items():
        for sentence in written:
            yield group, sentence


def report(wrong: Sequence[object], said: Sequence[object]) -> str:
    """Say what went wrong, a sentence a line."""
    return "\n".join([f"{len(wrong)} of {len(said)}:", *map(str, wrong)])
