"""When like reports become one incident."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handoff.domain.house import House, find_house
from handoff.domain.incident import (
    ESTATE_WIDE,
    QUIET,
    Decision,
    Gathering,
    Incident,
    Report,
    gathering,
    is_quiet,
)
from handoff.domain.turn import Author

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def report(building: str | None, room: str | None, *, minute: float = 0) -> Report:
    house = House(building, "1", room) if building else None
    return Report(
        estate="yunshan",
        facility="water",
        conversation_id=f"{building}-{room}-{minute}",
        seq=1,
        at=NOON + timedelta(minutes=minute),
        house=house,
    )


def homes(building: str, count: int, *, first: int = 101, every: float = 1) -> list[Report]:
    return [report(building, str(first + number), minute=number * every) for number in range(count)]


def test_five_households_of_a_building_within_ten_minutes_are_an_incident() -> None:
    reports = homes("3", 5)
    assert gathering(reports[:4], NOON + timedelta(minutes=4)) is None
    found = gathering(reports, NOON + timedelta(minutes=4))
    assert found == Gathering(building="3", households=5, began_at=NOON)


def test_one_household_counts_once_however_often_it_writes() -> None:
    reports = [report("3", "101", minute=minute) for minute in range(9)]
    assert gathering([*reports, *homes("3", 4)], NOON + timedelta(minutes=9)) is None


def test_reports_that_are_more_than_ten_minutes_apart_do_not_meet() -> None:
    assert gathering(homes("3", 5, every=3), NOON + timedelta(minutes=12)) is None
    assert gathering(homes("3", 5, every=2.4), NOON + timedelta(minutes=9.6)) is not None


def test_households_of_several_buildings_are_the_whole_estates() -> None:
    reports = [*homes("3", 3), *homes("5", 2)]
    found = gathering(reports, NOON + timedelta(minutes=3))
    assert found is not None
    assert (found.building, found.households) == (ESTATE_WIDE, 5)


def test_one_stranger_does_not_make_a_buildings_incident_the_estates() -> None:
    found = gathering([*homes("3", 6), *homes("5", 1)], NOON + timedelta(minutes=6))
    assert found is not None
    assert (found.building, found.households) == ("3", 6)


def test_nobodys_reports_count_for_nothing() -> None:
    reports = [report(None, None, minute=minute) for minute in range(5)]
    without_a_room = [report("3", None, minute=minute) for minute in range(5)]
    assert gathering([*reports, *without_a_room, *homes("3", 4)], NOON + timedelta(minutes=5)) is None


def test_what_was_dismissed_is_quiet_for_its_place_and_hours() -> None:
    why = Decision(text="演习", by=Author("agent", "周敏", "a"), at=NOON)
    dismissed = Incident(
        id="i",
        estate="yunshan",
        building="3",
        facility="water",
        began_at=NOON,
        proposed_at=NOON,
        dismissal=why,
    )
    again = Gathering(building="3", households=6, began_at=NOON)
    assert is_quiet(again, [dismissed], NOON + timedelta(hours=1))
    assert not is_quiet(again, [dismissed], NOON + QUIET)
    assert not is_quiet(replace(again, building="5"), [dismissed], NOON)
    assert not is_quiet(replace(again, building=ESTATE_WIDE), [dismissed], NOON)
    assert is_quiet(again, [replace(dismissed, building=ESTATE_WIDE)], NOON)


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("3栋2单元1201停水了", House("3", "2", "1201")),
        ("我是5号楼的，没水", House("5", None, None)),
        ("十二栋没电了", House("12", None, None)),
        ("二十一栋三单元没电", House("21", "3", None)),
        ("3-2-1201 没水了", House("3", "2", "1201")),
        ("六栋 802 没水", House("6", None, "802")),
        ("叠拼12号没水", House("叠拼", None, "12")),
        ("商铺S8号没电", House("商铺", None, "S8")),
        ("停水了", None),
        ("2026-11-23停水", None),
        ("138-0000-0000 没水", None),
        ("三天没水了", None),
    ],
)
def test_a_house_is_found_where_it_is_stated(text: str, house: House | None) -> None:
    assert find_house(text) == house
