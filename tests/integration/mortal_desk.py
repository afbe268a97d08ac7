"""A desk that dies or stumbles where it is told to, and comes back; a platform that tries again soon."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house.sources import ROOT
from tests.integration import engines
from tests.integration.dying_desk import DIED
from tests.wechat.clock import VirtualClock
from tests.wechat.platform import Platform
from tests.wechat.product import settings_for

Json = dict[str, Any]
FASTER = 5.0  # how much sooner the platform tries again: after one second, not five


class HastyClock(VirtualClock):
    """The wall's time, on which sleepers wake early; what is sealed must be fresh for the desk."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / FASTER)


@dataclass
class Keeper:
    """Starts the desk again whenever it died."""

    forker: asyncio.subprocess.Process
    order: Json
    pid: int = 0
    deaths: int = 0
    trouble: str = ""

    async def keep(self) -> None:
        """Have a desk until cancelled."""
        assert self.forker.stdin
        while True:
            self.forker.stdin.write(json.dumps(self.order).encode() + b"\n")
            self.pid = await self._line()
            ended = await self._line()
            # Who stumbles while it starts does not start, and is brought back as by the supervisor.
            if ended not in {DIED, -signal.SIGKILL, *([1] if self.order["deed"] == "stumble" else [])}:
                self.trouble = f"the desk ended with {ended}"
                return
            self.deaths += ended == DIED

    async def _line(self) -> int:
        assert self.forker.stdout
        return int((await self.forker.stdout.readline()).strip() or -1)

    def begin_anew(self) -> None:
        """Have the next desk neither die nor stumble."""
        self.order["deed"] = ""
        os.kill(self.pid, signal.SIGKILL)


@asynccontextmanager
async def mortal_desk(
    folder: Path, platform: Platform, *, bot: str, deed: str, only: Collection[str] | None
) -> AsyncIterator[Keeper]:
    """A desk that dies or stumbles at each point that it passes for the first time, and comes back."""
    port = engines.free_port()
    platform.move_desk(f"http://127.0.0.1:{port}")
    environment = settings_for(platform, folder / "channels.toml") | engines.settings_for(folder)
    environment |= {"LINDA_DATA_DIR": str(folder), "LINDA_PORT": str(port), "LINDA_BOT_URL": bot}
    environment |= {"LINDA_SWEEP_SECONDS": "0.5", "LINDA_TURNS_PER_MINUTE": "6000"}
    order: Json = {"environment": environment, "points": str(folder / "points"), "deed": deed}
    order["only"] = only
    with (folder / "desk.log").open("wb") as log:
        forker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.integration.dying_desk"),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    keeper = Keeper(forker, order)
    keeping = asyncio.create_task(keeper.keep())
    try:
        yield keeper
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        with suppress(ProcessLookupError):
            forker.kill()
            os.kill(keeper.pid, signal.SIGKILL)
        await forker.wait()
