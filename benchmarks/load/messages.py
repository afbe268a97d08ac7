"""How many messages are acknowledged, and how soon, beside what the database itself commits."""

import asyncio
import itertools
import sqlite3
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path

import asyncpg

from benchmarks.load.client import Line, Visitor, line, questions, say, visit
from benchmarks.load.measures import spread
from benchmarks.load.product import product

TEXT = "叠拼物业费多少钱一平方米？"
_KEYS = itertools.count()
TURN = ("conversation", "resident", "text", TEXT, "2026-11-22T02:00:00+00:00", "client-key", "f" * 64)


async def say_next(through: Line, who: Visitor) -> float:
    """Ask something that nobody has asked yet; return the seconds until it was acknowledged."""
    number = next(_KEYS)
    marked = f"{questions()[number % len(questions())]}〔{number}〕"
    return await say(through, who, f"key-{number}", marked)


def bare_sqlite(folder: Path, seconds: float) -> float:
    """Return commits a second of one row each, with the desk's own pragmas."""
    file = folder / "bare.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE turns (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g)")
        count, until = 0, time.perf_counter() + seconds
        while time.perf_counter() < until:
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO turns (a, b, c, d, e, f, g) VALUES (?, ?, ?, ?, ?, ?, ?)", TURN)
            database.execute("COMMIT")
            count += 1
    file.unlink()
    return count / seconds


async def bare_postgresql(url: str, seconds: float, *, connections: int) -> float:
    """Return commits a second of one row each, over so many connections at once."""
    first = await asyncpg.connect(url)
    await first.execute("CREATE TABLE IF NOT EXISTS bare (id serial PRIMARY KEY, a text, b text, c text)")
    counts = [0] * connections
    until = time.perf_counter() + seconds

    async def commit(number: int) -> None:
        connection = await asyncpg.connect(url)
        while time.perf_counter() < until:
            await connection.execute("INSERT INTO bare (a, b, c) VALUES ($1, $2, $3)", *TURN[:2], TEXT)
            counts[number] += 1
        await connection.close()

    await asyncio.gather(*(commit(number) for number in range(connections)))
    await first.execute("DROP TABLE bare")
    await first.close()
    return sum(counts) / seconds


async def as_fast_as_it_goes(
    lines: Sequence[Line], visitors: Sequence[Visitor], seconds: float
) -> list[float]:
    """Have everybody speak again as soon as they are acknowledged; return how long each had to wait."""
    until = time.perf_counter() + seconds
    waits: list[float] = []

    async def speak(through: Line, who: Visitor) -> None:
        while time.perf_counter() < until:
            waits.append(await say_next(through, who))

    await asyncio.gather(*(speak(*pair) for pair in zip(lines, visitors, strict=True)))
    return waits


async def at_a_rate(
    lines: Sequence[Line], visitors: Sequence[Visitor], *, rate: float, seconds: float
) -> list[float]:
    """Have `rate` messages a second said, each at its time; late ones count from when they were due."""
    free: asyncio.Queue[int] = asyncio.Queue()
    for number in range(len(lines)):
        free.put_nowait(number)
    waits: list[float] = []
    begun = time.perf_counter()

    async def speak(number: int) -> None:
        due = begun + number / rate
        mine = await free.get()
        await say_next(lines[mine], visitors[mine])
        waits.append(time.perf_counter() - due)
        free.put_nowait(mine)

    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            group.create_task(speak(number))
    return waits


async def measure(
    settings: dict[str, str], *, seconds: float, people: int = 20, folder: Path | None = None
) -> dict[str, object]:
    """Measure one engine: as fast as it goes, then 50 a second."""
    with product(settings, folder=folder) as running:
        async with AsyncExitStack() as stack:
            lines = [await stack.enter_async_context(line(running.desk.port)) for _ in range(people)]
            visitors = [await visit(one) for one in lines]
            await as_fast_as_it_goes(lines, visitors, 2.0)  # what is compiled and cached once
            cpu, begun = running.desk.cpu(), time.perf_counter()
            fast = await as_fast_as_it_goes(lines, visitors, seconds)
            took, used = time.perf_counter() - begun, running.desk.cpu() - cpu
            await asyncio.sleep(5)  # the bot's answers that wait
            steady = await at_a_rate(lines, visitors, rate=50, seconds=seconds)
    return {
        "messages_a_second": len(fast) / took,
        "desk_cpu_ms_a_message": 1000 * used / len(fast),
        "fast_ms": spread(fast),
        "at_50_a_second_ms": spread(steady),
    }
