"""Faulty and hostile knowledge files: each fault is named with its row, and nothing of them is executed."""

from collections.abc import Callable
from typing import Any

import pytest

from knowledge_base.csv_table import read_csv
from knowledge_base.rows import COLUMNS
from knowledge_base.xlsx_table import read_xlsx
from tests.unit.knowledge_base.making_files import GOOD, SHEET, as_csv, as_xlsx, refused, rezipped, row


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (as_csv(GOOD, header=(*COLUMNS[:-1], "备注")), "第 1 行：不认识的列 备注"),
        (as_csv(GOOD, header=("编号", *COLUMNS[1:])), "表头缺少 id"),
        (as_csv(GOOD, header=("title", *COLUMNS[1:])), "重复的列 title"),
        (as_csv((*GOOD, "多出来的")), "第 2 行：第 12 列没有表头"),
        (as_csv(), "只有表头"),
        (b"", "表格是空的"),
        (as_csv(row(answer="=1+1")), "第 2 行：有以「=」开头的公式"),
        (as_csv(row(answer="字" * 40_000)), "第 2 行：第 5 列有 40000 个字"),
        (as_csv(row(questions="\n".join(f"问法{n}" for n in range(151)))), "第 2 行：questions 有 151 条"),
        (as_csv(("",) * 60 + ("x",)), "第 2 行：有 61 列，最多 50 列"),
        (as_csv(GOOD)[:-2] + b"," * 1_000_000 + b"x\r\n", "第 2 行：有 1000011 列"),
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


XML = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a zip", "不是 XLSX"),
        (as_xlsx(GOOD)[:-200], "不是 XLSX"),
        (
            rezipped(
                as_xlsx(GOOD),
                SHEET,
                '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + XML.format("&a;"),
            ),
            "不是有效的 XLSX",
        ),
        (rezipped(as_xlsx(GOOD), SHEET, " " * 60_000_000), "展开后超过 48 MB"),
        (
            rezipped(
                as_xlsx(GOOD),
                SHEET,
                XML.format('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
            ),
            "表格是空的",
        ),
    ],
    ids=["no zip", "cut off", "entities", "zip bomb", "everything merged"],
)
def test_a_hostile_workbook_is_refused_at_once(data: bytes, reason: str) -> None:
    assert reason in refused(lambda: read_xlsx(data))
