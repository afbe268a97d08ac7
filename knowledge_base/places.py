"""Where an estate's knowledge lies as files: what ships with the project, what is published."""

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
    def given(self) -> Path | None:
        """The folder that the estate begins with: a draft of before there was a ledger, else what ships."""
        folders = (self.root / "draft", SHIPPED / self.estate)
        return next((folder for folder in folders if folder.is_dir()), None)

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
        """The file that a publish or a rollback holds while it works."""
        return self.root / ".lock"

    @staticmethod
    def all_given(data_dir: Path) -> list[str]:
        """Name every estate that has such a folder."""
        shipped = [path.parent.name for path in SHIPPED.glob("*/estate.yml")]
        drafts = [path.parent.parent.name for path in (data_dir / "knowledge").glob("*/draft/estate.yml")]
        return [*shipped, *drafts]
