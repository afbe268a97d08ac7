"""Knowledge files in and out: a draft from a spreadsheet or a folder, a spreadsheet from the content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge_base.check import Report, check_content
from knowledge_base.content import Content, load_content
from knowledge_base.csv_table import read_csv, write_csv
from knowledge_base.durable import replace_file
from knowledge_base.entry import Entry
from knowledge_base.errors import KnowledgeError
from knowledge_base.estate import Estate
from knowledge_base.ledger.drafts import has_content, load_draft, store_content
from knowledge_base.ledger.revisions import Mark, Tally
from knowledge_base.places import Places
from knowledge_base.rows import to_entries, to_rows
from knowledge_base.table import MAX_BYTES, Table
from knowledge_base.xlsx_table import read_xlsx, write_xlsx

if TYPE_CHECKING:
    import sqlalchemy as sa

_READERS: dict[str, Callable[[bytes], Table]] = {".csv": read_csv, ".xlsx": read_xlsx}


@dataclass(frozen=True)
class Brought:
    """What an import did to the draft, and what the check says of it now."""

    tally: Tally
    report: Report


def import_knowledge(
    connection: sa.Connection, places: Places, path: Path, *, mark: Mark, name: str | None = None
) -> Brought:
    """Make the file's or the folder's content the estate's draft, and check it.

    A file replaces the entries and keeps the profile and the documents; `name` is what the estate is called.
    Raises KnowledgeError naming every bad row; then the draft stays as it was.
    """
    if path.is_dir():
        content = _from_folder(places, path)
    else:
        entries = read_entries(path.name, _read(path))
        content = with_entries(connection, places, entries, now=mark.at)
    if name:
        content = replace(content, estate=replace(content.estate, name=name))
    return Brought(store_content(connection, content, mark=mark), check_content(content))


def read_entries(name: str, data: bytes) -> tuple[Entry, ...]:
    """Read a .csv or .xlsx file's entries; KnowledgeError names every bad row."""
    return tuple(to_entries(_READERS[_suffix(Path(name))](data)))


def with_entries(
    connection: sa.Connection, places: Places, entries: tuple[Entry, ...], *, now: datetime
) -> Content:
    """Give the estate's content with these entries in the place of its own."""
    if not has_content(connection, places):
        return Content(Estate(places.estate, places.estate), entries)
    return replace(load_draft(connection, places, now=now).content, entries=entries, topics=None)


def write_entries(name: str, entries: Iterable[Entry]) -> bytes:
    """Give the entries as the .csv or .xlsx file that the name asks for."""
    rows = to_rows(entries)
    return write_csv(rows) if _suffix(Path(name)) == ".csv" else write_xlsx(rows)


def export_knowledge(path: Path, entries: Sequence[Entry]) -> None:
    """Write the entries into a .csv or .xlsx file, whole or not at all."""
    data = write_entries(path.name, entries)
    try:
        replace_file(path, data)
    except OSError as error:
        raise KnowledgeError(f"写不了 {path}：{error.strerror}") from error


def _from_folder(places: Places, path: Path) -> Content:
    content = load_content(path)
    if content.estate.id != places.estate:
        raise KnowledgeError(f"estate.yml 里的小区是「{content.estate.id}」，不是「{places.estate}」")
    return content


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise KnowledgeError(f"{path.name} 不是 .csv 或 .xlsx 文件")
    return suffix


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise KnowledgeError(f"{path.name} 太大，最多 {MAX_BYTES // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"读不了 {path}：{error.strerror}") from error
