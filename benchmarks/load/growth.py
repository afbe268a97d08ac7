"""Whether a message costs more in a long conversation, or where a million are stored already."""

import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from benchmarks.load.client import Line, Visitor, line, visit
from benchmarks.load.measures import percentile, spread
from benchmarks.load.messages import at_a_rate, say_next
from benchmarks.load.product import Process, product

MARKS = (5, 50, 100, 200, 300, 400, 500)  # turns
MOST_POLLS = 3  # of 20 seconds each
TURNS_EACH = 20  # of the conversations that are stored in bulk


async def _answered(through: Line, who: Visitor, seq: int) -> int:
    """Wait for the bot's turn; return the number of the last one."""
    for _ in range(MOST_POLLS):
        _, answered = await through.call("GET", f"{who.path}/turns?after={seq}&wait=20", token=who.token)
        turns = json.loads(answered)["turns"]
        if any(turn["author"]["kind"] == "bot" for turn in turns):
            return int(turns[-1]["seq"])
        seq = int(turns[-1]["seq"]) if turns else seq
    raise RuntimeError("the bot did not answer")


async def long_conversation() -> list[dict[str, float]]:
    """Talk on to turn 500; return the cost of a question with its answer between two marks."""
    figures = []
    with product() as running:
        async with line(running.desk.port) as through:
            who, seq = await visit(through), 0
            for begin, end in pairwise((1, *MARKS)):
                waits, cpu, exchanges = [], running.desk.cpu(), 0
                while seq < end:
                    waits.append(await say_next(through, who))
                    seq, exchanges = await _answered(through, who, seq), exchanges + 1
                spent = 1000 * (running.desk.cpu() - cpu) / exchanges
                figures.append(
                    {
                        "from_turn": begin,
                        "to_turn": end,
                        "ack_p50_ms": 1000 * percentile(waits, 0.5),
                        "desk_cpu_ms": spent,
                    }
                )
    return figures


def store_turns(database: Path, template: str, conversations: int) -> None:
    """Store copies of one conversation with all its turns and finished questions."""
    with closing(sqlite3.connect(database)) as stored:
        stored.execute("PRAGMA synchronous=OFF")
        stored.execute("CREATE TEMP TABLE copies (name TEXT)")
        names = ((f"copy-of-conversation-{number:08}",) for number in range(conversations))
        stored.executemany("INSERT INTO copies VALUES (?)", names)
        for table, key, left_out in (
            ("conversations", "id", ()),
            ("turns", "conversation_id", ()),
            ("outbox", "conversation_id", ("id",)),
        ):
            columns = [row[1] for row in stored.execute(f"PRAGMA table_info({table})")]
            kept = [f'"{name}"' for name in columns if name not in left_out]
            read = ["copies.name" if name == f'"{key}"' else f"{table}.{name}" for name in kept]
            stored.execute(
                f"INSERT INTO {table} ({', '.join(kept)}) SELECT {', '.join(read)} "  # noqa: S608  our own names
                f"FROM {table} CROSS JOIN copies WHERE {table}.{key} = ?",
                (template,),
            )
        stored.commit()


async def _stored_conversation(folder: Path) -> str:
    with product(folder=folder) as running:
        async with line(running.desk.port) as through:
            who, seq = await visit(through), 0
            while seq < TURNS_EACH:
                await say_next(through, who)
                seq = await _answered(through, who, seq)
    return who.id


async def _cost(folder: Path, seconds: float) -> dict[str, object]:
    with product(folder=folder) as running:
        waits, cpu = await _steady(running.desk, seconds)
        started, memory = running.desk.started_in, running.desk.memory()
    with closing(sqlite3.connect(folder / "linda.db")) as stored:
        turns = stored.execute("SELECT count(*) FROM turns").fetchone()[0]
    size = (folder / "linda.db").stat().st_size / 2**20
    return {
        "turns": turns,
        "database_mib": size,
        "desk_started_in_s": started,
        "desk_memory_mib": memory,
        "ack_ms_at_10_a_second": spread(waits),
        "desk_cpu_ms_a_message": cpu,
    }


async def _steady(desk: Process, seconds: float) -> tuple[Sequence[float], float]:
    lines: list[Line] = []
    async with line(desk.port) as one, line(desk.port) as two, line(desk.port) as three:
        lines = [one, two, three]
        visitors = [await visit(through) for through in lines]
        await at_a_rate(lines, visitors, rate=10, seconds=3)
        cpu, begun = desk.cpu(), time.perf_counter()
        waits = await at_a_rate(lines, visitors, rate=10, seconds=seconds)
        await asyncio.sleep(max(0.0, begun + seconds + 1 - time.perf_counter()))  # the last answers
        return waits, 1000 * (desk.cpu() - cpu) / len(waits)


async def full_database(turns: int, seconds: float) -> list[dict[str, object]]:
    """Return what a message costs with an empty database and with so many turns stored."""
    with tempfile.TemporaryDirectory(prefix="linda-load-") as named:
        folder = Path(named)
        template = await _stored_conversation(folder)
        empty = await _cost(folder, seconds)
        store_turns(folder / "linda.db", template, turns // TURNS_EACH)
        return [empty, await _cost(folder, seconds)]


async def measure(turns: int, seconds: float) -> dict[str, object]:
    """Measure both."""
    return {
        "long_conversation": await long_conversation(),
        "stored_turns": await full_database(turns, seconds),
    }
