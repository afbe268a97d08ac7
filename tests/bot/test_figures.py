"""The benchmark's own arithmetic."""

import pytest

from benchmarks.asked import FAR, NEAR, TOPIC, Asked
from benchmarks.outcomes import Outcome, calibration_error, figures

RATE, MISS, JOKE = (
    Asked("一平多少", TOPIC, "fee.rate"),
    Asked("为什么涨", NEAR, "fee.rate"),
    Asked("讲个笑话", FAR),
)


def test_each_question_counts_where_it_belongs() -> None:
    outcomes = [
        Outcome(RATE, "fee.rate", 0.9, answered=True),
        Outcome(RATE, "fee.due", 0.8, answered=True),
        Outcome(RATE, "fee.due", 0.4, False, ("fee.due", "fee.rate", "none")),
        Outcome(RATE, "fee.due", 0.1, answered=False),
        Outcome(MISS, "fee.rate", 0.7, answered=True),
        Outcome(MISS, "fee.rate", 0.3, answered=False),
        Outcome(JOKE, "fee.rate", 0.0, answered=False),
    ]
    found = dict(figures(outcomes))
    assert found["right at once"] == 0.25
    assert found["right at once or offered"] == 0.5
    assert found["wrong, of the answers given"] == 0.5
    assert found["handed over"] == 0.25
    assert found["near: answered"] == 0.5
    assert found["far: answered"] == 0.0
    assert found["right, of all answers given"] == pytest.approx(1 / 3)


def test_a_near_miss_is_never_right_although_it_stands_next_to_an_entry() -> None:
    assert not Outcome(MISS, "fee.rate", 0.9, answered=True).right
    assert not Outcome(MISS, "fee.rate", 0.4, False, ("fee.rate",)).among


def test_confidence_that_means_what_it_says_has_no_error() -> None:
    right = [Outcome(RATE, "fee.rate", 0.75, answered=True)] * 3
    wrong = [Outcome(RATE, "fee.due", 0.75, answered=True)]
    assert calibration_error([*right, *wrong]) == pytest.approx(0)
    assert calibration_error(wrong) == pytest.approx(0.75)
