"""Knowledge files: what comes in, what is refused row by row, and that nothing changes out and back."""

import codecs
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.check import Report
from knowledge_base.content import load_content, write_content
from knowledge_base.csv_table import read_csv, write_csv
from knowledge_base.entry import Entry, Source
from knowledge_base.entry_fields import read_entry
from knowledge_base.errors import KnowledgeError
from knowledge_base.knowledge_file import export_knowledge, import_knowledge
from knowledge_base.ledger.opening import in_ledger
from knowledge_base.ledger.revisions import IMPORT, Mark
from knowledge_base.places import SHIPPED, Places
from knowledge_base.rows import to_entries, to_rows
from knowledge_base.xlsx_table import read_xlsx, write_xlsx
from tests.unit.knowledge_base.making import NOON, PHONE, RATE, content, draft, store, url_of
from tests.unit.knowledge_base.making_files import GOOD, SHEET, as_csv, as_xlsx, refused, rezipped, row


def imported(places: Places, tmp_path: Path, name: str, data: bytes) -> list[Entry]:
    (tmp_path / name).write_bytes(data)
    bring(places, tmp_path / name)
    return list(draft(places).content.entries)


def bring(places: Places, path: Path, name: str | None = None) -> Report:
    mark = Mark(IMPORT, NOON)
    done = in_ledger(url_of(places), lambda kept: import_knowledge(kept, places, path, mark=mark, name=name))
    return done.report


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "var", "cedar")


EXPECTED = Entry(
    id="fee.rate",
    group="fee",
    title="单价",
    questions=("多少钱", "怎么收"),
    answer="每平方米2.80元。",
    audience=("高层", "业主"),
    valid_from=date(2025, 1, 1),
    source=Source("收费.md", "一、单价"),
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", as_csv(GOOD)),
        ("a.csv", codecs.BOM_UTF8 + as_csv(GOOD)),
        ("a.csv", as_csv(GOOD).decode().encode("gb18030")),
        ("A.XLSX", as_xlsx(GOOD)),
        ("a.xlsx", as_xlsx(row(valid_from=datetime(2025, 1, 1)))),  # noqa: DTZ001 (a sheet's dates know no zone)
        ("a.csv", as_csv(row(valid_from="2025/1/1"), ("",) * 10)),
        ("a.csv", as_csv((), row(valid_from="2025年1月1日", audience="高层、业主"))),
    ],
)
def test_a_file_becomes_the_draft_however_it_was_saved(
    places: Places, tmp_path: Path, name: str, data: bytes
) -> None:
    assert imported(places, tmp_path, name, data) == [EXPECTED]


@pytest.mark.parametrize("kind", [as_csv, as_xlsx])
def test_every_bad_row_is_named_and_nothing_is_imported(
    places: Places, tmp_path: Path, kind: Callable[..., bytes]
) -> None:
    before = imported(places, tmp_path, "good.csv", as_csv(GOOD))
    data = kind(
        GOOD,
        row(id="Fee Rate"),
        row(id="a.b", answer=""),
        row(id="a.c", valid_from="明天"),
        row(id="a.d", audience="别墅"),
        row(id="a.e", title="字" * 61),
        row(),
        row(id="a.f", valid_from="2025-02-01", valid_until="2025-01-31"),
    )
    suffix = ".xlsx" if data.startswith(b"PK") else ".csv"
    with pytest.raises(KnowledgeError) as refusal:
        imported(places, tmp_path, f"bad{suffix}", data)
    rows = [problem.split("：")[0] for problem in refusal.value.problems]
    assert rows == [f"第 {number} 行" for number in (3, 4, 5, 6, 7, 8, 9)]
    assert "与第 2 行相同" in refusal.value.problems[5]
    assert list(draft(places).content.entries) == before


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", "''-"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_a_spreadsheet_would_execute_leaves_as_text_and_comes_back_unchanged(
    places: Places, tmp_path: Path, start: str, suffix: str
) -> None:
    entry = replace(RATE, answer=f"{start}1+cmd|' /C calc'!A0", questions=(f"{start}1",), also=("别的.md",))
    path = tmp_path / f"out{suffix}"
    export_knowledge(path, [entry])
    table = read_csv(path.read_bytes()) if suffix == ".csv" else read_xlsx(path.read_bytes())
    assert [str(cell)[0] for cell in table.rows[1].cells[3:5]] == ["'", "'"]
    assert table.problems == []
    assert to_entries(table) == [entry]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("a.csv", {"valid_from": "2026-11-22 09:00", "valid_until": "2026年11月22日17点30"}),
        ("a.csv", {"valid_from": "2026/11/22 9:00", "valid_until": "2026-11-22T17:30"}),
        (
            "a.xlsx",
            {"valid_from": datetime(2026, 11, 22, 9), "valid_until": datetime(2026, 11, 22, 17, 30)},  # noqa: DTZ001 (a sheet's times know no zone)
        ),
    ],
)
def test_a_notice_has_buildings_and_minutes(
    places: Places, tmp_path: Path, name: str, cells: dict[str, object]
) -> None:
    made = (as_csv if name.endswith("csv") else as_xlsx)(row(**cells, buildings="3栋、5栋"))
    [notice] = imported(places, tmp_path, name, made)
    assert notice.buildings == ("3栋", "5栋")
    assert notice.as_json()["valid_from"] == "2026-11-22T09:00"
    assert notice.as_json()["valid_until"] == "2026-11-22T17:30"
    assert to_entries(read_csv(write_csv(to_rows([notice])))) == [notice]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"valid_from": "2026-11-22 25:00"}, "valid_from「2026-11-22 25:00」不是日期"),
        ({"valid_from": "2026-11-22 9:00", "valid_until": "2026-11-22 8:59"}, "开始晚于结束"),
        ({"buildings": "到处"}, "buildings「到处」看不懂"),
    ],
)
def test_a_faulty_notice_is_named(cells: dict[str, object], reason: str) -> None:
    assert reason in refused(lambda: read_csv(as_csv(row(**cells))))


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@st.composite
def an_entry(draw: st.DrawFn) -> Entry:
    raw = {
        "id": draw(st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z0-9][a-z0-9_]{0,8})?", fullmatch=True)),
        "group": "fee",
        "title": draw(TEXT.filter(str.strip)),
        "answer": draw(st.lists(TEXT, min_size=1, max_size=3).map("\n".join).filter(str.strip)),
        "questions": draw(st.lists(TEXT, max_size=3)),
        "valid_from": draw(st.none() | st.dates(min_value=date(1900, 1, 1))),
    }
    try:
        return read_entry(raw)
    except KnowledgeError:
        return RATE


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(an_entry(), min_size=1, max_size=3, unique_by=lambda entry: entry.id))
def test_whatever_an_entry_says_survives_the_way_out_and_back(entries: list[Entry]) -> None:
    assert to_entries(read_csv(write_csv(to_rows(entries)))) == entries
    assert to_entries(read_xlsx(write_xlsx(to_rows(entries)))) == entries


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_demo_survives_the_way_out_and_back(places: Places, tmp_path: Path, suffix: str) -> None:
    demo = load_content(SHIPPED / "yunshan")
    path = tmp_path / f"demo{suffix}"
    export_knowledge(path, demo.entries)
    bring(places, path)
    assert draft(places).content.entries == demo.entries


