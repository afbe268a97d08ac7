"""What residents name and state is recognised in any spelling, and nothing else is taken for it."""

from datetime import date
from pathlib import Path

import pytest

from bot.language.spelling import normalise
from bot.recognition.pipeline import recognised

TODAY = date(2026, 11, 21)
LINES = (Path(__file__).parent / "entities.tsv").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("text", "kind", "value"), CASES)
def test_what_is_named_is_recognised_and_nothing_else_is_taken_for_it(
    text: str, kind: str, value: str
) -> None:
    found = [one["value"] for one in recognised(normalise(text), TODAY) if one["kind"] == kind]
    assert found == ([value] if value else [])


def test_entities_come_in_the_order_of_the_text_and_may_lie_over_one_another() -> None:
    found = recognised("叠拼12号89平,欠了三个月", TODAY)
    assert [(one["kind"], one["text"]) for one in found] == [
        ("house_number", "叠拼12号"), ("house_kind", "叠拼"), ("area", "89平"), ("duration", "三个月"),
    ]  # fmt: skip


def test_a_telephone_number_never_leaves_unmasked() -> None:
    assert "13800000000" not in str(recognised("我电话13800000000,浙a12345", TODAY))


def test_of_a_message_full_of_entities_twenty_are_given() -> None:
    assert len(recognised("1栋101," * 60, TODAY)) == 20


@pytest.mark.parametrize("text", ["", "?", "9" * 2000, "栋" * 500, "1栋" * 500, "一二三" * 600])
def test_absurd_text_is_recognised_without_an_error(text: str) -> None:
    assert len(recognised(text, TODAY)) <= 20
