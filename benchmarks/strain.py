"""`python -m benchmarks.strain [PART…]`: what one desk process bears at one point; each part prints a line.

`writers`: 50 at once in one conversation; are the numbers without a hole for who follows? (promise P6)
`missed`: a line that was cut for 1,000 turns; how soon does it show them all? (promise P7)
`slow`: 500 clients that send a byte a second; how long do 50 others wait, with them and without? (threat T15)
`closing`: 1,000 conversations are closed as their resident speaks; is a word lost? (point of failure F28)
`syncs`: does the disk get its order before each acknowledgement? counted with strace (promise P1)
`redis`: Redis dies and comes back; how soon is a line at another worker live again? (promise P8)
"""

import argparse
import asyncio
import json
import resource
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

from websockets.asyncio.client import connect

from benchmarks.load.client import BUSY, MOST_TRIES, Line, Visitor, line, questions, say, visit
from benchmarks.load.measures import spread
from benchmarks.load.product import Product, free_port, product
from benchmarks.redis_back import redis
from benchmarks.staffing import CREATED, employ

WRITERS, LINES_EACH = 50, 20
MISSED = 1_000
SLOW, QUICK, SECONDS = 500, 50, 30.0
SLOW_ADDRESSES = 250
HEAD = b"POST /api/v1/conversations HTTP/1.1\r\nHost: desk\r\nContent-Length: 500\r\n\r\n"
RACES, AT_ONCE = 1_000, 20
SYNCED = 100


async def writers(running: Product) -> str:
    """Let many write into one conversation while one reads."""
    async with AsyncExitStack() as stack:
        port = running.desk.port
        who = await visit(await stack.enter_async_context(line(port)))
        seen: list[int] = []
        reading = asyncio.ensure_future(_follow(port, who, seen, until=WRITERS * LINES_EACH))

        async def write(number: int) -> list[float]:
            async with line(port) as through:
                return [
                    await say(through, who, f"w{number}-{one}", f"〔{one}〕") for one in range(LINES_EACH)
                ]

        waits = [wait for some in await asyncio.gather(*map(write, range(WRITERS))) for wait in some]
        await asyncio.wait_for(reading, 120)
    in_order = seen == list(range(1, len(seen) + 1))
    order = "each number once and in order" if in_order else "OUT OF ORDER"
    return f"{WRITERS} writers × {LINES_EACH} lines: {len(seen)} turns read, {order}; {_ms(waits)}"


async def _follow(port: int, who: Visitor, seen: list[int], *, until: int) -> None:
    """Read behind the last number seen until so many of the resident's lines have come."""
    said = 0
    async with line(port) as through:
        while said < until:
            after = seen[-1] if seen else 0
            _status, body = await through.call(
                "GET", f"{who.path}/turns?after={after}&wait=5", token=who.token
            )
            for turn in json.loads(body)["turns"]:
                seen.append(turn["seq"])
                said += turn["author"]["kind"] == "resident"


async def missed(running: Product) -> str:
    """Say much while nobody listens, then open the line."""
    async with line(running.desk.port) as through:
        who = await visit(through)
        for number in range(MISSED):
            await say(through, who, f"m{number}", f"〔{number}〕")
        _status, body = await through.call("GET", f"{who.path}/turns?after=0", token=who.token)
        last = json.loads(body)["last_seq"]
    begun, count = time.perf_counter(), 0
    async with connect(f"ws://127.0.0.1:{running.desk.port}{who.path}/feed", proxy=None) as feed:
        await feed.send(json.dumps({"type": "hello", "token": who.token, "after": 0}))
        seq = 0
        while seq < last:
            frame = json.loads(await feed.recv())
            if frame["type"] == "turn":
                count, seq = count + 1, frame["turn"]["seq"]
    seconds = time.perf_counter() - begun
    return f"{count} missed turns are on the line {seconds:.2f} s after it was opened (aim 2 s)"


async def slow(running: Product) -> str:
    """Measure people among clients that never finish, and without them."""
    port = running.desk.port
    async with AsyncExitStack() as stack:
        people = []
        for _ in range(QUICK):
            through = await stack.enter_async_context(line(port))
            people.append((through, await visit(through)))
        alone = await _talk(people, "a")
        async with _drippers(port) as cut:
            among = await _talk(people, "b")
        held = f"{SLOW} slow clients ({len(cut)} cut meanwhile and back again)"
    return f"{QUICK} people among {held}: {_ms(among)}; without them: {_ms(alone)} (aim p99 500 ms)"


async def _talk(people: list[tuple[Line, Visitor]], mark: str) -> list[float]:
    waits: list[float] = []

    async def one(through: Line, who: Visitor, number: int) -> None:
        until, said = time.perf_counter() + SECONDS, 0
        await asyncio.sleep(number / QUICK)
        while time.perf_counter() < until:
            asked = questions()[said % len(questions())]
            waits.append(await say(through, who, f"{mark}{said}", f"{asked}〔{said}〕"))
            said += 1
            await asyncio.sleep(1)

    await asyncio.gather(*(one(through, who, number) for number, (through, who) in enumerate(people)))
    return waits


