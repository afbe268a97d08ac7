"""The real bot as a process of its own, with the shipped estate published into a fresh data folder."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.settings import cache_folder

ROOT = Path(__file__).parent.parent
DESK_PYTHON = ROOT / ".venv" / "bin" / "python"
ESTATE, THRESHOLD = "yunshan", 0.70
_AT = "2026-11-21T02:00:00Z"
_STARTED_WITHIN, _ANSWERED_WITHIN = 180, 20


@dataclass(frozen=True)
class Reply:
    """What came back on one message, and in how many milliseconds."""

    custom: dict[str, Any]
    milliseconds: float

    @property
    def act(self) -> str:
        """What the bot did: `answer`, `clarify`, `handoff` …."""
        return str(self.custom["bot"]["act"])

    @property
    def confidence(self) -> float:
        """How likely the bot says its best candidate is."""
        return float(self.custom["bot"].get("confidence") or 0.0)

    @property
    def candidates(self) -> list[str]:
        """The entry ids it thought of, the best first."""
        return [one["entry_id"] for one in self.custom["bot"].get("candidates") or []]

    @property
    def offered(self) -> list[str]:
        """What the choices lead to; with them it asks back."""
        return [choice["value"] for choice in self.custom.get("choices") or []]


@dataclass(frozen=True)
class BotProcess:
    """A started bot; every message is a conversation of its own."""

    port: int
    pid: int
    version: Path
    published_in: float

    def ask(self, text: str, sender: str) -> Reply:
        """Ask one question as the desk does."""
        metadata = {"estate": ESTATE, "threshold": THRESHOLD, "choice": None, "at": _AT}
        body = json.dumps({"sender": sender, "message": text, "metadata": metadata}).encode()
        request = urllib.request.Request(_webhook(self.port), body, {"Content-Type": "application/json"})
        started = time.perf_counter()
        with urllib.request.urlopen(request, timeout=_ANSWERED_WITHIN) as response:
            custom = json.load(response)[0]["custom"]
        return Reply(custom, 1000 * (time.perf_counter() - started))

    def processor_seconds(self) -> float:
        """Give how much processor time it has taken so far, which other work beside it does not lengthen."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Give its resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def started_bot() -> Iterator[BotProcess]:
    """Publish, train, start; everything is gone afterwards but the cached sentence vectors."""
    with TemporaryDirectory() as data, socket.socket() as probe:
        cache_folder().mkdir(parents=True, exist_ok=True)
        Path(data, "cache").symlink_to(cache_folder().resolve())
        environment = {**os.environ, "LINDA_DATA_DIR": data}
        began = time.monotonic()
        _run([str(DESK_PYTHON), "-m", "knowledge_base", "publish", ESTATE], environment)
        published_in = time.monotonic() - began
        _run([sys.executable, "-m", "bot.train"], environment)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-m", "bot.serve", "--port", str(port)]
        with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
            try:
                _wait_for(port, process)
                versions = Path(data, "knowledge", ESTATE, "versions")
                yield BotProcess(port, process.pid, next(versions.iterdir()), published_in)
            finally:
                process.terminate()


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)


def _webhook(port: int) -> str:
    return f"http://127.0.0.1:{port}/webhooks/rest/webhook"


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTED_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the bot did not start")
