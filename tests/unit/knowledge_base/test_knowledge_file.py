"""Knowledge files: what comes in, what is refused row by row, and that nothing changes out and back."""

import codecs
import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from knowledge_base.content import load_content, write_content
from knowledge_base.csv_table import read_csv, write_csv
from knowledge_base.durable import alone
from knowledge_base.entry import Entry, Source
from knowledge_base.entry_fields import read_entry
from knowledge_base.errors import BusyError, KnowledgeError
from knowledge_base.knowledge_file import export_knowledge, import_knowledge
from knowledge_base.places import SHIPPED, Places
from knowledge_base.rows import COLUMNS, to_entries, to_rows
from knowledge_base.xlsx_table import read_xlsx, write_xlsx
from tests.unit.knowledge_base.making import PHONE, RATE, content

GOOD = (
    "fee.rate",
    "fee",
    "单价",
    "多少钱\n怎么收",
    "每平方米2.80元。",
    "高层 业主",
    "2025-01-01",
    "",
    "收费.md",
    "一、单价",
)


def as_csv(*rows: tuple[Any, ...], header: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def as_xlsx(*rows: tuple[Any, ...], change: Callable[[Any], None] = lambda _: None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (COLUMNS, *rows):
        sheet.append(row)
    change(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def row(**cells: Any) -> tuple[Any, ...]:
    return tuple({**dict(zip(COLUMNS, GOOD, strict=True)), **cells}.values())


def refused(table_of: Callable[[], Any]) -> str:
    with pytest.raises(KnowledgeError) as refusal:
        to_entries(table_of())
    return "\n".join([*refusal.value.problems, str(refusal.value)])


def imported(places: Places, tmp_path: Path, name: str, data: bytes) -> list[Entry]:
    (tmp_path / name).write_bytes(data)
    import_knowledge(places, tmp_path / name)
    return list(load_content(places.content()).entries)


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
    assert list(load_content(places.content()).entries) == before


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (as_csv(GOOD, header=(*COLUMNS[:-1], "备注")), "第 1 行：不认识的列 备注"),
        (as_csv(GOOD, header=("编号", *COLUMNS[1:])), "表头缺少 id"),
        (as_csv(GOOD, header=("title", *COLUMNS[1:])), "重复的列 title"),
        (as_csv((*GOOD, "多出来的")), "第 2 行：第 11 列没有表头"),
        (as_csv(), "只有表头"),
        (b"", "表格是空的"),
        (as_csv(row(answer="=1+1")), "第 2 行：有以「=」开头的公式"),
        (as_csv(row(answer="字" * 40_000)), "第 2 行：第 5 列有 40000 个字"),
        (as_csv(row(questions="\n".join(f"问法{n}" for n in range(151)))), "第 2 行：questions 有 151 条"),
        (as_csv(("",) * 60 + ("x",)), "第 2 行：有 61 列，最多 50 列"),
        (as_csv(*[("",) * 10] * 6000), "超过 5000 行"),
        (as_csv(GOOD).replace(b'"', b'"x"', 1), "引号不成对"),
        (b"\xff\xfe\x00i\x00d", "文件不是文字"),
        (as_csv(row(answer="a\0b")), "文件不是文字"),
        (as_csv(row(answer="a\x07b")), "第 2 行：answer 里有不可见的控制字符"),
        (as_csv(row(source_section="")), "出处的文件和章节要一起填写"),
    ],
)
def test_a_faulty_csv_says_what_is_wrong_where(data: bytes, reason: str) -> None:
    assert reason in refused(lambda: read_csv(data))


def a_formula(book: Any) -> None:
    book.active["E2"] = '=HYPERLINK("http://example.invalid","答案")'


def a_merged_area(book: Any) -> None:
    book.active.merge_cells("B2:B3")


def a_second_sheet(book: Any) -> None:
    book.create_sheet("补充")["A1"] = "还有"


def a_far_column(book: Any) -> None:
    book.active.cell(2, 16_384, "x")


def a_far_row(book: Any) -> None:
    book.active.cell(1_048_576, 1, "x")


def an_error_cell(book: Any) -> None:
    book.active["E2"].value = "#REF!"
    book.active["E2"].data_type = "e"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (a_formula, "第 2 行：有公式"),
        (a_merged_area, "第 2–3 行：有合并的单元格（B2:B3）"),
        (a_second_sheet, "「补充」里也有内容"),
        (a_far_column, "第 2 行：有 16384 列"),
        (a_far_row, "超过 5000 行"),
        (an_error_cell, "第 2 行：有出错的单元格"),
    ],
)
def test_a_faulty_workbook_says_what_is_wrong_where(change: Callable[[Any], None], reason: str) -> None:
    data = as_xlsx(GOOD, row(id="fee.other", group=None), change=change)
    assert reason in refused(lambda: read_xlsx(data))


