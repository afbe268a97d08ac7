"""The running product: started, brought back as systemd would, its processes found by what they run."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from argon2 import PasswordHasher

from handoff.bootstrap import open_store
from handoff.domain.agent import Agent
from handoff.domain.estate import Estate
from handoff.settings import read_settings
from tests.integration import engines

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 180.0  # seconds
BROUGHT_BACK_AFTER = 0.5  # seconds until somebody starts the supervisor again
AGENTS = 3


@dataclass
class Stage:
    """Where everything happens. `engine` is sqlite or scale: PostgreSQL, Redis and two desk processes."""

    folder: Path
    port: int
    engine: str
    bot: str
    environment: dict[str, str]
    servers: ExitStack
    supervisor: int = 0
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self.environment["LINDA_DATABASE_URL"]

    def processes(self, kind: str) -> list[int]:
        """Return the ids of the running processes of a kind: supervisor, desk, bot, redis, postgres."""
        if kind == "supervisor":
            return [self.supervisor]
        if kind == "redis":
            return _children(os.getpid(), b"redis-server")
        if (
            kind == "postgres"
        ):  # one of those that serve a connection: the server then recovers as from a crash
            masters = _children(os.getpid(), b"postgres")
            return [pid for one in masters for pid in _children(one, b"postgres: linda")]
        mark = b"serve --worker" if kind == "desk" else (b"echo_bot" if self.bot == "echo" else b"bot.serve")
        return _children(self.supervisor, mark)

    async def lives(self) -> bool:
        """Whether each process that should run does, and desk and bot answer."""
        wanted = int(self.environment["LINDA_WORKERS"])
        if len(self.processes("desk")) < wanted or not self.processes("bot"):
            return False
        addresses = (f"http://127.0.0.1:{self.port}/readyz", self.environment["LINDA_BOT_URL"] + "/")
        async with httpx.AsyncClient(trust_env=False, timeout=2) as client:
            try:
                return all([(await client.get(one)).is_success for one in addresses])
            except httpx.HTTPError:
                return False

    async def until_it_lives(self) -> None:
        """Wait until everything runs. Raises TimeoutError."""
        async with asyncio.timeout(READY_WITHIN):
            while not await self.lives():  # noqa: ASYNC110 - it is other processes' state
                await asyncio.sleep(0.2)

    def revive_redis(self) -> None:
        """Start Redis again, empty, on its port."""
        port = int(self.environment["LINDA_REDIS_URL"].rsplit(":", 1)[1].split("/", maxsplit=1)[0])
        self.servers.enter_context(engines.redis_server(port))


@asynccontextmanager
async def stage(
    folder: Path, port: int, *, engine: str, bot: str, settings: dict[str, str]
) -> AsyncIterator[Stage]:
    """Set everything up in a fresh folder, start it, and stop it again."""
    with ExitStack() as servers:
        environment = os.environ | settings | _settings(folder, port, engine, servers)
        running = Stage(folder, port, engine, bot, environment, servers)
        await _employ(running)
        keeping = asyncio.create_task(_keep_supervisor(running))
        try:
            await running.until_it_lives()
            yield running
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)


def _settings(folder: Path, port: int, engine: str, servers: ExitStack) -> dict[str, str]:
    chosen = {
        "LINDA_DATA_DIR": str(folder),
        "LINDA_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'linda.db'}",
        "LINDA_SECRET_KEY_FILE": str(folder / "secret.key"),
        "LINDA_PORT": str(port),
        "LINDA_WORKERS": "1",
        "LINDA_BOT_URL": f"http://127.0.0.1:{port + 1}",
        "LINDA_TURNS_PER_MINUTE": "6000",
        "LINDA_CONVERSATIONS_PER_ADDRESS": "100000",
    }
    if engine == "scale":
        database = servers.enter_context(engines.postgresql())
        chosen |= {
            "LINDA_DATABASE_URL": database.replace("postgresql://", "postgresql+asyncpg://"),
            "LINDA_REDIS_URL": servers.enter_context(engines.redis_server()),
            "LINDA_WORKERS": "2",
        }
    return chosen


async def _employ(running: Stage) -> None:
    """Put the estate and its agents into the database, upgraded, before anybody works on it."""
    hasher = PasswordHasher(
        time_cost=1, memory_cost=8, parallelism=1
    )  # what signing in costs is no question here
    async with open_store(read_settings(running.environment)) as store, store.write() as work:
        await work.estates.put(Estate(id="yunshan", name="云杉花园"))
        for number in range(1, AGENTS + 1):
            name = f"agent{number}"
            running.passwords[name] = secrets.token_urlsafe(9)
            agent = Agent(
                id=name, username=name, name=f"坐席{number}", grade=1, estates=frozenset({"yunshan"})
            )
            await work.agents.add(agent, hasher.hash(running.passwords[name]))


async def _keep_supervisor(running: Stage) -> None:
    """Start the supervisor, and again when it is killed, until cancelled; then ask it to stop."""
    module = "benchmarks.faults.product" if running.bot == "echo" else "handoff"
    words = () if running.bot == "echo" else ("supervise",)
    while True:
        with (running.folder / "supervisor.log").open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, *words),
                cwd=ROOT,
                env=running.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        running.supervisor = process.pid
        try:
            await process.wait()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            await process.wait()
            raise
        await asyncio.sleep(BROUGHT_BACK_AFTER)


def _children(parent: int, mark: bytes) -> list[int]:
    """Return the processes below another one whose command line holds some words."""
    found = []
    for tasks in _tasks(parent):
        for pid in tasks:
            with contextlib.suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                if mark in words:
                    found.append(pid)
    return found


def _tasks(parent: int) -> Iterator[list[int]]:
    """Yield the children that each thread of a process started."""
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{parent}/task").iterdir():
            with contextlib.suppress(OSError):
                yield [int(pid) for pid in (task / "children").read_text("ascii").split()]


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Have a file system of its own for a folder, small enough to be filled; needs root."""
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    subprocess.run(["mount", *options], check=True)  # noqa: S607 - wherever the system has it
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607 - as above
