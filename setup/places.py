"""Where things lie in a clone, and how to tell that one is up to date."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
DESK_VENV = ROOT / ".venv"
BOT_VENV = ROOT / "bot" / ".venv"
CONSOLE = ROOT / "handoff" / "console"
ESTATES = ROOT / "knowledge_base" / "estates"


def data_dir() -> Path:
    """Where the running product keeps its data (`LINDA_DATA_DIR`, default `var/`)."""
    return (ROOT / os.environ.get("LINDA_DATA_DIR", "var")).resolve()


def python_of(venv: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    return venv / "bin" / "python"


def fingerprint(paths: Iterable[Path]) -> str:
    """Hash names and contents of files, so that a stamp can say whether they changed."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Tell whether the stamp was left by the same inputs."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == value


def leave_stamp(stamp: Path, value: str) -> None:
    """Write the stamp after the work is whole, never before."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="utf-8")
