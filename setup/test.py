"""`make test`: the whole check, in the order from fast to slow; ends with the test runners' own summaries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from setup.commands import run_openly, run_quietly
from setup.console import build_console, install_packages, node_environment
from setup.demo import publish_knowledge, train_dialogue_model
from setup.environments import bot_environment, desk_environment
from setup.places import BOT_VENV, CONSOLE, DESK_VENV, ROOT, python_of
from setup.words import SetupError, say, step, stop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCALE = "坐席端，在 PostgreSQL 和 Redis 上"
SERVERS = ("postgresql", "redis-server")  # Debian's packages
PATIENCE = 40 * 60  # seconds: a suite that stands still must fail, not hold the next ones up
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Prepare, then run every check and every test; the first failing check ends it, tests all run."""
    try:
        prepare()
        check_sources()
        failed = run_tests()
    except SetupError as error:
        stop(error)
    except KeyboardInterrupt:
        stop(SetupError("测试被中断。"))
    if failed:
        stop(SetupError(f"没有通过的测试：{'、'.join(failed)}"))


def prepare() -> None:
    """Make what the tests need, with the tests' own tools, a browser and a published demo estate."""
    desk_environment(for_tests=True).make()
    bot_environment().make()
    install_browser()
    install_servers()
    build_console()
    train_dialogue_model()
    publish_knowledge()


def check_sources() -> None:
    """Lint and type-check; a warning is an error."""
    desk = python_of(DESK_VENV).parent
    with step("检查代码"):
        run_quietly([desk / "ruff", "check", "."], what="ruff 检查")
        run_quietly([desk / "mypy"], what="mypy 检查")
        run_quietly([desk / "python", "-m", "knowledge_base", "check"], what="知识库检查")
        install_packages()
        run_quietly(
            ["npm", "run", "check"], what="工作台的类型检查", cwd=CONSOLE, environment=node_environment()
        )


def run_tests() -> list[str]:
    """Run the suites, each with its own summary; return the names of those that failed.

    The browser has the machine to itself; before it the desk's other tests run beside the bot's and those on
    PostgreSQL, whose words are kept until then.
    """
    bot, desk = str(python_of(BOT_VENV)), str(python_of(DESK_VENV))
    small = [
        Suite("网页组件", ["node", "--test", *_widget_tests()]),
        Suite("坐席工作台", ["npm", "test"], cwd=CONSOLE),
    ]
    open_lane = [Suite("坐席端", [desk, "-m", "pytest", *_without_a_browser()])]
    quiet_lane = [
        Suite("机器人", [bot, "-m", "pytest", "tests/bot", "-q"]),
        Suite(SCALE, [desk, "-m", "pytest", *_on_both_engines()], {"LINDA_TEST_ENGINES": "scale"}),
    ]
    in_a_browser = [Suite("坐席端，在浏览器里", [desk, "-m", "pytest", "tests/acceptance"])]
    failed = _failing(small)
    with ThreadPoolExecutor() as beside, tempfile.TemporaryFile(mode="w+", encoding="utf-8") as kept:
        quietly = beside.submit(_failing, quiet_lane, into=kept)
        failed += _failing(open_lane)
        failed += quietly.result()
        kept.seek(0)
        say(kept.read().rstrip())
    return failed + _failing(in_a_browser)


@dataclass(frozen=True)
class Suite:
    """Tests that one command runs."""

    title: str
    command: list[str]
    settings: Mapping[str, str] = field(default_factory=dict)
    cwd: Path = ROOT


def _failing(suites: Sequence[Suite], *, into: IO[str] | None = None) -> list[str]:
    """Run suites one behind the other; return the titles of those that failed."""
    return [suite.title for suite in suites if not _pass(suite, into=into)]


def _pass(suite: Suite, *, into: IO[str] | None = None) -> bool:
    """Run one suite; one that outlasts PATIENCE is ended and has failed."""
    _tell(f"▸ 测试：{suite.title}", into)
    begun = time.monotonic()
    environment = node_environment() | {"RASA_TELEMETRY_ENABLED": "false", **suite.settings}
    try:
        done = subprocess.run(
            suite.command,
            cwd=suite.cwd,
            env=environment,
            check=False,
            timeout=PATIENCE,
            stdout=into,
            stderr=into and subprocess.STDOUT,
        )
    except subprocess.TimeoutExpired:
        _tell(f"✗ 超过 {PATIENCE // 60} 分钟没有结束，已停止", into)
        return False
    _tell(f"  用时 {time.monotonic() - begun:.0f} 秒", into)
    return done.returncode == 0


def _tell(sentence: str, into: IO[str] | None) -> None:
    print(sentence, file=into, flush=True)


def _on_both_engines() -> list[str]:
    """Return the tests that live by locks, numbers and races; the others say the same on either engine."""
    names = ["access", "alerts", "audit", "durability", "feeds", "handoff", "keys", "privacy", "retention"]
    names += ["supervisor", "ticket_wishes", "tickets", "transcript", "wechat_conversation", "workers"]
    return [f"tests/integration/test_{name}.py" for name in names]


def _without_a_browser() -> list[str]:
    """Return the folders of the desk's tests, without the one that the browser needs the machine for."""
    folders = ("unit", "contract", "house", "integration")
    return [f"tests/{name}" for name in folders]


def _widget_tests() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "widget").glob("*.test.mjs"))


def install_browser() -> None:
    """Have a Chromium for the story test: the PATH's, else Playwright's own, else Debian's package."""
    if any(shutil.which(name) for name in BROWSERS) or _playwright_has_browser():
        return
    with step("安装测试用的浏览器"):
        try:
            run_quietly([python_of(DESK_VENV), "-m", "playwright", "install", "chromium"], what="下载浏览器")
        except SetupError:
            # Playwright's own download host is not reachable everywhere; Debian's package is the other way.
            if not may_install_packages():
                raise
            install_packages_of_debian("chromium", "fonts-noto-cjk")


def install_servers() -> None:
    """Have PostgreSQL and Redis for the suite that runs on them; without them it skips, and fails in CI."""
    has_postgresql = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if (has_postgresql and shutil.which("redis-server")) or not may_install_packages():
        return
    with step("安装测试用的 PostgreSQL 和 Redis"):
        install_packages_of_debian(*SERVERS)


def may_install_packages() -> bool:
    """Whether this is a Debian where we are root."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None and os.geteuid() == 0


def install_packages_of_debian(*names: str) -> None:
    """Install Debian's packages by name."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_quietly(["apt-get", "update"], what="更新软件包列表", environment=environment)
    command = ["apt-get", "install", "-y", "-qq", *names]
    run_openly(command, what=f"安装 {'、'.join(names)}", environment=environment)


def _playwright_has_browser() -> bool:
    script = (
        "from playwright.sync_api import sync_playwright as p; import pathlib, sys\n"
        "with p() as w: sys.exit(not pathlib.Path(w.chromium.executable_path).exists())"
    )
    return (
        subprocess.run([str(python_of(DESK_VENV)), "-c", script], capture_output=True, check=False).returncode
        == 0
    )


if __name__ == "__main__":
    main()
