"""When looking at people's data is unusual for the person who looks."""

from datetime import UTC, datetime, timedelta

from handoff.domain.audit import unusual_today

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)  # 12:00 in China


def looked(today: int, each_day_before: int) -> list[datetime]:
    days = range(1, 15)
    before = [NOON - timedelta(days=day, minutes=one) for day in days for one in range(each_day_before)]
    return before + [NOON - timedelta(minutes=one) for one in range(today)]


def test_a_day_is_measured_by_the_persons_own_days() -> None:
    assert unusual_today(looked(30, 10), NOON) is None
    assert unusual_today(looked(31, 10), NOON) == 31


def test_of_a_few_three_times_says_nothing() -> None:
    assert unusual_today(looked(20, 1), NOON) is None
    assert unusual_today(looked(21, 1), NOON) == 21


def test_one_wild_day_before_does_not_make_the_next_usual() -> None:
    wild = [NOON - timedelta(days=1, minutes=one) for one in range(300)]
    assert unusual_today(wild + looked(21, 1), NOON) == 21
