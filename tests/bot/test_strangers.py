"""Conversations by a writer for whom no rule was made and from whom nothing was learnt."""

import sys
from pathlib import Path

import pytest
from dialogue import Bot, dialogues, faults_of

WRITTEN = Path(__file__).parent / "strangers"
RIGHT = 0.45  # measured: 31 to 34 of 60 (docs/quality.md); the people at a desk would be right in nearly all


def test_more_than_half_of_a_strangers_dialogues_are_right_in_every_turn(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [faults_of(bot, turns) for _, turns in dialogues(WRITTEN)]
    right = sum(not faults for faults in told)
    with capsys.disabled():
        sys.stdout.write(f"\nstrangers: {right} of {len(told)} dialogues are right in every turn\n")
    assert len(told) == 60
    assert right / len(told) >= RIGHT
