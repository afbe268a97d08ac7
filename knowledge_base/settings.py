"""What the environment says; docs/operations.md explains each setting."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.errors import KnowledgeError

_BOT_PYTHON = Path(__file__).parent.parent / "bot" / ".venv" / "bin" / "python"


@dataclass(frozen=True)
class Settings:
    """Where the data lies, where the bot listens, the interpreter that trains, and the desk's database."""

    data_dir: Path
    bot_url: str
    bot_python: Path
    threshold: float
    database_url: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; what is not set has its default."""
        try:
            threshold = float(environment.get("LINDA_CONFIDENCE_THRESHOLD") or 0.70)
        except ValueError as error:
            raise KnowledgeError("LINDA_CONFIDENCE_THRESHOLD 应是 0 到 1 之间的数") from error
        data_dir = Path(environment.get("LINDA_DATA_DIR") or "var").absolute()
        return cls(
            data_dir=data_dir,
            bot_url=environment.get("LINDA_BOT_URL") or "http://127.0.0.1:5005",
            bot_python=Path(environment.get("LINDA_BOT_PYTHON") or _BOT_PYTHON),
            threshold=threshold,
            database_url=environment.get("LINDA_DATABASE_URL")
            or f"sqlite+aiosqlite:///{data_dir / 'linda.db'}",
        )