def rezipped(data: bytes, name: str, text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, text if item == name else old.read(item))
    return packed.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a zip", "不是 XLSX"),
        (as_xlsx(GOOD)[:-200], "不是 XLSX"),
        (
            rezipped(
                as_xlsx(GOOD),
                "xl/worksheets/sheet1.xml",
                '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET.format("&a;"),
            ),
            "不是有效的 XLSX",
        ),
        (rezipped(as_xlsx(GOOD), "xl/worksheets/sheet1.xml", " " * 60_000_000), "展开后超过 48 MB"),
        (
            rezipped(
                as_xlsx(GOOD),
                "xl/worksheets/sheet1.xml",
                SHEET.format('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
            ),
            "表格是空的",
        ),
    ],
    ids=["no zip", "cut off", "entities", "zip bomb", "everything merged"],
)
def test_a_hostile_workbook_is_refused_at_once(data: bytes, reason: str) -> None:
    assert reason in refused(lambda: read_xlsx(data))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", "''-"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_a_spreadsheet_would_execute_leaves_as_text_and_comes_back_unchanged(
    places: Places, tmp_path: Path, start: str, suffix: str
) -> None:
    entry = replace(RATE, answer=f"{start}1+cmd|' /C calc'!A0", questions=(f"{start}1",), also=("别的.md",))
    write_content(places.draft, content(entry))
    path = tmp_path / f"out{suffix}"
    export_knowledge(places, path)
    table = read_csv(path.read_bytes()) if suffix == ".csv" else read_xlsx(path.read_bytes())
    assert [str(cell)[0] for cell in table.rows[1].cells[3:5]] == ["'", "'"]
    assert table.problems == []
    assert to_entries(table) == [entry]


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
    write_content(places.draft, demo)
    path = tmp_path / f"demo{suffix}"
    assert export_knowledge(places, path) == 139
    import_knowledge(places, path)
    assert set(load_content(places.content()).entries) == set(demo.entries)


def test_a_folder_can_be_imported_with_its_documents(places: Places, tmp_path: Path) -> None:
    write_content(tmp_path / "folder", content())
    report = import_knowledge(places, tmp_path / "folder")
    assert (report.entries, report.problems, report.warnings) == (2, (), ())
    assert load_content(places.draft) == content(PHONE, RATE)


def test_a_folder_of_another_estate_is_refused(tmp_path: Path) -> None:
    write_content(tmp_path / "folder", content())
    with pytest.raises(KnowledgeError, match="是「cedar」，不是「other」"):
        import_knowledge(Places(tmp_path / "var", "other"), tmp_path / "folder")


def test_a_file_keeps_the_profile_and_documents_that_the_estate_has(places: Places, tmp_path: Path) -> None:
    write_content(places.draft, content())
    imported(places, tmp_path, "a.csv", as_csv(row(answer="每平方米2.99元。")))
    kept = load_content(places.draft)
    assert (kept.estate, kept.documents) == (content().estate, content().documents)


def test_an_imported_number_that_no_document_states_is_reported(places: Places, tmp_path: Path) -> None:
    write_content(places.draft, content())
    (tmp_path / "a.csv").write_bytes(as_csv(row(answer="每平方米2.99元。")))
    assert "「2.99」" in "\n".join(import_knowledge(places, tmp_path / "a.csv").problems)


def test_a_new_estate_gets_the_name_it_is_given(places: Places, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(GOOD))
    import_knowledge(places, tmp_path / "a.csv", name="雪松里")
    assert load_content(places.draft).estate.name == "雪松里"


@pytest.mark.parametrize("name", ["a.xls", "a.txt", "a"])
def test_another_kind_of_file_is_refused(places: Places, tmp_path: Path, name: str) -> None:
    with pytest.raises(KnowledgeError, match=r"不是 \.csv 或 \.xlsx"):
        imported(places, tmp_path, name, b"x")


def test_a_missing_file_is_refused(places: Places, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="读不了"):
        import_knowledge(places, tmp_path / "none.csv")


@pytest.mark.parametrize("name", ["../up", "a/b", "", "Å", "a" * 41])
def test_an_estate_id_cannot_lead_out_of_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnowledgeError, match="小区代号"):
        Places(tmp_path, name)


def test_a_draft_whose_replacing_was_killed_is_still_there(places: Places) -> None:
    write_content(places.draft, content())
    places.draft.rename(places.replaced_draft)
    assert load_content(places.content()) == content(PHONE, RATE)


def test_an_import_waits_for_no_other(places: Places, tmp_path: Path) -> None:
    with alone(places.lock), pytest.raises(BusyError, match="正在进行"):
        imported(places, tmp_path, "a.csv", as_csv(GOOD))
