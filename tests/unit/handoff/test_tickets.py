"""A ticket's life, as pure rules: which moves are legal, what counts when, and how it is numbered."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import get_args

import pytest

from handoff import phrases
from handoff.domain.escalation import Urgency
from handoff.domain.estate import Estate
from handoff.domain.service_times import Deadline, TicketTimes
from handoff.domain.ticket import (
    Matter,
    Move,
    State,
    Ticket,
    Urging,
    day_of,
    legal_moves,
    ticket_number,
)
from handoff.domain.times import on_the_wall
from handoff.domain.turn import RESIDENT, SYSTEM

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SOON, LATE = NOON + timedelta(hours=2), NOON + timedelta(days=3)
STATES: tuple[State, ...] = get_args(State)
BY_THE_DESK = {
    ("accepted", "dispatched"),
    ("accepted", "cancelled"),
    ("dispatched", "on_the_way"),
    ("dispatched", "done"),
    ("dispatched", "cancelled"),
    ("on_the_way", "done"),
    ("on_the_way", "cancelled"),
    ("done", "awaiting_confirmation"),
    ("done", "accepted"),
    ("awaiting_confirmation", "confirmed"),
    ("awaiting_confirmation", "accepted"),
    ("confirmed", "accepted"),
}
BY_THE_RESIDENT = {
    ("done", "confirmed"),
    ("done", "accepted"),
    ("awaiting_confirmation", "confirmed"),
    ("awaiting_confirmation", "accepted"),
    ("confirmed", "accepted"),
}


def ticket(*states: State, urgency: Urgency = "general", urgings: tuple[Urging, ...] = ()) -> Ticket:
    """A ticket that went through these states, one a minute."""
    moves = tuple(Move(state, SYSTEM, NOON + timedelta(minutes=at)) for at, state in enumerate(states))
    matter = Matter(category="repair", trade="工程", urgency=urgency, summary="水管漏水")
    return Ticket(
        number="YS-20261121-0001",
        estate="yunshan",
        matter=matter,
        state=states[-1],
        owner=None,
        moves=moves,
        times=TicketTimes(Deadline(warned_at=NOON, due_at=SOON), Deadline(warned_at=NOON, due_at=LATE)),
        priority=3,
        urgings=urgings,
    )


@pytest.mark.parametrize(("state", "to"), list(product(STATES, STATES)))
def test_a_move_is_legal_or_it_is_not(state: State, to: State) -> None:
    assert (to in legal_moves(state, "agent")) == ((state, to) in BY_THE_DESK)
    assert (to in legal_moves(state, "resident")) == ((state, to) in BY_THE_RESIDENT)


def test_what_is_cancelled_goes_nowhere_and_the_refusal_says_so() -> None:
    assert legal_moves("cancelled", "agent") == legal_moves("cancelled", "resident") == ()
    assert "另开一张" in phrases.illegal_move_detail("cancelled", "accepted", ())


def test_a_refusal_names_what_is_legal_in_words_that_people_read() -> None:
    told = phrases.illegal_move_detail("accepted", "done", legal_moves("accepted", "agent"))
    assert told == "工单现在是“已受理”，不能改为“已完成”。现在可以改为：已派单、已取消。"


def test_first_the_response_is_due_then_the_resolution_then_nothing() -> None:
    assert ticket("accepted").due_at == SOON
    assert ticket("accepted", "dispatched").due_at == LATE
    assert ticket("accepted", "dispatched", "done").due_at is None
    assert ticket("accepted", "dispatched", "done", "accepted").due_at == LATE


def test_a_ticket_is_watched_while_somebody_owes_work_and_not_when_it_is_done() -> None:
    assert [watch for watch, _ in ticket("accepted").watched] == [
        "response_warning",
        "response_breach",
        "resolution_warning",
        "resolution_breach",
    ]
    assert len(ticket("accepted", "dispatched").watched) == 2
    assert ticket("accepted", "dispatched", "done").watched == []


def test_hurrying_twice_within_a_minute_says_nothing_new() -> None:
    urged = ticket("accepted", urgings=(Urging(RESIDENT, NOON),))
    assert urged.was_just_urged(NOON + timedelta(seconds=59))
    assert not urged.was_just_urged(NOON + timedelta(seconds=60))
    assert not ticket("accepted").was_just_urged(NOON)


def test_a_number_has_the_code_the_chinese_day_and_the_running_number() -> None:
    assert day_of(datetime(2026, 11, 21, 15, 59, tzinfo=UTC)) == "20261121"
    assert day_of(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)) == "20261122"
    assert ticket_number("YS", "20261121", 7) == "YS-20261121-0007"
    assert ticket_number("YS", "20261121", 12345) == "YS-20261121-12345"


def test_an_estate_without_a_code_numbers_by_its_id() -> None:
    assert Estate(id="yunshan", name="云杉花园", code="YS").short_code == "YS"
    assert Estate(id="bai-hua_2", name="白桦里").short_code == "BAIH"
    assert Estate(id="7", name="七号院").short_code == "T"
    with pytest.raises(ValueError, match="code"):
        Estate.from_profile("e", "小区", {"code": "ys1"})


def test_a_moment_on_the_wall_is_chinese_time() -> None:
    assert on_the_wall(datetime(2026, 11, 22, 2, 5, tzinfo=UTC)) == "11月22日 10:05"


def test_every_state_of_every_matter_has_its_words() -> None:
    for category, state in product(("repair", "complaint", "suggestion", "visitor", "other"), STATES):
        told = phrases.ticket_text(category, "YS-20261121-0007", state)
        assert "YS-20261121-0007：" in told
        assert told.endswith("。")
    dispatched = phrases.ticket_text("repair", "YS-20261121-0007", "dispatched")
    assert dispatched == "您的报修 YS-20261121-0007：已派单，师傅会与您联系。"


def test_the_number_stands_where_the_bot_left_room_and_else_at_the_end() -> None:
    assert phrases.opened_text("单号 {number}，请留意。", "YS-1") == "单号 YS-1，请留意。"
    assert phrases.opened_text("已登记。", "YS-1") == "已登记。工单号：YS-1。"
