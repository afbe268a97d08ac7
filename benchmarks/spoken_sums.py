"""Sums as residents speak them, asked of the whole bot, with the reason of every miss.

`bot/.venv/bin/python -m benchmarks.spoken_sums [--misses]` from the project's root. Nineteen authors; rules
were mended on the sentences of sixteen and the ear of bot/nlu/amounts.py is taught by them, so only the
figures of the files in tests/bot/spoken_sums tell what strangers get.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.bot_process import ROOT, BotProcess, Reply, started_bot

HALVES = (
    "tuning", "reporting", "second_tuning", "second_reporting", "third_tuning", "third_reporting",
    "fourth_tuning", "fifth_reporting", "sixth_tuning", "mended_on", "eighth_tuning", "ninth_tuning",
    "tenth_reporting", "eleventh_reporting", "twelfth_tuning", "thirteenth_tuning",
    "fourteenth_reporting", "fifteenth_tuning", "sixteenth_tuning", "seventeenth_reporting",
    "eighteenth_tuning", "nineteenth_tuning",
)  # fmt: skip
FOLDERS = (ROOT / "bot" / "data" / "sums", ROOT / "tests" / "bot" / "spoken_sums")  # taught, never taught
_NAMES = {
    "sums": "exact to the cent",
    "missing": "missing number asked for",
    "absurd": "absurd number questioned",
    "look_alikes": "look-alikes left alone",
}


@dataclass(frozen=True)
class Spoken:
    """One question: its voice, of which kind it is, and the amount that a person gets from the documents."""

    voice: str
    kind: str
    text: str
    amount: str | None = None


def spoken(half: str, folders: Iterable[Path] = FOLDERS) -> Iterator[Spoken]:
    """Give the questions of a half, from the folder that has it."""
    file = next(path for folder in folders if (path := folder / f"{half}.yml").is_file())
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    for voice, kinds in content.items():
        for kind, rows in kinds.items():
            for row in rows:
                told = row if isinstance(row, dict) else {"says": row}
                yield Spoken(voice, kind, told["says"], told.get("amount"))


def fault_of(one: Spoken, payload: dict[str, Any]) -> str | None:
    """Say why the reply is not what the question calls for; None when it is."""
    told = payload["bot"]
    amount, asked = (told.get("computed") or {}).get("amount"), payload["slots"].get("asked")
    if one.kind == "look_alikes":
        return "computed" if amount else "a number asked for" if asked else None
    if one.kind != "sums":
        return None if told["act"] == "ask" and asked else _instead(told["act"], amount)
    if amount == one.amount:
        return None
    return f"asked for {asked}" if asked else _instead(told["act"], amount)


def _instead(act: str, amount: str | None) -> str:
    if amount:
        return "numbers read otherwise"
    return {
        "answer": "the rule answered instead",
        "clarify": "topic not sure",
        "handoff": "topic not found",
    }.get(act, act)


def main() -> int:
    """Print the shares of both halves, by voice and by the reason of each miss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print each missed question of the tuning half")
    shown = parser.parse_args().misses
    with started_bot() as bot:
        for half in HALVES:
            _print(half, list(_asked(bot, half)), shown=shown and half == "tuning")
    return 0


def _asked(bot: BotProcess, half: str) -> Iterator[tuple[Spoken, str | None]]:
    for place, one in enumerate(spoken(half)):
        reply: Reply = bot.ask(one.text, f"{half}-{place}")
        yield one, fault_of(one, reply.custom)


def _print(half: str, asked: list[tuple[Spoken, str | None]], *, shown: bool) -> None:
    lines = [f"## {half}", "", "| | questions | share | misses |", "| --- | --- | --- | --- |"]
    for kind, name in _NAMES.items():
        of_kind = [fault for one, fault in asked if one.kind == kind]
        reasons = ", ".join(
            f"{reason} {count}" for reason, count in Counter(filter(None, of_kind)).most_common()
        )
        lines.append(f"| {name} | {len(of_kind)} | {of_kind.count(None) / len(of_kind):.3f} | {reasons} |")
    missed = Counter(one.voice for one, fault in asked if fault)
    lines += ["", f"Misses by voice: {dict(missed)}", ""]
    lines += [f"{one.voice} {fault}: {one.text}" for one, fault in asked if fault and shown]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
