"""CSV in and out: UTF-8 with or without BOM, or GB18030 as Chinese Excel saves it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable

from knowledge_base.errors import KnowledgeError
from knowledge_base.table import MAX_BYTES, Table


def read_csv(data: bytes) -> Table:
    """Read the table; KnowledgeError when it is no text, problems in the table when rows are wrong."""
    csv.field_size_limit(MAX_BYTES)  # the table names the row of a cell that is too long
    table = Table()
    reader = csv.reader(io.StringIO(_decode(data), newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.startswith("=") for cell in cells):
                table.problems.append(f"第 {number} 行：有以「=」开头的公式，请改成文字")
            if not table.add(number, tuple(cells)):
                break
    except csv.Error:
        table.problems.append(f"第 {len(table.rows) + 1} 行：引号不成对，没有继续读")
    return table


def write_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Give the rows as CSV that Excel opens as UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return codecs.BOM_UTF8 + text.getvalue().encode("utf-8")


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise KnowledgeError("文件不是文字，请另存为「CSV UTF-8」")
