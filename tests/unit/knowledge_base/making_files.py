"""Knowledge files for the tests, good and bad."""

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from knowledge_base.errors import KnowledgeError
from knowledge_base.rows import COLUMNS, to_entries

SHEET = "xl/worksheets/sheet1.xml"
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
    "",
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


def rezipped(data: bytes, name: str, text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, text if item == name else old.read(item))
    return packed.getvalue()
