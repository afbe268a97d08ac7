"""The words said in danger: short enough for a person in panic, and nothing promised."""

import pytest

from handoff import phrases
from handoff.domain.safety import HAZARDS

KINDS = [hazard.kind for hazard in HAZARDS]
NUMBERS = {
    "gas": "0571-3",
    "lift": "119",
    "fire": "119",
    "shock": "120",
    "flood": "0571-1",
    "falling_object": "110",
    "missing_person": "110",
    "medical": "120",
    "violence": "110",
    "suicide": "12356",
}


def words_for(hazard: phrases.Hazard) -> str:
    return phrases.safety_text(hazard, hotline="0571-1", security="0571-2", gas="0571-3")


@pytest.mark.parametrize("hazard", KINDS)
def test_three_sentences_say_what_to_do(hazard: phrases.Hazard) -> None:
    assert words_for(hazard).count("。") <= 3
    assert len(words_for(hazard)) <= 130


@pytest.mark.parametrize("hazard", KINDS)
def test_the_number_that_helps_is_named(hazard: phrases.Hazard) -> None:
    assert NUMBERS[hazard] in words_for(hazard)


@pytest.mark.parametrize("hazard", KINDS)
def test_nothing_is_promised_that_others_must_keep(hazard: phrases.Hazard) -> None:
    assert not any(
        promise in words_for(hazard) for promise in ("会赶来", "会有人", "马上联系您", "24小时有人")
    )


def test_119_is_never_called_the_gas_company() -> None:
    said = phrases.safety_text("gas", hotline="", security="", gas="")
    assert "打119" in said
    assert "燃气抢险电话" not in said
