"""The desk and a bot that costs nothing, as processes of their own in a fresh folder."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STARTED_WITHIN = 600.0  # seconds; stock Rasa takes minutes where others use the cores
UNBOUND = {
    "LINDA_CONVERSATIONS_PER_ADDRESS": "1000000",
    "LINDA_TURNS_PER_MINUTE": "1000000",
    "LINDA_SWEEP_SECONDS": "2",
}
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Process:
    """A started process."""

    name: str
    pid: int
    port: int
    started_in: float

    def memory(self) -> float:
        """Return its resident memory in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = next(row for row in status.splitlines() if row.startswith("VmRSS"))
        return int(found.split()[1]) / 1024

    def cpu(self) -> float:
        """Return the processor seconds that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK


@dataclass
class Product:
    """A running desk with its bot."""

    desk: Process
    bot: Process
    folder: Path
    environment: dict[str, str] = field(repr=False)


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(name: str, command: list[str], port: int, environment: dict[str, str]) -> Iterator[Process]:
    """Start a process, wait until it answers on its port, and end it at the end."""
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as started:
        try:
            while not _answers(port):
                if started.poll() is not None or time.perf_counter() - begun > STARTED_WITHIN:
                    raise RuntimeError(f"{name} did not start (exit status: {started.poll()})")
                time.sleep(0.02)
            yield Process(name, started.pid, port, time.perf_counter() - begun)
        finally:
            started.terminate()
            try:
                started.wait(20)
            except subprocess.TimeoutExpired:
                started.kill()


@contextmanager
def product(settings: dict[str, str] | None = None, *, folder: Path | None = None) -> Iterator[Product]:
    """Run the desk and the echoing bot, on SQLite unless the settings say otherwise."""
    with ExitStack() as stack:
        data = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="linda-load-")))
        bot_port, desk_port = free_port(), free_port()
        environment = os.environ | UNBOUND
        environment |= {
            "LINDA_DATA_DIR": str(data),
            "LINDA_PORT": str(desk_port),
            "LINDA_BOT_URL": f"http://127.0.0.1:{bot_port}",
        }
        environment |= settings or {}
        profile = ROOT / "knowledge_base" / "estates" / "yunshan" / "estate.yml"
        added = [sys.executable, "-m", "handoff", "estates", "add", "yunshan", "--name", "云杉花园"]
        subprocess.run(
            [*added, "--profile", str(profile)],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        echo = [sys.executable, "-m", "benchmarks.echo_bot", "--port", str(bot_port)]
        bot = stack.enter_context(process("bot", echo, bot_port, environment))
        serve = [sys.executable, "-m", "handoff", "serve"]
        desk = stack.enter_context(process("desk", serve, desk_port, environment))
        yield Product(desk, bot, data, environment)


def _answers(port: int) -> bool:
    address = f"http://127.0.0.1:{port}/"
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
