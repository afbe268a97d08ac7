"""Make the two virtual environments from the lock files; do nothing when they are already right."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from setup.commands import run_quietly
from setup.places import BOT_VENV, DESK_VENV, ROOT, TOOLS, fingerprint, is_stamped, leave_stamp, python_of
from setup.pythons import BOT_VERSIONS, DESK_VERSIONS, find_python
from setup.words import step

UV_VERSION = "0.13.9"
# Rasa alone is 2.6 GB; a file system that cannot link from uv's cache needs it twice.
UV_SETTINGS = {
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "hardlink"),
    "UV_NO_PROGRESS": "1",
}


@dataclass(frozen=True)
class Environment:
    """One virtual environment: where it lies, which Pythons it takes, which lock file fills it."""

    title: str
    venv: Path
    versions: tuple[tuple[int, int], ...]
    override: str
    lock: Path

    def make(self) -> None:
        """Create or refresh the environment; a matching stamp means there is nothing to do."""
        stamp, value = self.venv / "linda.stamp", fingerprint([self.lock])
        if is_stamped(stamp, value) and python_of(self.venv).exists():
            return
        with step(f"安装{self.title}"):
            uv = find_uv()
            settings = {**os.environ, **UV_SETTINGS}
            if not python_of(self.venv).exists():
                interpreter = find_python(self.versions, override=self.override)
                run_quietly(
                    [uv, "venv", "--quiet", "--clear", "--python", interpreter, self.venv],
                    what=f"建立{self.title}",
                    environment=settings,
                )
            run_quietly(
                [
                    uv,
                    "pip",
                    "sync",
                    "--quiet",
                    "--require-hashes",
                    "--python",
                    python_of(self.venv),
                    self.lock,
                ],
                what=f"安装{self.title}",
                environment=settings,
            )
            leave_stamp(stamp, value)


def desk_environment(*, for_tests: bool) -> Environment:
    """Return the desk's environment; one made for tests serves for running too, so it is not taken back."""
    full = ROOT / "requirements-dev.lock"
    stamped_full = is_stamped(DESK_VENV / "linda.stamp", fingerprint([full]))
    lock = full if for_tests or stamped_full else ROOT / "requirements.lock"
    return Environment("坐席端环境", DESK_VENV, DESK_VERSIONS, "LINDA_DESK_PYTHON", lock)


def bot_environment() -> Environment:
    """Return the bot's environment."""
    return Environment(
        "机器人环境（Rasa，约 2.6 GB）",
        BOT_VENV,
        BOT_VERSIONS,
        "LINDA_RASA_PYTHON",
        ROOT / "bot" / "requirements.lock",
    )


def find_uv() -> Path:
    """Return uv from the PATH, or install it from the registry into `.tools/`."""
    own = TOOLS / "uv" / "bin" / "uv"
    if own.exists():
        return own
    found = shutil.which("uv")
    if found:
        return Path(found)
    run_quietly(
        [sys.executable, "-m", "venv", TOOLS / "uv"],
        what="准备安装工具（需要 Python 的 venv 模块，Debian 系统请先装 python3-venv）",
    )
    run_quietly(
        [TOOLS / "uv" / "bin" / "python", "-m", "pip", "install", "--quiet", f"uv=={UV_VERSION}"],
        what="安装 uv",
    )
    return own
