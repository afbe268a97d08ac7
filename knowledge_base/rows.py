"""Between an entry and its row in a knowledge file (docs/estates.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge_base.entry import Entry
from knowledge_base.entry_fields import read_entry
from knowledge_base.errors import KnowledgeError
from knowledge_base.formulas import neutralise, restore
from knowledge_base.limits import write_limit
from knowledge_base.table import Cell, Row, Table

COLUMNS = (
    "id", "group", "title", "questions", "answer", "audience", "valid_from", "valid_until", "source_document",
    "source_section", "buildings",
)  # fmt: skip
_REQUIRED = ("id", "group", "title", "answer")


def to_rows(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """Give the header and one row an entry, safe for a spreadsheet to open."""
    yield COLUMNS
    for entry in entries:
        yield tuple(neutralise(text) for text in _texts(entry))


def to_entries(table: Table) -> list[Entry]:
    """Read the entries; KnowledgeError names every bad row in `problems`. Blank rows count for nothing."""
    problems = list(table.problems)
    filled = [row for row in table.rows if not row.blank]
    if not filled:
        raise KnowledgeError("表格是空的", problems)
    header = _read_header(filled[0], problems)
    entries: dict[str, int] = {}
    read = []
    for row in filled[1:]:
        entry = _read_row(row, header, problems)
        if entry is None:
            continue
        if entry.id in entries:
            problems.append(f"第 {row.number} 行：id「{entry.id}」与第 {entries[entry.id]} 行相同")
        entries.setdefault(entry.id, row.number)
        read.append(entry)
    if len(filled) == 1:
        problems.append("只有表头，没有条目")
    if problems:
        raise KnowledgeError("表格有问题，一条也没有导入", problems)
    return read


def _texts(entry: Entry) -> tuple[str, ...]:
    source = entry.source
    return (
        entry.id,
        entry.group,
        entry.title,
        "\n".join(entry.questions),
        entry.answer,
        " ".join(entry.audience),
        write_limit(entry.valid_from, " ") if entry.valid_from else "",
        write_limit(entry.valid_until, " ") if entry.valid_until else "",
        "\n".join([source.document, *entry.also]) if source else "",
        source.section if source else "",
        "、".join(entry.buildings),
    )


def _read_header(row: Row, problems: list[str]) -> list[str]:
    header = [str(cell).strip().lower() for cell in row.cells]
    named = [name for name in header if name]
    unknown = [name for name in named if name not in COLUMNS]
    if unknown:
        problems.append(
            f"第 {row.number} 行：不认识的列 {'、'.join(unknown)}；可用的列：{'、'.join(COLUMNS)}"
        )
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        problems.append(f"第 {row.number} 行：重复的列 {'、'.join(twice)}")
    missing = [name for name in _REQUIRED if name not in named]
    if missing:
        raise KnowledgeError("表头不对", [*problems, f"第 {row.number} 行：表头缺少 {'、'.join(missing)}"])
    return header


def _read_row(row: Row, header: list[str], problems: list[str]) -> Entry | None:
    cells: dict[str, Cell] = {}
    for column, cell in enumerate(row.cells):
        name = header[column] if column < len(header) else ""
        if name:
            cells[name] = restore(cell.strip(" ")) if isinstance(cell, str) else cell
        elif str(cell).strip():
            problems.append(f"第 {row.number} 行：第 {column + 1} 列没有表头，却有内容")
    try:
        return read_entry(_raw(cells))
    except KnowledgeError as error:
        problems += [f"第 {row.number} 行：{problem}" for problem in error.problems]
        return None


def _raw(cells: dict[str, Cell]) -> dict[str, Any]:
    texts = {name: str(cells.get(name, "")) for name in COLUMNS}
    document, *also = _lines(texts["source_document"]) or [""]
    section = texts["source_section"].strip()
    return {
        **{name: texts[name] for name in _REQUIRED},
        "questions": _lines(texts["questions"]),
        "audience": _words(texts["audience"]),
        "valid_from": _day(cells.get("valid_from", "")),
        "valid_until": _day(cells.get("valid_until", "")),
        "source": {"document": document, "section": section} if document or section else None,
        "also": also,
        "buildings": _words(texts["buildings"]),
    }


def _words(text: str) -> list[str]:
    return [token for token in re.split(r"[\s、，,；;/·]+", text) if token]


def _lines(text: str) -> list[str]:
    return [
        line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()
    ]


def _day(cell: Cell) -> Cell:
    return cell.strip() if isinstance(cell, str) else cell
