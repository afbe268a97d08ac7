"""XLSX in and out. A workbook is a zip of XML from anywhere: size, entities, formulas are looked at first."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from knowledge_base.errors import KnowledgeError
from knowledge_base.table import MAX_ROWS, Cell, Table

MAX_UNPACKED = 48 * 1024 * 1024
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_WIDTHS = (28, 12, 24, 40, 70, 14, 12, 12, 24, 28, 20)


def read_xlsx(data: bytes) -> Table:
    """Read the first sheet; KnowledgeError if it is no workbook, problems in the table if rows are wrong."""
    _refuse_oversized(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what styles it does not know
            table = _read_sheets(data)
            table.problems += [
                f"第 {rows} 行：有合并的单元格（{area}），请取消合并后逐行填写"
                for rows, area in _merged(data)
            ]
    except KnowledgeError:
        raise
    except Exception as error:  # openpyxl trips over a broken file in any way
        raise KnowledgeError("文件不是有效的 XLSX，请用 Excel 或 WPS 另存为 .xlsx 再试") from error
    return table


def write_xlsx(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Give the rows as a workbook in which every cell is text."""
    from openpyxl import Workbook  # noqa: PLC0415 (the bot reads entries without it)
    from openpyxl.styles import Alignment  # noqa: PLC0415

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "knowledge"
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column, text)
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDEFGHIJK", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _refuse_oversized(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        raise KnowledgeError("文件不是 XLSX，或者加了密码；请另存为没有密码的 .xlsx 再试") from error
    if unpacked > MAX_UNPACKED:
        raise KnowledgeError(f"文件展开后超过 {MAX_UNPACKED // 1024 // 1024} MB，没有读")


def _read_sheets(data: bytes) -> Table:
    import openpyxl  # noqa: PLC0415 (the bot reads entries without it)

    if not openpyxl.DEFUSEDXML:
        raise KnowledgeError("缺少 defusedxml，不能安全地读 XLSX；请重新运行 make run 建好环境")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    first, *others = book.worksheets
    table = Table()
    for number, cells in _rows(first):
        if any(cell.data_type == "f" for cell in cells):
            table.problems.append(f"第 {number} 行：有公式，请改成文字")
        if any(cell.data_type == "e" for cell in cells):
            table.problems.append(f"第 {number} 行：有出错的单元格（如 #REF!），请改正")
        if not table.add(number, tuple(_cell(cell.value) for cell in cells)):
            break
    for sheet in others:
        rows = islice(_rows(sheet), MAX_ROWS)
        if any(cell.value is not None for _, cells in rows for cell in cells):
            table.problems.append(f"只读第一张工作表，但「{sheet.title}」里也有内容，请合到第一张")
    return table


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet.reset_dimensions()  # a file may claim a million columns that it does not have
    return enumerate(sheet.iter_rows(), start=1)


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _merged(data: bytes) -> Iterator[tuple[str, str]]:
    """Find the merged areas and their rows in the XML itself: openpyxl would make an object for each cell."""
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415 (the bot reads entries without it)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in filter(_SHEET.fullmatch, archive.namelist()):
            with archive.open(name) as sheet:
                for _, element in iterparse(sheet):
                    if element.tag.endswith("}mergeCell"):
                        area = element.get("ref", "")
                        yield "–".join(dict.fromkeys(re.findall(r"[0-9]+", area))), area
                    element.clear()
