"""Sentences by a second pair of eyes: taught ones are all understood, untaught ones nearly all."""

from collections.abc import Callable

import pytest

from handoff.domain.asking import asks_for_person
from handoff.domain.safety import HAZARDS, recognise_emergency
from tests.unit.domain.sentences import collection, report

KINDS = [hazard.kind for hazard in HAZARDS]
SETS = [
    ("second_eyes", 0.01),
    ("third_eyes", 0.04),
    ("fourth_eyes", 0.04),
    ("fifth_eyes", 0.05),
    ("untaught", 0.05),
]  # and how many may be misjudged


@pytest.mark.parametrize(("name", "may_miss"), SETS)
def test_danger_is_heard(name: str, may_miss: float) -> None:
    said = [sentence for kind in KINDS for sentence in _judged(name, kind)]
    missed = [sentence for sentence in said if recognise_emergency(sentence) is None]
    assert len(missed) <= may_miss * len(said), report(missed, said)


@pytest.mark.parametrize(("name", "may_miss"), SETS)
@pytest.mark.parametrize(
    ("group", "is_heard", "right"),
    [
        ("calm", recognise_emergency, False),
        ("person", asks_for_person, True),
        ("no_call", asks_for_person, False),
    ],
)
def test_calls_are_heard_and_calm_is_left_alone(
    name: str, may_miss: float, group: str, is_heard: Callable[[str], object], *, right: bool
) -> None:
    said = _judged(name, group)
    wrong = [sentence for sentence in said if bool(is_heard(sentence)) is not right]
    assert len(wrong) <= may_miss * len(said), report(wrong, said)


@pytest.mark.parametrize(
    "noun", ["煤气", "燃气", "电梯", "水管", "孩子", "电", "啊啊啊啊啊啊", "120", "3栋2单元"]
)
def test_a_bare_word_raises_no_alarm(noun: str) -> None:
    assert recognise_emergency(noun) is None


def test_danger_inside_a_long_message_is_heard() -> None:
    said = collection("second_eyes")["long"]
    missed = [each for each in said if not recognise_emergency(each) and not asks_for_person(each)]
    assert not missed, report(missed, said)


def _judged(name: str, group: str) -> list[str]:
    written = collection(name)
    left = written.get("left_to_the_bot", ())
    return [sentence for sentence in written[group] if sentence not in left]
