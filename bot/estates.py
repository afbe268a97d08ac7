"""What each estate has published, as the bot uses it; a new version is taken up while serving."""

import logging
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bot.settings import knowledge_folder
from bot.topics import shelf
from bot.topics.following import Among
from bot.topics.model import TopicModel
from bot.training import read_entries
from knowledge_base.entry import Entry
from knowledge_base.errors import KnowledgeError
from knowledge_base.tariffs.book import Tariffs
from knowledge_base.tariffs.reading import load_tariffs

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Published:
    """One version in force: its entries by id, its topic model, and its tariffs if it has any."""

    version: str
    entries: dict[str, Entry]
    model: TopicModel
    tariffs: Tariffs | None = None

    @cached_property
    def among(self) -> Among:
        """The entries in the model's order, for choosing among them."""
        entries = [self.entries[one] for one in self.model.ids]
        groups, answers = [one.group for one in entries], [f"{one.title}{one.answer}" for one in entries]
        return Among.of(self.model.ids, groups, answers)


@cache
def shared_estates() -> "Estates":
    """Give the process's one view of what is published: a version is read once, whoever asks."""
    return Estates(knowledge_folder())


class Estates:
    """The published versions under a folder (docs/architecture.md, "Published knowledge")."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._in_force: dict[str, Published] = {}
        self._refused: dict[str, str] = {}

    def in_force(self, estate: str) -> Published | None:
        """Give the estate's version in force; None for an unknown estate or one that never published.

        A version that cannot be read is refused once and the one before it stays.
        """
        if not _NAME.fullmatch(estate):
            return None
        known = self._in_force.get(estate)
        version = self._current(estate)
        if version is None or (known and known.version == version) or self._refused.get(estate) == version:
            return known
        try:
            known = self._in_force[estate] = self._load(estate, version)
            _log.info("Estate %s answers from version %s.", estate, version)
        except (OSError, ValueError, KeyError, shelf.DamagedModelError, KnowledgeError):
            self._refused[estate] = version
            _log.exception("Version %s of estate %s cannot be read and is not used.", version, estate)
        return known

    def published(self) -> list[str]:
        """Give the estates that have a version in force."""
        return sorted(path.parent.name for path in self._folder.glob("*/current"))

    def _current(self, estate: str) -> str | None:
        try:
            version = (self._folder / estate / "current").read_text(encoding="utf-8").strip()
        except OSError:
            return None
        return version if _NAME.fullmatch(version) else None

    def _load(self, estate: str, version: str) -> Published:
        folder = self._folder / estate / "versions" / version
        model = shelf.load(folder)
        entries = {entry.id: entry for entry in read_entries(folder)}
        return Published(version, entries, model, load_tariffs(folder))
