"""What readers use: the version of an estate's knowledge that is in force."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from knowledge_base.entry import Entry
from knowledge_base.errors import KnowledgeError, NotPublishedError
from knowledge_base.estate import Estate, read_estate
from knowledge_base.places import Places

_VERSION = re.compile(r"[0-9]{4,}")


@dataclass(frozen=True)
class Release:
    """What a version's `report.json` says: when and from what content it came about, and what it followed.

    `gate` is what asking the golden questions showed (bot/gate.py); None before it was asked.
    `revisions` names the revision of each entry in the ledger; empty in versions of before there was one.
    """

    version: str
    previous: str | None
    published_at: datetime
    content_hash: str
    entries: int
    warnings: tuple[str, ...]
    gate: Mapping[str, Any] | None = None
    revisions: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give the release as it stands in `report.json`."""
        return {**vars(self), "published_at": self.published_at.isoformat(), "warnings": list(self.warnings)}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Release:
        """Read a release back that `as_json` wrote."""
        fields = {**raw, "published_at": datetime.fromisoformat(raw["published_at"])}
        return cls(**{**fields, "warnings": tuple(raw["warnings"])})


@dataclass(frozen=True)
class Published:
    """One published version; `folder` holds its topic model too."""

    folder: Path
    release: Release
    estate: Estate
    entries: tuple[Entry, ...]

    @property
    def version(self) -> str:
        """The version's name, such as `0007`."""
        return self.release.version

    def entry(self, identity: str) -> Entry | None:
        """Give the entry with that id, if the estate has it."""
        return next((entry for entry in self.entries if entry.id == identity), None)

    @classmethod
    def load(cls, data_dir: Path, estate: str) -> Published:
        """Read the version in force; NotPublishedError when there is none, KnowledgeError if damaged."""
        version = current_version(data_dir, estate)
        if version is None:
            raise NotPublishedError(f"小区「{estate}」还没有发布过知识，请先运行 publish {estate}")
        return load_version(Places(data_dir, estate).versions / version)


def current_version(data_dir: Path, estate: str) -> str | None:
    """Name the version in force, or None without one; cheap enough to ask before each message."""
    try:
        version = Places(data_dir, estate).current.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    if not _VERSION.fullmatch(version):
        raise KnowledgeError(f"小区「{estate}」的 current 文件损坏，请重新发布")
    return version


def load_version(folder: Path) -> Published:
    """Read one version's folder, in force or not; KnowledgeError when it is damaged."""
    try:
        return Published(
            folder=folder,
            release=Release.from_json(_read_json(folder / "report.json")),
            estate=read_estate(_read_json(folder / "estate.json")),
            entries=tuple(Entry.from_json(raw) for raw in _read_json(folder / "entries.json")),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"发布版本 {folder.name} 的文件缺失或损坏，请重新发布") from error


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
