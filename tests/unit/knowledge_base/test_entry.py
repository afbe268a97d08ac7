"""When an entry holds, and for whom."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from knowledge_base.buildings import building_in
from knowledge_base.entry import Entry
from knowledge_base.limits import CHINA
from tests.unit.knowledge_base.making import RATE


@pytest.mark.parametrize(("day", "holds"), [(1, False), (2, True), (3, True), (4, True), (5, False)])
def test_an_entry_holds_from_its_first_day_to_its_last(*, day: int, holds: bool) -> None:
    entry = replace(RATE, valid_from=date(2026, 11, 2), valid_until=date(2026, 11, 4))
    assert entry.in_force(datetime(2026, 11, day, 12, tzinfo=UTC)) is holds


@pytest.mark.parametrize(
    ("audience", "house_kind", "tenure", "meant"),
    [
        ((), "高层", "租户", True),
        (("叠拼",), "叠拼", None, True),
        (("叠拼",), None, None, True),
        (("叠拼",), "高层", None, False),
        (("高层", "叠拼", "业主"), "高层", "业主", True),
        (("高层", "叠拼", "业主"), "高层", "租户", False),
        (("业主",), "商铺", None, True),
    ],
)
def test_an_audience_excludes_only_whom_it_knows_to_be_outside(
    audience: tuple[str, ...], house_kind: str | None, tenure: str | None, *, meant: bool
) -> None:
    assert replace(RATE, audience=audience).is_for(house_kind=house_kind, tenure=tenure) is meant


def test_an_entry_survives_its_published_form() -> None:
    entry = replace(RATE, audience=("高层",), valid_from=date(2025, 1, 1))
    assert Entry.from_json(entry.as_json()) == entry
    assert Entry.from_json(replace(entry, source=None).as_json()).source is None


MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=CHINA)
OUTAGE = replace(
    RATE,
    buildings=("3栋", "五号楼"),
    valid_from=MORNING,
    valid_until=datetime(2026, 11, 22, 17, 30, tzinfo=CHINA),
)


@pytest.mark.parametrize(
    ("hour", "minute", "holds"),
    [(8, 59, False), (9, 0, True), (12, 0, True), (17, 30, True), (17, 31, False)],
)
def test_a_notice_holds_from_its_first_minute_to_its_last(*, hour: int, minute: int, holds: bool) -> None:
    assert OUTAGE.in_force(datetime(2026, 11, 22, hour, minute, 59, tzinfo=CHINA)) is holds


def test_a_day_is_chinas_wherever_the_clock_stands() -> None:
    entry = replace(RATE, valid_until=date(2026, 11, 22))
    assert entry.in_force(datetime(2026, 11, 22, 15, 59, tzinfo=UTC))
    assert not entry.in_force(datetime(2026, 11, 22, 16, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("building", "meant"),
    [("3", True), ("3号楼", True), ("5", True), ("4", False), ("13", False), (None, True)],
)
def test_a_notice_is_for_its_buildings_and_for_those_who_may_live_there(
    building: str | None, *, meant: bool
) -> None:
    assert OUTAGE.is_for_building(building) is meant
    assert RATE.is_for_building(building)


def test_a_notice_survives_its_published_form() -> None:
    assert Entry.from_json(OUTAGE.as_json()) == OUTAGE


@pytest.mark.parametrize(
    ("house", "building"),
    [
        ("3栋2单元1201", "3"),
        ("３号楼", "3"),
        ("十二幢402", "12"),
        ("3-2-1201", "3"),
        ("叠拼12号", "叠拼"),
        ("S8", "商铺"),
        ("门口", None),
    ],
)
def test_a_house_begins_with_its_building(house: str, building: str | None) -> None:
    assert building_in(house) == building
