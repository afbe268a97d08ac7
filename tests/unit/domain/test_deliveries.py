"""Lines become messages: what goes together, what its key says, and when few are left."""

from datetime import UTC, datetime, timedelta

import pytest

from handoff.domain.delivery import WaitingLine, lines_of, next_message
from handoff.domain.quota import Quota
from handoff.domain.turn import BOT, SYSTEM, Author, Turn

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
AGENT = Author("agent", "小李", "a1")


def waiting(seq: int, author: Author, text: str = "好的。") -> WaitingLine:
    turn = Turn(seq=seq, author=author, text=text, at=NOW)
    return WaitingLine(turn=turn, parts_sent=0, attempts=0, created_at=NOW)


@pytest.mark.parametrize(
    ("lines", "key", "by_bot"),
    [
        ([waiting(3, BOT)], "3-0", True),
        ([waiting(1, SYSTEM), waiting(3, BOT)], "1-3j", True),
        ([waiting(7, AGENT), waiting(8, AGENT), waiting(11, SYSTEM)], "7-11j", False),
        ([waiting(4, BOT, "长" * 1000)], "4-0", True),
    ],
)
def test_a_key_names_the_lines_and_a_message_knows_whether_the_bot_speaks(
    lines: list[WaitingLine], key: str, by_bot: bool
) -> None:
    message = next_message(lines)
    assert (message.key, message.by_bot) == (key, by_bot)


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("0123456789abcdef-7-0", [7]),
        ("0123456789abcdef-7-2", [7]),
        ("0123456789abcdef-7-9j", [7, 8, 9]),
        ("7-9j", [7, 8, 9]),
        ("somebody-elses", []),
        ("x-7-j", []),
        ("", []),
    ],
)
def test_a_key_leads_back_to_its_lines(key: str, numbers: list[int]) -> None:
    assert list(lines_of(key)) == numbers


def test_two_messages_left_are_few_and_none_need_not_wait_for_each_other() -> None:
    quota, scarce = Quota({}).granted("message", NOW), []
    for _ in range(6):
        scarce.append(quota.is_scarce(NOW))
        quota = quota.spent(NOW)
    assert scarce == [False, False, False, True, True, False]
    assert not quota.is_scarce(NOW + timedelta(hours=48))
