"""The desk and the echoing bot under the product's supervisor, on either engine, and a way to kill it."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from handoff.commands.running import BOT_PATIENCE, BOT_PYTHON, desk_services
from handoff.settings import read_settings
from handoff.supervise import Service, supervise
from tests.integration import engines

ROOT = Path(__file__).parent.parent
MARK = re.compile(r"〔(\d+)〕")
READY_WITHIN = 180.0  # seconds
KINDS = {"bot.serve": "bot", "benchmarks.echo_bot": "echo"}
TICKS = os.sysconf("SC_CLK_TCK")
SEEN_WITHIN = 3.0  # until the supervisor knows too; who dies before was never ready, and that ends it


@dataclass
class Rig:
    """A running desk."""

    address: str
    database_url: str
    supervisor: int

    def desks(self) -> dict[str, int]:
        """Return the desk processes that run now, by the worker's name."""
        found = {}
        for pid in _children(self.supervisor):
            words = Path(f"/proc/{pid}/cmdline").read_text("utf-8").split("\0")
            if "--worker" in words:
                found[words[words.index("--worker") + 1]] = pid
        return found

    def kill(self, worker: str) -> bool:
        """End a desk process as a crash would; False when it is just being restarted."""
        pid = self.desks().get(worker)
        if pid:
            os.kill(pid, signal.SIGKILL)
        return pid is not None

    def desk_seconds(self) -> float:
        """Return the seconds of processor time of desks, bots and supervisor, the killed ones' too."""
        return sum(self.seconds().values())

    def seconds(self) -> dict[str, float]:
        """Return the seconds of processor time of each kind of process; `killed` are those that were."""
        spent = defaultdict(float, supervisor=_seconds(_stat(self.supervisor)[11:13]))
        for pid in _children(self.supervisor):
            words = Path(f"/proc/{pid}/cmdline").read_text("utf-8").split("\0")
            kind = next((kind for module, kind in KINDS.items() if module in words), "desk")
            spent[kind] += _seconds(_stat(pid)[11:13])
        spent["killed"] = _seconds(_stat(self.supervisor)[13:15])
        return spent

    async def until_alive(self) -> float:
        """Wait for the desk and return the seconds that it took. Raises TimeoutError."""
        return await self.until_answers(f"{self.address}/livez")

    async def until_answers(self, address: str) -> float:
        """Wait for a server of the rig and return the seconds that it took. Raises TimeoutError."""
        begun = asyncio.get_running_loop().time()
        async with asyncio.timeout(READY_WITHIN), httpx.AsyncClient(trust_env=False, timeout=2) as client:
            while True:
                try:
                    if (await client.get(address)).is_success:
                        return asyncio.get_running_loop().time() - begun
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.1)

    async def stored(self) -> Counter[int]:
        """Count the residents' turns by the number that they carry."""
        engine = create_async_engine(self.database_url, poolclass=NullPool)
        async with engine.connect() as connection:
            rows = await connection.execute(sa.text("SELECT text FROM turns WHERE author_kind = 'resident'"))
            return Counter(int(number) for (said,) in rows for number in MARK.findall(said))


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _seconds(ticks: list[str]) -> float:
    """Add up ticks, as they stand in fields 14 to 17 of proc(5)'s stat."""
    return sum(int(one) for one in ticks) / TICKS


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()


@contextmanager
def engine(name: str, folder: Path) -> Iterator[dict[str, str]]:
    """Have a database, `scale` with Redis and two workers; yields the desk's settings for it."""
    if name == "sqlite":
        yield {"LINDA_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'linda.db'}"}
        return
    with engines.postgresql() as database, engines.redis_server() as redis:
        url = database.replace("postgresql://", "postgresql+asyncpg://")
        yield {"LINDA_DATABASE_URL": url, "LINDA_REDIS_URL": redis, "LINDA_WORKERS": "2"}


@asynccontextmanager
async def rig(
    folder: Path, *, port: int, settings: dict[str, str], published: Path | None = None
) -> AsyncIterator[Rig]:
    """Start everything in a fresh data folder, and stop it again.

    `published` is a data folder with published knowledge and Rasa's own model: then the real bot answers.
    """
    environment = os.environ | {
        "LINDA_DATA_DIR": str(folder),
        "LINDA_SECRET_KEY_FILE": str(folder / "secret.key"),
        "LINDA_PORT": str(port),
        "LINDA_BOT_URL": f"http://127.0.0.1:{_free_port()}",
        "LINDA_TURNS_PER_MINUTE": "600",
        **settings,
    }
    profile = ROOT / "knowledge_base" / "estates" / "yunshan" / "estate.yml"
    added = [sys.executable, "-m", "handoff", "estates", "add", "yunshan", "--name", "云杉花园"]
    await _to_the_end([*added, "--profile", str(profile)], environment)
    command, real = [sys.executable, "-m", "benchmarks.wechat_rig"], _free_port()
    if published:
        for name in ("knowledge", "models"):
            (folder / name).symlink_to(published / name)
        command += ["--behind", str(real)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=sys.stderr)
    running = Rig(f"http://127.0.0.1:{port}", settings["LINDA_DATABASE_URL"], process.pid)
    try:
        await running.until_alive()
        if published:
            await running.until_answers(f"http://127.0.0.1:{real}/")
        await asyncio.sleep(SEEN_WITHIN)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _to_the_end(command: list[str], environment: dict[str, str]) -> None:
    """Run a command of the product. Raises CalledProcessError when it fails."""
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=sys.stderr)
    if await process.wait():
        raise subprocess.CalledProcessError(process.returncode or 1, command)


def main() -> int:
    """Run desk and bot under supervision; the settings come from the environment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--behind", type=int, help="have the real bot on this port, behind the echo")
    behind, settings = parser.parse_args().behind, read_settings()
    echo = [sys.executable, "-m", "benchmarks.echo_bot", "--port", settings.bot_url.rsplit(":", 1)[1]]
    services = [*desk_services(settings)]
    if behind:
        real = f"http://127.0.0.1:{behind}"
        echo += ["--behind", real]
        command = (str(BOT_PYTHON), "-m", "bot.serve", "--port", str(behind))
        services.append(Service("rasa", command, f"{real}/", BOT_PATIENCE))
    services.append(Service("bot", tuple(echo), f"{settings.bot_url}/", 30.0))
    return asyncio.run(supervise(services, data_dir=settings.data_dir, addresses={}))


if __name__ == "__main__":
    sys.exit(main())
