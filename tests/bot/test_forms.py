"""A form takes what answers its question, and asks again for what does not."""

from bot.forms.filling import continued, started


def test_a_telephone_number_is_no_beginning_and_the_question_comes_again() -> None:
    asked = started("repair", "7栋1单元大堂的灯坏了", {})
    assert asked.next is not None
    assert asked.next.name == "since"
    waiting = type(asked)(asked.kind, asked.filled, asked="since")
    again = continued(waiting, "13800000000", {})
    assert ("since" in again.filled, again.misses) == (False, 1)
    told = continued(again, "13800000000打不通就打座机，今天早上开始的", {})
    assert "今天早上" in told.filled["since"]


def test_a_repair_at_home_asks_when_somebody_is_in_and_a_telephone_number_is_no_time() -> None:
    asked = started("repair", "厨房水龙头漏水，我家在7栋1单元302", {})
    assert asked.next is not None
    assert asked.next.name == "visit"
    waiting = type(asked)(asked.kind, asked.filled, asked="visit")
    again = continued(waiting, "13800000000", {})
    assert ("visit" in again.filled, again.misses) == (False, 1)
    told = continued(again, "13800000000，明天下午在家", {})
    assert "明天下午" in told.filled["visit"]
