"""The desk and the echoing bot under the product's own supervisor, and a way to kill the desk."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import httpx

from handoff.commands.running import desk_services
from handoff.settings import read_settings
from handoff.supervise import Service, supervise

ROOT = Path(__file__).parent.parent
MARK = re.compile(r"〔(\d+)〕")
READY_WITHIN = 120.0  # seconds
SEEN_WITHIN = 3.0  # until the supervisor knows too; who dies before was never ready, and that ends it


@dataclass
class Rig:
    """A running desk."""

    address: str
    database: Path
    supervisor: int

    def kill_desk(self) -> bool:
        """End the desk as a crash would; False when it is just being restarted."""
        children = Path(f"/proc/{self.supervisor}/task/{self.supervisor}/children").read_text("ascii").split()
        commands = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in children}
        found = [pid for pid, words in commands.items() if b"serve" in words]
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return bool(found)

    async def until_alive(self) -> float:
        """Wait for the desk and return the seconds that it took. Raises TimeoutError."""
        begun = asyncio.get_running_loop().time()
        async with asyncio.timeout(READY_WITHIN), httpx.AsyncClient(trust_env=False, timeout=2) as client:
            while True:
                try:
                    if (await client.get(f"{self.address}/livez")).is_success:
                        return asyncio.get_running_loop().time() - begun
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.1)

    def stored(self) -> Counter[int]:
        """Count the residents' turns by the number that they carry."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            rows = database.execute("SELECT text FROM turns WHERE author_kind = 'resident'").fetchall()
        return Counter(int(number) for (said,) in rows for number in MARK.findall(said))


@asynccontextmanager
async def rig(folder: Path, *, port: int, settings: dict[str, str]) -> AsyncIterator[Rig]:
    """Start everything in a fresh data folder, and stop it again."""
    environment = os.environ | {
        "LINDA_DATA_DIR": str(folder),
        "LINDA_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'linda.db'}",
        "LINDA_SECRET_KEY_FILE": str(folder / "secret.key"),
        "LINDA_PORT": str(port),
        "LINDA_BOT_URL": f"http://127.0.0.1:{_free_port()}",
        "LINDA_TURNS_PER_MINUTE": "600",
        **settings,
    }
    profile = ROOT / "knowledge_base" / "estates" / "yunshan" / "estate.yml"
    added = [sys.executable, "-m", "handoff", "estates", "add", "yunshan", "--name", "云杉花园"]
    await _to_the_end([*added, "--profile", str(profile)], environment)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.wechat_rig", cwd=ROOT, env=environment, stdout=sys.stderr
    )
    running = Rig(f"http://127.0.0.1:{port}", folder / "linda.db", process.pid)
    try:
        await running.until_alive()
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
    """Run desk and echo under supervision; the settings come from the environment."""
    settings = read_settings()
    echo = (sys.executable, "-m", "benchmarks.echo_bot", "--port", settings.bot_url.rsplit(":", 1)[1])
    services = [*desk_services(settings), Service("bot", echo, f"{settings.bot_url}/", 30.0)]
    return asyncio.run(supervise(services, data_dir=settings.data_dir, addresses={}))


if __name__ == "__main__":
    sys.exit(main())
