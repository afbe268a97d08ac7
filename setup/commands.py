"""Run a command quietly; when it fails, show the end of what it said."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from setup.places import ROOT
from setup.words import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LINES_SHOWN = 15


def run_quietly(
    command: Sequence[str | Path],
    *,
    what: str,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Run to the end and return what it printed. Raises SetupError with its last lines when it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=environment,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError as missing:
        raise SetupError(f"{what}没有成功：找不到命令 {missing.filename}，请先安装它。") from missing
    if done.returncode != 0:
        tail = "\n".join(done.stdout.splitlines()[-LINES_SHOWN:])
        raise SetupError(f"{what}没有成功（退出码 {done.returncode}），最后的输出是：\n{tail}")
    return done.stdout


def run_openly(
    command: Sequence[str | Path],
    *,
    what: str,
    environment: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> None:
    """Run with the output on the terminal (a progress bar, a test summary). Raises SetupError on failure."""
    code = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, check=False).returncode
    if code != 0:
        raise SetupError(f"{what}没有成功（退出码 {code}），原因见上面的输出。")