def test_a_folder_can_be_imported_with_its_documents(places: Places, tmp_path: Path) -> None:
    write_content(tmp_path / "folder", content())
    report = bring(places, tmp_path / "folder")
    assert (report.entries, report.problems, report.warnings) == (2, (), ())
    assert draft(places).content == content(PHONE, RATE)


def test_a_folder_of_another_estate_is_refused(tmp_path: Path) -> None:
    write_content(tmp_path / "folder", content())
    with pytest.raises(KnowledgeError, match="是「cedar」，不是「other」"):
        bring(Places(tmp_path / "var", "other"), tmp_path / "folder")


def test_a_file_keeps_the_profile_and_documents_that_the_estate_has(places: Places, tmp_path: Path) -> None:
    store(places, content())
    imported(places, tmp_path, "a.csv", as_csv(row(answer="每平方米2.99元。")))
    kept = draft(places).content
    assert (kept.estate, kept.documents) == (content().estate, content().documents)


def test_an_imported_file_need_not_have_the_topics_that_the_shipped_content_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(row(id="our.own", source_document="", source_section="")))
    report = bring(Places(tmp_path / "var", "yunshan"), tmp_path / "a.csv")
    assert report.problems == ("our.own：没有写出处",)


def test_a_workbook_that_claims_a_million_rows_is_read_as_far_as_it_goes() -> None:
    data = as_xlsx(GOOD)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(SHEET).decode()
    claimed = re.sub(r'<dimension ref="[^"]+"', '<dimension ref="A1:XFD1048576"', sheet)
    assert claimed != sheet
    assert to_entries(read_xlsx(rezipped(data, SHEET, claimed))) == [EXPECTED]


def test_an_imported_number_that_no_document_states_is_reported(places: Places, tmp_path: Path) -> None:
    store(places, content())
    (tmp_path / "a.csv").write_bytes(as_csv(row(answer="每平方米2.99元。")))
    assert "「2.99」" in "\n".join(bring(places, tmp_path / "a.csv").problems)


def test_a_new_estate_gets_the_name_it_is_given(places: Places, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(GOOD))
    bring(places, tmp_path / "a.csv", name="雪松里")
    assert draft(places).content.estate.name == "雪松里"


@pytest.mark.parametrize("name", ["a.xls", "a.txt", "a"])
def test_another_kind_of_file_is_refused(places: Places, tmp_path: Path, name: str) -> None:
    with pytest.raises(KnowledgeError, match=r"不是 \.csv 或 \.xlsx"):
        imported(places, tmp_path, name, b"x")


def test_a_missing_file_is_refused(places: Places, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="读不了"):
        bring(places, tmp_path / "none.csv")


@pytest.mark.parametrize("name", ["../up", "a/b", "", "Å", "a" * 41])
def test_an_estate_id_cannot_lead_out_of_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnowledgeError, match="小区代号"):
        Places(tmp_path, name)
