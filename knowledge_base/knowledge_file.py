"""Knowledge files in and out: a draft from a spreadsheet or a folder, a spreadsheet from the content."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from knowledge_base.check import Report, check_content
from knowledge_base.content import Content, load_content, write_content
from knowledge_base.csv_table import read_csv, write_csv
from knowledge_base.durable import alone, replace_file, sync_folder, sync_tree
from knowledge_base.errors import KnowledgeError
from knowledge_base.estate import Estate
from knowledge_base.places import Places
from knowledge_base.rows import to_entries, to_rows
from knowledge_base.table import MAX_BYTES, Table
from knowledge_base.xlsx_table import read_xlsx, write_xlsx

_READERS: dict[str, Callable[[bytes], Table]] = {".csv": read_csv, ".xlsx": read_xlsx}
_UNFINISHED = ".draft-"


def import_knowledge(places: Places, path: Path, *, name: str | None = None) -> Report:
    """Make the file's or the folder's content the estate's draft, and check it.

    A file replaces the entries and keeps the profile and the documents; `name` is what the estate is called.
    Raises KnowledgeError naming every bad row; then the draft stays as it was.
    """
    with alone(places.lock):
        content = _from_folder(places, path) if path.is_dir() else _from_file(places, path)
        if name:
            content = replace(content, estate=replace(content.estate, name=name))
        _replace_draft(places, content)
    return check_content(content)


def export_knowledge(places: Places, path: Path) -> int:
    """Write the entries that the next publish would take into a .csv or .xlsx file; give their number."""
    entries = load_content(places.content()).entries
    rows = to_rows(entries)
    data = write_csv(rows) if _suffix(path) == ".csv" else write_xlsx(rows)
    try:
        replace_file(path, data)
    except OSError as error:
        raise KnowledgeError(f"写不了 {path}：{error.strerror}") from error
    return len(entries)


def _from_folder(places: Places, path: Path) -> Content:
    content = load_content(path)
    if content.estate.id != places.estate:
        raise KnowledgeError(f"estate.yml 里的小区是「{content.estate.id}」，不是「{places.estate}」")
    return content


def _from_file(places: Places, path: Path) -> Content:
    entries = tuple(to_entries(_READERS[_suffix(path)](_read(path))))
    if not places.has_content():
        return Content(Estate(places.estate, places.estate), entries)
    return replace(load_content(places.content()), entries=entries, topics=None)


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


def _replace_draft(places: Places, content: Content) -> None:
    """Swap the new draft in; between the renames, or if killed there, `Places.content` takes the old."""
    for leftover in places.root.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover)
    fresh = Path(mkdtemp(prefix=_UNFINISHED, dir=places.root))
    fresh.chmod(0o755)
    write_content(fresh, content)
    sync_tree(fresh)
    if places.draft.exists():
        shutil.rmtree(places.replaced_draft, ignore_errors=True)
        places.draft.rename(places.replaced_draft)
    fresh.rename(places.draft)
    sync_folder(places.root)
    shutil.rmtree(places.replaced_draft, ignore_errors=True)
