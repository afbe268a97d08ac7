"""Find the two Pythons: 3.10 for Rasa, 3.11 or newer for the desk (docs/decisions/001)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setup.words import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator

DESK_VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14))
BOT_VERSIONS = ((3, 10),)
PROBE = "import sys, ssl, sqlite3, venv; print(*sys.version_info[:2])"


def find_python(wanted: tuple[tuple[int, int], ...], *, override: str) -> Path:
    """Return an interpreter of the first wanted version that really starts.

    `override` names the environment variable by which a user points at one.
    Raises SetupError when there is none.
    """
    named = os.environ.get(override)
    if named:
        if _version_of(Path(named)) in wanted:
            return Path(named)
        raise SetupError(f"{override} 指向的 {named} 不是 Python {_spoken(wanted)}，请改正或去掉它。")
    for version in wanted:
        for candidate in _candidates(version):
            if _version_of(candidate) == version:
                return candidate
    raise SetupError(f"没有找到 Python {_spoken(wanted)}，请安装后再运行（或用 {override} 指明它的位置）。")


def _spoken(wanted: tuple[tuple[int, int], ...]) -> str:
    first = ".".join(map(str, wanted[0]))
    return first if len(wanted) == 1 else f"{first} 或更新的版本"


def _candidates(version: tuple[int, int]) -> Iterator[Path]:
    name = f"python{version[0]}.{version[1]}"
    if sys.version_info[:2] == version:
        yield Path(sys.executable)
    for command in (name, "python3", "python"):
        found = shutil.which(command)
        if found:
            yield Path(found)
    # A version manager's shim may be on the PATH and still refuse to start, so look behind it too.
    homes = [
        Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions",
        Path.home() / ".local/share/uv/python",
    ]
    for home in homes:
        if home.is_dir():
            yield from sorted(home.glob(f"*{version[0]}.{version[1]}.*/bin/{name}"), reverse=True)


def _version_of(interpreter: Path) -> tuple[int, int] | None:
    try:
        done = subprocess.run(
            [str(interpreter), "-c", PROBE], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode != 0:
        return None
    major, minor = done.stdout.split()
    return int(major), int(minor)
