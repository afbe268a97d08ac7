"""A form takes what answers its question, and asks again for what does not."""

import pytest

from bot.forms.filling import continued, started


@pytest.mark.parametrize(
    ("told", "field", "then", "taken"),
    [
        ("7栋1单元大堂的灯坏了", "since", "13800000000打不通就打座机，今天早上开始的", "今天早上"),
        ("厨房水龙头漏水，我家在7栋1单元302", "visit", "13800000000，明天下午在家", "明天下午"),
    ],
    ids=["a public place is asked since when", "a home is asked when somebody is in"],
)
def test_a_telephone_number_is_no_time_and_the_question_comes_again(
    told: str, field: str, then: str, taken: str
) -> None:
    asked = started("repair", told, {})
    assert asked.next is not None
    assert asked.next.name == field
    waiting = type(asked)(asked.kind, asked.filled, asked=field)
    again = continued(waiting, "13800000000", {})
    assert (field in again.filled, again.misses) == (False, 1)
    assert taken in continued(again, then, {}).filled[field]
