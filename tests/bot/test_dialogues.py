"""Whole conversations with the demo estate's bot; each dialogue counts only when every turn is right."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from dialogue import Bot, dialogues, faults_of

WRITTEN = Path(__file__).parent / "dialogues"
RIGHT = 0.92  # measured: 113 of 117; the rest is named when the test runs


def test_most_dialogues_are_right_in_every_turn(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    told = [(kind, faults_of(bot, turns)) for kind, turns in dialogues(WRITTEN)]
    all_of, right = Counter(kind for kind, _ in told), Counter(kind for kind, faults in told if not faults)
    lines = [f"{sum(right.values())} of {len(told)} dialogues are right in every turn"]
    lines += [f"  {kind}: {right[kind]} of {count}" for kind, count in all_of.items()]
    lines += [f"  {kind}: {fault}" for kind, faults in told for fault in faults]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert len(told) >= 110
    assert sum(right.values()) / len(told) >= RIGHT
