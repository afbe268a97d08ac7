"""What goes wrong: processes die or stand still, the database is locked, the disk full, lines are cut."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from benchmarks.faults.people import Prober
from benchmarks.faults.stage import Stage

HELD_FOR = 10.0  # seconds that a lock or a full disk lasts
SHORT_HANG = 2.0  # seconds: shorter than the supervisor waits
BACK_WITHIN = 300.0  # a busy machine needs long to start three interpreters
QUIET = (0.2, 4.0)  # seconds between one recovery and the next fault: also in the middle of a start
KINDS = ("supervisor", "desk", "bot")
KINDS_AT_SCALE = (*KINDS, "redis", "postgres")


@dataclass
class Injuries:
    """Hurts the product, one fault after another, and notes how long it took until messages were taken."""

    stage: Stage
    prober: Prober
    cut_lines: Callable[[], None]
    dice: random.Random
    recoveries: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    kills: int = 0

    async def inflict(self, faults: Iterable[str]) -> None:
        """Bring each fault about, in turn."""
        for fault in faults:
            name, _, kind = fault.partition(":")
            begun = time.monotonic()
            ended = await _FAULTS[name](self, kind)
            await self._until_back(fault, begun, ended)
            await asyncio.sleep(self.dice.uniform(*QUIET))

    async def _until_back(self, fault: str, begun: float, ended: float) -> None:
        """Note when a message was taken again, and wait until every process is back."""
        since = ended if fault in {"lock", "full"} else begun
        async with asyncio.timeout(BACK_WITHIN):
            while (took := self.prober.back_after(since)) is None:  # noqa: ASYNC110 - the prober's state
                await asyncio.sleep(0.05)
            self.recoveries[fault].append(took)
            await self.stage.until_it_lives()
        whole = time.monotonic() - since
        self.recoveries[f"{fault} (all processes)"].append(whole)
        print(f"{fault}: taken again after {took:.1f} s, all processes after {whole:.1f} s", flush=True)

    async def kill(self, kind: str) -> float:
        """End a process as a crash would."""
        running = self.stage.processes(kind)
        if running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.dice.choice(running), signal.SIGKILL)
                self.kills += 1
        if kind == "redis":
            await asyncio.sleep(1.0)
            self.stage.revive_redis()
        return time.monotonic()

    async def hang(self, kind: str) -> float:
        """Stop a process without ending it; its supervisor has to find out."""
        for pid in self.stage.processes(kind)[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        return time.monotonic()

    async def pause(self, kind: str) -> float:
        """Stop a process for so short that nobody may kill it."""
        for pid in self.stage.processes(kind)[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                await asyncio.sleep(SHORT_HANG)
                os.kill(pid, signal.SIGCONT)
        return time.monotonic()

    async def lock(self, _kind: str) -> float:
        """Hold the database from another process's place."""
        if self.stage.engine == "scale":
            connection = await asyncpg.connect(self.stage.database_url.replace("+asyncpg", ""))
            with contextlib.suppress(asyncpg.PostgresError):
                async with connection.transaction():
                    await connection.execute("LOCK TABLE turns IN ACCESS EXCLUSIVE MODE")
                    await asyncio.sleep(HELD_FOR)
            await connection.close()
            return time.monotonic()
        path = self.stage.folder / "linda.db"
        with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(HELD_FOR)
            other.execute("ROLLBACK")
        return time.monotonic()

    async def full(self, _kind: str) -> float:
        """Fill the disk that everything lies on."""
        filler = self.stage.folder / "filler"
        await asyncio.to_thread(_fill, filler)
        await asyncio.sleep(HELD_FOR)
        filler.unlink()
        return time.monotonic()

    async def cut(self, _kind: str) -> float:
        """Cut every resident's and agent's line at once."""
        self.cut_lines()
        return time.monotonic()


_FAULTS = {
    "kill": Injuries.kill,
    "hang": Injuries.hang,
    "pause": Injuries.pause,
    "lock": Injuries.lock,
    "full": Injuries.full,
    "cut": Injuries.cut,
}


def plan(kills: int, others: Sequence[str], *, engine: str, dice: random.Random) -> list[str]:
    """Return the faults in their order: so many kills, evenly over the processes, the others in between."""
    kinds = KINDS_AT_SCALE if engine == "scale" else KINDS
    faults = [f"kill:{kinds[number % len(kinds)]}" for number in range(kills)]
    for number, other in enumerate(others):
        faults.insert((number + 1) * len(faults) // (len(others) + 1), other)
    parts = [faults[start : start + len(kinds)] for start in range(0, len(faults), len(kinds))]
    for part in parts:
        dice.shuffle(part)
    return [fault for part in parts for fault in part]


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 1_048_576)
    with path.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 512)
