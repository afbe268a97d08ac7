"""Identity-card and bank-card numbers are hidden, everything else stays; all numbers here are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.domain.secret_numbers import hide_numbers


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("我的身份证110101190001010006，麻烦登记", "我的身份证******************，麻烦登记"),
        ("１１０１０１１９０００１０１０００６", "******************"),
        ("尾号X：11010119000101009X", "尾号X：******************"),
        ("小写11010119000101009x好", "小写******************好"),
        ("卡号6222020000000000000", "卡号***************0000"),
        ("4111 1111 1111 1111 退到这张卡", "**** **** **** 1111 退到这张卡"),
        ("4111-1111-1111-1111", "****-****-****-1111"),
    ],
)
def test_what_a_checksum_proves_is_hidden(written: str, kept: str) -> None:
    assert hide_numbers(written) == kept
    assert hide_numbers(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "138 0000 0000",
        "110101190001010009",  # the check digit is wrong
        "110101190013010006",  # no such month
        "6222020000000000008",  # fails Luhn's check
        "YS-20261121-0007",
        "电表12345678901234567890123",
        "41111111111111111111",  # too long for a card
        "3栋2单元1201，2026-11-22 10:00",
        "",
    ],
)
def test_other_numbers_stay_readable(text: str) -> None:
    assert hide_numbers(text) == text


@given(st.text(max_size=60))
def test_no_text_changes_its_length_and_only_digits_are_hidden(text: str) -> None:
    hidden = hide_numbers(text)
    assert len(hidden) == len(text)
    assert all(after in {before, "*"} for before, after in zip(text, hidden, strict=True))
