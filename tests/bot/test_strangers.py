"""Conversations by writers for whom no rule was made and from whom nothing was learnt."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from dialogue import Bot, dialogues, faults_of

WRITTEN = Path(__file__).parent / "strangers"
# How many each wrote, and how many are right at least; the people at a desk would be right in nearly all
# (docs/quality.md has what was measured).
WRITTEN_BY = {
    "reporting_four": 60, "reporting_five": 60, "reporting_six": 60,
    "reporting_forms": 50, "reporting_forms_two": 50,
}  # fmt: skip
RIGHT = {
    "reporting_four": 0.68, "reporting_five": 0.72, "reporting_six": 0.65,
    "reporting_forms": 0.62, "reporting_forms_two": 0.66,
}  # fmt: skip


def test_most_of_the_strangers_dialogues_are_right_in_every_turn(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [(writer, not faults_of(bot, turns)) for writer, turns in dialogues(WRITTEN)]
    written, right = Counter(writer for writer, _ in told), Counter(writer for writer, fine in told if fine)
    with capsys.disabled():
        for writer, count in written.items():
            sys.stdout.write(f"\n{writer}: {right[writer]} of {count} dialogues are right in every turn\n")
    assert written == WRITTEN_BY
    assert all(right[writer] / count >= RIGHT[writer] for writer, count in written.items())
