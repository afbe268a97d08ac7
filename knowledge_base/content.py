"""An estate's content as a folder.

`estate.yml`, `entries/GROUP.yml`, and where there are any: `documents/*.md`, `topics.csv`, `tariffs.yml`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.documents import Document
from knowledge_base.entry import Entry
from knowledge_base.entry_fields import read_entry
from knowledge_base.errors import KnowledgeError
from knowledge_base.estate import Estate, read_estate
from knowledge_base.strict_yaml import load_yaml
from knowledge_base.tariffs.reading import FILE as TARIFFS
from knowledge_base.tariffs.reading import read_tariffs


@dataclass(frozen=True)
class Content:
    """All that an estate knows.

    `topics` binds ids to groups where the estate has such a list, else None. `tariffs` is what `tariffs.yml`
    says, as plain data (docs/estates.md), else None: then no fee is computed.
    """

    estate: Estate
    entries: tuple[Entry, ...]
    documents: tuple[Document, ...] = ()
    topics: Mapping[str, str] | None = None
    tariffs: Mapping[str, Any] | None = None


def load_content(folder: Path) -> Content:
    """Read the folder; KnowledgeError names every file and entry that cannot be read, in `problems`."""
    if not folder.is_dir():
        raise KnowledgeError(f"找不到文件夹 {folder}")
    problems: list[str] = []
    estate = _load_estate(folder / "estate.yml", problems)
    entries: list[Entry] = []
    for path in sorted((folder / "entries").glob("[!.]*")):
        entries += _load_group(path, problems)
    documents = tuple(_load_documents(folder / "documents", problems))
    topics = _load_topics(folder / "topics.csv", problems)
    tariffs = _load_tariffs(folder / TARIFFS, problems)
    if estate is None or problems:
        raise KnowledgeError("内容读不全", problems)
    return Content(estate, tuple(entries), documents, topics, tariffs)


def write_content(folder: Path, content: Content) -> None:
    """Write the content as such a folder; what `load_content` reads back is equal but for `topics`."""
    (folder / "entries").mkdir(parents=True)
    (folder / "documents").mkdir()
    _write_yaml(folder / "estate.yml", content.estate.as_json())
    for group in dict.fromkeys(entry.group for entry in content.entries):
        written = [_as_yaml(entry) for entry in content.entries if entry.group == group]
        _write_yaml(folder / "entries" / f"{group}.yml", written)
    for document in content.documents:
        (folder / "documents" / document.name).write_text(document.text, encoding="utf-8", newline="")
    write_tariffs(folder, content)


def write_tariffs(folder: Path, content: Content) -> None:
    """Write `tariffs.yml` where the estate has tariffs."""
    if content.tariffs is not None:
        _write_yaml(folder / TARIFFS, dict(content.tariffs))


def _load_estate(path: Path, problems: list[str]) -> Estate | None:
    try:
        return read_estate(_mapping(load_yaml(path)))
    except KnowledgeError as error:
        problems += [f"estate.yml：{problem}" for problem in error.problems] or [str(error)]
        return None


def _load_group(path: Path, problems: list[str]) -> list[Entry]:
    if path.suffix != ".yml":
        problems.append(f"entries/{path.name} 不是 .yml 文件")
        return []
    try:
        raw = load_yaml(path)
    except KnowledgeError as error:
        problems.append(f"entries/{error}")
        return []
    if not isinstance(raw, list):
        problems.append(f"entries/{path.name} 应是一个列表，每项一个条目")
        return []
    read = (_load_item(path, number, item, problems) for number, item in enumerate(raw, start=1))
    return [entry for entry in read if entry is not None]


def _load_item(path: Path, number: int, item: object, problems: list[str]) -> Entry | None:
    try:
        fields = _mapping(item)
        if "group" in fields:
            problems.append(f"entries/{path.name} 第 {number} 项：group 由文件名决定，不要另写")
        return read_entry({**fields, "group": path.stem})
    except KnowledgeError as error:
        name = item.get("id") if isinstance(item, Mapping) else None
        where = f"entries/{path.name} {name or f'第 {number} 项'}"
        problems += [f"{where}：{problem}" for problem in error.problems]
        return None


def _mapping(raw: object) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise KnowledgeError("写法有误", ["应写成「名称: 内容」的形式"])
    return raw


def _load_documents(folder: Path, problems: list[str]) -> list[Document]:
    read = (_load_document(path, problems) for path in sorted(folder.glob("*.md")))
    return [document for document in read if document is not None]


def _load_document(path: Path, problems: list[str]) -> Document | None:
    try:
        return Document(path.name, path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        problems.append(f"documents/{path.name} 读不了，或不是 UTF-8 文字")
        return None


def _load_topics(path: Path, problems: list[str]) -> dict[str, str] | None:
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if not {"id", "group"} <= set(rows.fieldnames or ()):
            problems.append("topics.csv 应有 id 和 group 两列")
            return None
        return {row["id"]: row["group"] for row in rows}


def _load_tariffs(path: Path, problems: list[str]) -> Mapping[str, Any] | None:
    if not path.exists():
        return None
    try:
        raw = _mapping(load_yaml(path))
        read_tariffs(raw)
    except KnowledgeError as error:
        problems += [f"{TARIFFS}：{problem}" for problem in error.problems or (str(error),)]
        return None
    return raw


def _as_yaml(entry: Entry) -> dict[str, Any]:
    return {
        name: value for name, value in entry.as_json().items() if name != "group" and value not in (None, [])
    }


def _write_yaml(path: Path, data: object) -> None:
    path.write_text(
        yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100), encoding="utf-8", newline=""
    )
