"""The ear for one's own amount, on an author by whom it was never taught."""

import pytest
from dialogue import Bot

from benchmarks.spoken_sums import spoken
from bot.language.spelling import normalise, question_of
from bot.nlu.amounts import amount_in
from bot.sums.case import LIKELY_WANTED

UNTAUGHT = "eleventh_reporting"


@pytest.fixture(scope="module")
def heard(bot: Bot) -> dict[str, list[bool]]:
    """Whether each sentence of the untaught author sounds like a wish for an amount, by its kind."""
    found: dict[str, list[bool]] = {}
    for one in spoken(UNTAUGHT):
        likely = amount_in(bot.amounts, question_of(normalise(one.text))) >= LIKELY_WANTED
        found.setdefault(one.kind, []).append(likely)
    return found


def test_most_wishes_for_an_amount_are_heard(heard: dict[str, list[bool]]) -> None:
    for kind in ("sums", "missing", "absurd"):
        assert sum(heard[kind]) / len(heard[kind]) >= 0.7


def test_hardly_a_question_for_the_rule_sounds_like_one(heard: dict[str, list[bool]]) -> None:
    assert sum(heard["look_alikes"]) / len(heard["look_alikes"]) <= 0.15


def test_nothing_said_wants_nothing(bot: Bot) -> None:
    assert amount_in(bot.amounts, "") == 0.0
