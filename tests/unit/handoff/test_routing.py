"""Whom a waiting conversation is offered to."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest

from handoff.domain.agent import Agent, Colleague, Shift
from handoff.domain.routing import Need, next_to_ask
from handoff.domain.times import CHINA

NEED = Need(estate="yunshan", building="3", skills=frozenset({"工程", "repair"}), urgency="general")


def one(name: str, *, load: int = 0, online: bool = True, **profile: Any) -> Colleague:
    given = {"grade": 1, "estates": frozenset({"yunshan"}), **profile}
    return Colleague(agent=Agent(id=name, username=name, name=name, **given), online=online, load=load)


def asked(need: Need, *colleagues: Colleague) -> str | None:
    found = next_to_ask(need, colleagues)
    return found.id if found else None


def test_who_has_least_to_do_is_asked_first() -> None:
    assert asked(NEED, one("a", load=3), one("b", load=1), one("c", load=2)) == "b"


def test_load_counts_by_what_one_can_take() -> None:
    assert asked(NEED, one("a", load=3, capacity=12), one("b", load=2, capacity=4)) == "a"


def test_who_spoke_with_the_resident_last_comes_before_everybody() -> None:
    assert asked(replace(NEED, last_agent="b"), one("a"), one("b", load=5)) == "b"


def test_the_skill_comes_before_an_empty_desk() -> None:
    cleaner, fitter = one("a", skills=frozenset({"保洁"})), one("b", load=4, skills=frozenset({"工程"}))
    assert asked(NEED, cleaner, fitter) == "b"
    assert asked(NEED, cleaner) == "a"


def test_a_matter_without_a_known_skill_is_for_everybody() -> None:
    assert asked(replace(NEED, skills=frozenset()), one("a", skills=frozenset({"保洁"}))) == "a"


def test_ordinary_matters_go_to_the_first_grade_and_urgent_ones_to_the_second() -> None:
    first, second, third = one("a", load=2), one("b", grade=2), one("c", grade=3)
    assert asked(NEED, third, second, first) == "a"
    assert asked(replace(NEED, urgency="urgent"), first, second) == "b"
    assert asked(replace(NEED, urgency="urgent"), first) == "a"


def test_a_full_agent_is_asked_about_urgent_matters_only() -> None:
    full = one("a", load=6)
    assert asked(NEED, full) is None
    assert asked(replace(NEED, urgency="urgent"), full) == "a"


@pytest.mark.parametrize(
    "absent",
    [
        one("a", online=False),
        one("a", estates=frozenset({"baihua"})),
        one("a", buildings={"yunshan": frozenset({"5", "6"})}),
    ],
    ids=["not there", "another estate", "another building"],
)
def test_who_is_not_theirs_to_ask_is_not_asked(absent: Colleague) -> None:
    assert asked(NEED, absent) is None


def test_a_building_counts_only_in_its_own_estate_and_only_where_it_is_known() -> None:
    elsewhere = one("a", buildings={"baihua": frozenset({"9"})})
    near = one("b", buildings={"yunshan": frozenset({"5"})})
    assert asked(NEED, elsewhere) == "a"
    assert asked(replace(NEED, building=None), near) == "b"


def test_nobody_is_asked_twice() -> None:
    assert asked(replace(NEED, asked=frozenset({"a"})), one("a"), one("b")) == "b"
    assert asked(replace(NEED, asked=frozenset({"a", "b"})), one("a"), one("b")) is None


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the week of Monday 2 November 2026, on China's clock."""
    return datetime(2026, 11, 1 + day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (on(1, 8, 29), False),
        (on(1, 8, 30), True),
        (on(5, 17, 59), True),
        (on(5, 18), False),
        (on(6, 9), False),
    ],
)
def test_a_shift_begins_on_its_minute_and_ends_before_its_last(at: datetime, expected: bool) -> None:
    shift = Shift(frozenset({1, 2, 3, 4, 5}), time(8, 30), time(18))
    assert one("a", shifts=(shift,)).agent.is_on_shift(at) is expected


def test_a_night_shift_belongs_to_the_day_on_which_it_began() -> None:
    night = one("a", shifts=(Shift(frozenset({7}), time(22), time(6)),)).agent
    assert night.is_on_shift(on(7, 23))
    assert night.is_on_shift(on(8, 5, 59))
    assert not night.is_on_shift(on(7, 5))
    assert not night.is_on_shift(on(8, 22))