@asynccontextmanager
async def _drippers(port: int) -> AsyncIterator[list[float]]:
    """Keep so many clients that send a byte a second; yields when each was cut, in seconds."""
    cut: list[float] = []

    async def drip(number: int) -> None:
        address = f"127.1.{number % SLOW_ADDRESSES}.1"
        while True:
            begun = time.perf_counter()
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
                try:
                    for at in range(len(HEAD) + 500):
                        writer.write(HEAD[at : at + 1] or b"x")
                        await writer.drain()
                        await asyncio.sleep(1)
                        if reader.at_eof():
                            break
                finally:
                    writer.transport.abort()
            cut.append(time.perf_counter() - begun)
            await asyncio.sleep(0.1)

    tasks = [asyncio.ensure_future(drip(number)) for number in range(SLOW)]
    await asyncio.sleep(2)
    try:
        yield cut
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def closing(running: Product) -> str:
    """Close conversations while their residents speak."""
    port, agent = running.desk.port, await employ(running, "closer", grade=2)
    lost = doubled = holes = after = 0
    for _ in range(RACES // AT_ONCE):
        for turns in await asyncio.gather(*(_race(port, agent) for _ in range(AT_ONCE))):
            mine = [turn["seq"] for turn in turns if turn["text"] == "还有一件事"]
            end = next(turn["seq"] for turn in turns if "人工服务已结束" in turn["text"])
            lost, doubled = lost + (not mine), doubled + (len(mine) > 1)
            holes += [turn["seq"] for turn in turns] != list(range(1, len(turns) + 1))
            after += bool(mine) and mine[0] > end
    return (
        f"{RACES} closings raced by a last word: {lost} lost, {doubled} doubled, {holes} with a hole; "
        f"{after} words came after the end"
    )


async def _race(port: int, agent: str) -> list[dict[str, Any]]:
    async with line(port) as theirs, line(port) as ours:
        who = await visit(theirs)
        await _until_taken(ours, f"{who.path}/assignment", {}, agent)
        done = {"summary": "已答复", "resolved": True}
        await asyncio.gather(
            say(theirs, who, "last", "还有一件事"),
            _until_taken(ours, f"{who.path}/closure", done, agent),
        )
        _status, body = await theirs.call("GET", f"{who.path}/turns", token=who.token)
        turns: list[dict[str, Any]] = json.loads(body)["turns"]
        return turns


async def _until_taken(through: Line, path: str, body: object, token: str) -> None:
    for _ in range(MOST_TRIES):
        status, answered = await through.call("POST", path, body, token=token)
        if status == CREATED:
            return
        if status != BUSY:
            break
        await asyncio.sleep(0.2)
    raise RuntimeError(f"not taken: {status} {answered[:200]!r}")


async def syncs(running: Product) -> str:
    """Count the orders to the disk while one resident says one thing after the other."""
    async with line(running.desk.port) as through:
        who = await visit(through)
        with tempfile.NamedTemporaryFile() as counted:
            tracer = await asyncio.create_subprocess_exec(
                *("strace", "-f", "-c", "-o", counted.name, "-e", "trace=fsync,fdatasync"),
                *("-p", str(running.desk.pid)),
                stderr=asyncio.subprocess.DEVNULL,
            )
            await asyncio.sleep(2)
            for number in range(SYNCED):
                await say(through, who, f"s{number}", f"〔{number}〕")
            tracer.send_signal(signal.SIGINT)
            await tracer.wait()
            rows = [row.split() for row in counted.read().decode("ascii").splitlines()]
    calls = sum(int(row[3]) for row in rows if row and row[-1] in {"fsync", "fdatasync"})
    return f"{calls} syncs while {SYNCED} messages were acknowledged one after the other (at least one each)"


def _ms(waits: list[float]) -> str:
    return ", ".join(f"{name} {value:.0f} ms" for name, value in spread(waits).items())


PARTS: dict[str, Callable[[Product], Coroutine[Any, Any, str]]] = {
    "writers": writers,
    "missed": missed,
    "slow": slow,
    "closing": closing,
    "syncs": syncs,
    "redis": redis,
}


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them where none is named")
    wanted = parser.parse_args().parts or list(PARTS)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    for part in wanted:
        settings = {"LINDA_CONNECTIONS_PER_ADDRESS": "5000"}
        if part == "redis":
            settings["LINDA_REDIS_URL"] = f"redis://127.0.0.1:{free_port()}/0"
        with product(settings) as running:
            print(f"{part}: {asyncio.run(PARTS[part](running))}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
