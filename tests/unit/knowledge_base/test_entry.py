"""When an entry holds, and for whom."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge_base.entry import Entry
from tests.unit.knowledge_base.making import RATE


@pytest.mark.parametrize(("day", "holds"), [(1, False), (2, True), (3, True), (4, True), (5, False)])
def test_an_entry_holds_from_its_first_day_to_its_last(*, day: int, holds: bool) -> None:
    entry = replace(RATE, valid_from=date(2026, 11, 2), valid_until=date(2026, 11, 4))
    assert entry.in_force(date(2026, 11, day)) is holds


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
