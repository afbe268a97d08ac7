"""Figures are counts, and three bad days running are one alarm."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from handoff.api.figure_shapes import BOM, defused, table_csv
from handoff.desk.figures import Asked, Table
from handoff.domain.figures import LIMITS, Fact, Run, alarming, bad_days, figures, grouped, runs

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def rated(*, hits: int, at: datetime = NOON, agent: str | None = None) -> Fact:
    return Fact(metric="satisfaction", hits=hits, cases=1, estate="yunshan", at=at, agent_id=agent)


def days(*numbers: int) -> list[date]:
    return [date(2026, 11, number) for number in numbers]


def run(first: int, last: int) -> Run:
    return Run(date(2026, 11, first), date(2026, 11, last))


def test_a_share_is_hits_among_cases_and_unknown_without_a_case() -> None:
    counted = figures([rated(hits=1), rated(hits=0)])
    assert counted.shares["satisfaction"].value == 0.5
    assert counted.shares["nps"].value is None


def test_a_day_ends_at_midnight_in_china() -> None:
    before, after = datetime(2026, 11, 23, 15, 59, tzinfo=UTC), datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert list(grouped([rated(hits=1, at=before), rated(hits=1, at=after)], "day")) == [
        "2026-11-23",
        "2026-11-24",
    ]


def test_what_is_not_known_has_a_row_of_its_own() -> None:
    rows = grouped([rated(hits=1, agent="a"), rated(hits=0)], "agent")
    assert {key: row.shares["satisfaction"].hits for key, row in rows.items()} == {"": 0, "a": 1}


def test_a_day_with_few_cases_says_nothing() -> None:
    few, enough = grouped([rated(hits=0)] * 4, "day"), grouped([rated(hits=0)] * 5, "day")
    assert bad_days(few, "satisfaction", LIMITS["satisfaction"]) == []
    assert bad_days(enough, "satisfaction", LIMITS["satisfaction"]) == days(23)


def test_consecutive_days_are_one_run() -> None:
    assert list(runs(days(5, 1, 2, 3, 9, 10))) == [run(1, 3), run(5, 5), run(9, 10)]
    assert list(runs([])) == []


@pytest.mark.parametrize(
    ("bad", "known", "expected"),
    [
        (days(1, 2), [], []),
        (days(1, 2, 3), [], [(run(1, 3), None)]),
        (days(1, 2, 3, 4), [run(1, 3)], [(run(1, 4), run(1, 3))]),
        (days(1, 2, 3, 4), [run(2, 4)], [(run(1, 4), run(2, 4))]),
        (days(1, 2, 3, 5, 6, 7), [run(1, 3)], [(run(1, 3), run(1, 3)), (run(5, 7), None)]),
        (days(1, 2, 3, 4, 5, 6, 7), [run(1, 3), run(5, 7)], [(run(1, 7), run(1, 3))]),
    ],
    ids=["two days", "three days", "a fourth", "late data before", "a good day between", "late data joins"],
)
def test_a_run_alarms_once_however_it_grows(
    bad: list[date], known: list[Run], expected: list[tuple[Run, Run | None]]
) -> None:
    assert alarming(bad, known) == expected


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    assert defused("张三=好") == "张三=好"


def test_the_table_opens_right_in_excel() -> None:
    facts = [rated(hits=1, agent="a"), rated(hits=0, agent="a")]
    asked = Asked(first=date(2026, 11, 1), last=date(2026, 11, 30), by="agent")
    rows = grouped(facts, "agent")
    written = table_csv(
        Table(asked=asked, rows=rows, names={"a": "=王,敏"}, total=figures(facts), limits=LIMITS)
    )
    assert written.startswith(BOM)
    heads, row, total = csv.reader(io.StringIO(written.removeprefix(BOM)))
    place = heads.index("满意度")
    assert row[0] == "'=王,敏"
    assert row[place : place + 3] == ["0.5000", "1", "2"]
    assert (total[0], len(heads)) == ("合计", len(total))
