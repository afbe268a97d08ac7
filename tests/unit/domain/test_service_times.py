"""When a class must be answered and settled: over lunch, nights, festivals, handoffs, reopenings."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from handoff.domain.escalation import Urgency
from handoff.domain.service_hours import ALWAYS, USUAL_HOURS, ServiceClock, ServiceHours, Window
from handoff.domain.service_times import STANDARD, USUAL_TIMES, Reckoning, ServiceTimes
from handoff.domain.ticket import Move, State, running_spans
from handoff.domain.times import CHINA
from handoff.domain.turn import SYSTEM
from handoff.holidays import Holidays

WORKED = Holidays(Path("no such file")).is_working_day
RECKONING = Reckoning(USUAL_TIMES, WORKED)
CLOCK = RECKONING.clock


def at(written: str) -> datetime:
    """Read 2026-11-23 10:00 as a moment in China."""
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


# Class, when it came, by when it must be answered. Mondays to Fridays 08:30–12:00 and 13:30–18:00.
RESPONSES = [
    # within a morning, over lunch, over the evening
    ("general", "2026-11-23 09:00", "2026-11-23 11:00"),
    ("general", "2026-11-23 10:00", "2026-11-23 12:00"),
    ("general", "2026-11-23 10:01", "2026-11-23 13:31"),
    ("general", "2026-11-23 11:30", "2026-11-23 15:00"),
    ("general", "2026-11-23 12:00", "2026-11-23 15:30"),
    ("general", "2026-11-23 12:45", "2026-11-23 15:30"),
    ("general", "2026-11-23 16:00", "2026-11-23 18:00"),
    ("general", "2026-11-23 17:00", "2026-11-24 09:30"),
    ("general", "2026-11-23 18:00", "2026-11-24 10:30"),
    ("general", "2026-11-23 23:59", "2026-11-24 10:30"),
    ("general", "2026-11-24 03:00", "2026-11-24 10:30"),
    ("general", "2026-11-24 08:29", "2026-11-24 10:30"),
    ("important", "2026-11-23 11:45", "2026-11-23 13:45"),
    ("important", "2026-11-23 17:45", "2026-11-24 08:45"),
    # weekends
    ("general", "2026-11-20 17:00", "2026-11-23 09:30"),
    ("general", "2026-11-21 10:00", "2026-11-23 10:30"),
    ("important", "2026-11-22 22:00", "2026-11-23 09:00"),
    # urgent has no hours
    ("urgent", "2026-11-23 11:55", "2026-11-23 12:10"),
    ("urgent", "2026-11-21 03:00", "2026-11-21 03:15"),
    ("urgent", "2026-10-01 23:50", "2026-10-02 00:05"),
    ("urgent", "2026-12-31 23:50", "2027-01-01 00:05"),
    # 国庆: 1 to 7 October off, Sunday 20 September and Saturday 10 October worked in exchange
    ("general", "2026-09-30 17:00", "2026-10-08 09:30"),
    ("general", "2026-10-03 10:00", "2026-10-08 10:30"),
    ("general", "2026-10-09 17:30", "2026-10-10 10:00"),
    ("general", "2026-10-10 17:30", "2026-10-12 10:00"),
    ("general", "2026-09-20 10:00", "2026-09-20 12:00"),
    ("important", "2026-10-07 17:59", "2026-10-08 09:00"),
    # 春节: 15 to 23 February off, Saturdays 14 and 28 worked in exchange
    ("general", "2026-02-14 17:00", "2026-02-24 09:30"),
    ("general", "2026-02-16 20:00", "2026-02-24 10:30"),
    ("general", "2026-02-27 17:30", "2026-02-28 10:00"),
    ("important", "2026-02-28 17:45", "2026-03-02 08:45"),
    # 五一, 中秋, 元旦
    ("general", "2026-04-30 17:00", "2026-05-06 09:30"),
    ("general", "2026-05-08 17:00", "2026-05-09 09:30"),
    ("general", "2026-09-24 17:30", "2026-09-28 10:00"),
    ("general", "2026-01-01 09:00", "2026-01-04 10:30"),
    # a leap day; the turn of the year into one that nobody has decreed yet
    ("general", "2024-02-29 17:00", "2024-03-01 09:30"),
    ("general", "2024-02-28 23:00", "2024-02-29 10:30"),
    ("general", "2027-01-09 12:00", "2027-01-11 10:30"),
]


@pytest.mark.parametrize(("urgency", "came", "due"), RESPONSES)
def test_an_answer_is_due(urgency: Urgency, came: str, due: str) -> None:
    assert RECKONING.response(urgency, at(came)).due_at == at(due)


# Class, the spans in which the clock ran, by when it must be done.
RESOLUTIONS = [
    ("urgent", ["2026-11-21 23:00"], "2026-11-22 01:00"),
    ("important", ["2026-11-23 10:00"], "2026-11-24 10:00"),
    ("important", ["2026-11-20 20:00"], "2026-11-24 08:30"),  # begins with Monday's first moment of service
    ("general", ["2026-11-23 10:00"], "2026-11-26 10:00"),
    ("general", ["2026-11-25 10:00"], "2026-11-30 10:00"),
    ("general", ["2026-09-29 10:00"], "2026-10-09 10:00"),  # 国庆 lies between
    ("general", ["2026-02-13 10:00"], "2026-02-25 10:00"),  # Saturday 14th is worked, then 春节
    ("general", ["2024-02-28 10:00"], "2024-03-04 10:00"),
    # done on Tuesday at 10:00, sent back on Thursday at 10:00: two days are left
    ("general", ["2026-11-23 10:00", "2026-11-24 10:00", "2026-11-26 10:00"], "2026-11-30 10:00"),
    # sent back at night: the clock goes on in the morning
    ("general", ["2026-11-23 10:00", "2026-11-24 10:00", "2026-11-26 22:00"], "2026-11-30 18:00"),
    # twice done and sent back
    (
        "urgent",
        [
            "2026-11-23 10:00", "2026-11-23 10:30", "2026-11-23 12:00",
            "2026-11-23 12:30", "2026-11-23 20:00",
        ],
        "2026-11-23 21:00",
    ),
    # what was too late already stays late
    ("urgent", ["2026-11-23 10:00", "2026-11-23 13:00", "2026-11-23 15:00"], "2026-11-23 12:00"),
    # the clock went backwards while it was done: nothing ran, nothing is lost
    ("urgent", ["2026-11-23 10:00", "2026-11-23 09:00", "2026-11-23 09:30"], "2026-11-23 11:30"),
]  # fmt: skip


@pytest.mark.parametrize(("urgency", "moments", "due"), RESOLUTIONS)
def test_a_resolution_is_due(urgency: Urgency, moments: list[str], due: str) -> None:
    states: tuple[State, ...] = ("accepted", "done")
    moves = [Move(states[number % 2], SYSTEM, at(moment)) for number, moment in enumerate(moments)]
    assert RECKONING.resolution(urgency, running_spans(moves)).due_at == at(due)


def test_the_clock_runs_on_over_handoff_and_dispatch_and_rests_while_it_is_done() -> None:
    states: tuple[State, ...] = (
        "accepted",
        "dispatched",
        "on_the_way",
        "done",
        "awaiting_confirmation",
        "accepted",
    )
    moves = [Move(state, SYSTEM, at(f"2026-11-23 {10 + hour}:00")) for hour, state in enumerate(states)]
    assert running_spans(moves) == [(moves[0].at, moves[3].at), (moves[5].at, None)]
    assert running_spans(moves[:4]) == [(moves[0].at, moves[3].at)]


def test_three_quarters_are_of_service_time() -> None:
    deadline = RECKONING.response("general", at("2026-11-23 11:00"))
    assert (deadline.warned_at, deadline.due_at) == (at("2026-11-23 14:00"), at("2026-11-23 14:30"))


def test_served_time_and_the_moment_after_it_agree_over_a_whole_year() -> None:
    since = at("2026-01-01 00:00")
    for hours in range(0, 7_000, 37):
        until = CLOCK.after(since, timedelta(hours=hours / 4))
        assert CLOCK.served(since, until) == timedelta(hours=hours / 4)
    assert CLOCK.served(at("2026-11-24 10:00"), at("2026-11-23 10:00")) == timedelta()


def test_opening_is_the_next_moment_of_service() -> None:
    assert CLOCK.next_open(at("2026-10-01 10:00")) == at("2026-10-08 08:30")
    assert CLOCK.next_open(at("2026-11-23 12:30")) == at("2026-11-23 13:30")
    assert CLOCK.is_open(at("2026-11-23 08:30"))
    assert not CLOCK.is_open(at("2026-11-23 12:00"))
    assert ServiceClock(ALWAYS, WORKED).is_open(at("2026-10-01 03:00"))


def test_an_estate_that_serves_on_days_off_counts_them() -> None:
    hours = ServiceHours(working_days=USUAL_HOURS.working_days, days_off=(Window.between("09:00", "16:00"),))
    reckoning = Reckoning(ServiceTimes(hours=hours, targets=STANDARD), WORKED)
    assert reckoning.response("general", at("2026-11-20 17:30")).due_at == at("2026-11-21 10:30")


@pytest.mark.parametrize(
    ("begins", "ends"),
    [("8:30", "12:00"), ("12:00", "08:30"), ("08:60", "12:00"), ("24:30", "25:00"), ("早上", "晚上")],
)
def test_what_is_no_stretch_of_a_day_is_refused_in_words(begins: str, ends: str) -> None:
    with pytest.raises(ValueError, match="时间"):
        Window.between(begins, ends)


def test_stretches_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="重叠"):
        ServiceHours(working_days=(Window.between("08:30", "12:00"), Window.between("11:00", "18:00")))


def test_a_standard_is_written_and_read_again() -> None:
    assert ServiceTimes.from_json(USUAL_TIMES.to_json()) == USUAL_TIMES


def test_the_operators_file_counts_above_the_calendar_and_a_broken_one_does_not(tmp_path: Path) -> None:
    file = tmp_path / "holidays.toml"
    holidays = Holidays(file)
    assert holidays.is_working_day(date(2027, 2, 5))
    file.write_text("days_off = [2027-02-05]\nworking_days = [2027-02-14]\n", encoding="utf-8")
    assert holidays.refresh()
    assert not holidays.is_working_day(date(2027, 2, 5))
    assert holidays.is_working_day(date(2027, 2, 14))
    file.write_text("days_off = [明天]\n", encoding="utf-8")
    holidays.refresh()
    assert "holidays.toml 读不懂" in (holidays.state.refused or "")
    assert not holidays.is_working_day(date(2027, 2, 5)), "what was read well goes on to count"
    assert Holidays(file).is_working_day(date(2027, 2, 5)), "after a start there is nothing to fall back to"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("holidays = [2027-01-01]", "不认识"),
        ("days_off = ['2027-01-01']", "日期的列表"),
        ("days_off = [2027-01-01T10:00:00]", "日期的列表"),
        ("days_off = 7", "日期的列表"),
        ("days_off = [2027-01-01]\nworking_days = [2027-01-01]", "既休息又上班"),
        ("# " + "x" * 300_000, "太大"),
    ],
)
def test_a_holidays_file_is_refused_with_a_sentence(tmp_path: Path, written: str, why: str) -> None:
    file = tmp_path / "holidays.toml"
    file.write_text(written, encoding="utf-8")
    assert why in (Holidays(file).state.refused or "")
