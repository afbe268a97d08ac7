"""Where an estate's knowledge lies: what ships with the project, what was imported, what is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge_base.errors import KnowledgeError
from knowledge_base.estate import ESTATE_ID

SHIPPED = Path(__file__).parent / "estates"
GOLDEN = "golden.yml"


@dataclass(frozen=True)
class Places:
    """One estate's folders under `{data_dir}/knowledge/ESTATE/`."""

    data_dir: Path
    estate: str

    def __post_init__(self) -> None:
        if not ESTATE_ID.fullmatch(self.estate):
            raise KnowledgeError(f"小区代号「{self.estate}」只能用小写字母、数字、下划线和短横线")

    @property
    def root(self) -> Path:
        """The estate's own folder."""
        return self.data_dir / "knowledge" / self.estate

    @property
    def draft(self) -> Path:
        """What was imported last."""
        return self.root / "draft"

    @property
    def replaced_draft(self) -> Path:
        """The draft before the last one, there only while one replaces it or was killed so."""
        return self.root / "draft.replaced"

    @property
    def versions(self) -> Path:
        """The published versions, one folder each, named 0001, 0002 …."""
        return self.root / "versions"

    @property
    def golden(self) -> Path:
        """The questions whose answers must stay right: the estate's own file, else the one that ships."""
        own = self.root / GOLDEN
        return own if own.is_file() else SHIPPED / self.estate / GOLDEN

    @property
    def current(self) -> Path:
        """The one-line file that names the version in force."""
        return self.root / "current"

    @property
    def lock(self) -> Path:
        """The file that an import, a publish or a rollback holds while it works."""
        return self.root / ".lock"

    def has_content(self) -> bool:
        """Say whether the estate has any content yet, imported or shipped."""
        return any(folder.is_dir() for folder in self._contents())

    def content(self) -> Path:
        """Give the folder that the next publish takes: the draft, else what ships with the project."""
        for folder in self._contents():
            if folder.is_dir():
                return folder
        raise KnowledgeError(f"没有小区「{self.estate}」的内容，请先运行 import")

    def _contents(self) -> tuple[Path, ...]:
        return (self.draft, self.replaced_draft, SHIPPED / self.estate)


def known_estates(data_dir: Path) -> list[str]:
    """Name every estate that has content: shipped or imported."""
    folders = [*SHIPPED.glob("*/estate.yml"), *(data_dir / "knowledge").glob("*/draft*/estate.yml")]
    shipped_or_imported = {
        path.parent.name if path.is_relative_to(SHIPPED) else path.parent.parent.name for path in folders
    }
    return sorted(shipped_or_imported)
