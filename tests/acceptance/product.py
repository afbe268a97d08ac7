"""The whole product as an operator starts it: supervisor, desk and bot as real processes, on free ports."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
ESTATE = "yunshan"
PEOPLE = (
    ("xiaolin", "小林", "1"),
    ("xiaochen", "小陈", "1"),
    ("laozhou", "老周", "2"),
    ("fangjie", "方杰", "3"),
    ("lishifu", "李师傅", "0"),
)
PATIENCE = 240.0  # seconds until desk and bot answer; the bot loads its models first


@dataclass
class Product:
    """A running product: where it answers, where its data lie, and who may sign in."""

    address: str
    bot_address: str
    data_dir: Path
    environment: dict[str, str]
    passwords: dict[str, str]
    process: subprocess.Popen[bytes]

    def stop(self) -> int:
        """Press Ctrl-C, as it were, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)

    def children(self) -> dict[str, int]:
        """Return the process ids of what the supervisor started, by name."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        found = {}
        for line in listed.stdout.splitlines():
            pid, arguments = line.split(None, 1)
            found["bot" if "bot.serve" in arguments else "desk"] = int(pid)
        return found


def start_product(data_dir: Path) -> Product:
    """Start everything on what set-up published; raises AssertionError when it never gets ready."""
    prepared = ROOT / os.environ.get("LINDA_DATA_DIR", "var")
    for folder in ("knowledge", "models"):
        assert (prepared / folder).is_dir(), f"{prepared / folder} is missing: `make test` publishes it first"
        shutil.copytree(prepared / folder, data_dir / folder)
    desk_port, bot_port = free_port(), free_port()
    environment = os.environ | {
        "LINDA_DATA_DIR": str(data_dir),
        "LINDA_DATABASE_URL": f"sqlite+aiosqlite:///{data_dir / 'linda.db'}",
        "LINDA_SECRET_KEY_FILE": str(data_dir / "secret.key"),
        "LINDA_PORT": str(desk_port),
        "LINDA_BOT_URL": f"http://127.0.0.1:{bot_port}",
        "LINDA_CONVERSATIONS_PER_ADDRESS": "1000",
    }
    passwords = _add_accounts(environment)
    process = subprocess.Popen(
        [sys.executable, "-m", "handoff", "supervise"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    product = Product(
        f"http://127.0.0.1:{desk_port}",
        f"http://127.0.0.1:{bot_port}",
        data_dir,
        environment,
        passwords,
        process,
    )
    wait_until(lambda: _is_ready(product), seconds=PATIENCE)
    return product


def _add_accounts(environment: dict[str, str]) -> dict[str, str]:
    profile = ROOT / "knowledge_base" / "estates" / ESTATE / "estate.yml"
    run_command(environment, "estates", "add", ESTATE, "--name", "云杉花园", "--profile", str(profile))
    passwords = {}
    for name, shown, grade in PEOPLE:
        passwords[name] = secrets.token_urlsafe(9)
        words = ("agents", "add", name, "--display-name", shown, "--grade", grade, "--estate", ESTATE)
        run_command(environment, *words, "--password-stdin", typed=passwords[name])
    return passwords


def run_command(environment: dict[str, str], *words: str, typed: str = "") -> None:
    """Run one of the product's commands to its end; raises CalledProcessError when it fails."""
    subprocess.run(
        [sys.executable, "-m", "handoff", *words],
        cwd=ROOT,
        env=environment,
        input=typed.encode(),
        check=True,
        capture_output=True,
    )


def _is_ready(product: Product) -> bool:
    assert product.process.poll() is None, "the supervisor ended before the product was ready"
    try:
        desk = httpx.get(f"{product.address}/livez", timeout=2)
        bot = httpx.get(product.bot_address, timeout=2)
    except httpx.HTTPError:
        return False
    return desk.status_code == bot.status_code == httpx.codes.OK


def wait_until(true: object, *, seconds: float) -> None:
    """Wait until the callable answers true; raises AssertionError when it does not within the time."""
    assert callable(true)
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not true within {seconds} seconds"
        time.sleep(0.2)


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
