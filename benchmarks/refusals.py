"""How long refusals take: what a stranger with a stopwatch could learn from them.

    .venv/bin/python -m benchmarks.refusals [--rounds 200] [--tries 7]

Every recorded callback that must be refused (tests/data/wechat/vectors.json) is posted `--rounds` times over
one connection to a desk in a process of its own, in a new order each round, so that what the machine does
meanwhile falls on all alike; beside them a genuine one that is stored already. Then each of twenty agents'
names and twenty names that nobody has are tried with a wrong password, `--tries` times each. Printed are
medians and spread of each class, the largest ratio between two medians, and for signing in the chance that a
known name takes longer than an unknown one: 0.50 is what a coin says.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.refusals_desk import AGENTS, VECTORS

READY_WITHIN = 60.0
PATH = "/channels/wechat/vectors"
WARMING = 20  # rounds that are not counted
TWENTIETHS = 20
Times = dict[str, list[float]]


@dataclass
class Line:
    """One connection, with requests written by hand: a client's own work is no part of the time."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def post(self, path: str, body: bytes, kind: str) -> tuple[int, float]:
        """Return the status, and the milliseconds until the answer was there."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        begun = time.perf_counter()
        self.writer.write(head.encode() + body)
        answered = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        size = int(answered.partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        await self.reader.readexactly(size)
        return int(answered.split(b" ", 2)[1]), (time.perf_counter() - begun) * 1000


@asynccontextmanager
async def desk(port: int) -> AsyncIterator[Line]:
    """Start the desk and have a connection to it."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.refusals_desk", "--port", str(port), "--folder", folder]
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
        try:
            line = await _connected(port)
            yield line
            line.writer.close()
        finally:
            process.terminate()
            await process.wait()


async def _connected(port: int) -> Line:
    async with asyncio.timeout(READY_WITHIN):
        while True:
            try:
                return Line(*await asyncio.open_connection("127.0.0.1", port))
            except OSError:
                await asyncio.sleep(0.2)


async def time_callbacks(line: Line, rounds: int) -> Times:
    """Return the milliseconds of each class. Raises SystemExit where one is not refused."""
    times: Times = defaultdict(list)
    asked = [one for one in VECTORS["negative"] if one["channel"] != "wecom_kf"]
    genuine = next(one for one in VECTORS["positive"] if one["channel"] != "wecom_kf")
    for number in range(rounds + WARMING):
        for vector in random.sample([*asked, genuine], len(asked) + 1):
            path = f"{PATH}?{urlencode(vector['query'])}"
            status, took = await line.post(path, vector["http_body"].encode(), "text/xml")
            if (status == 200) != (vector is genuine):  # noqa: PLR2004 - the one that says yes
                raise SystemExit(f"{vector['id']} was answered with {status}")
            name = "genuine, stored before" if vector is genuine else f"{vector['id']} {vector['error']}"
            if number >= WARMING:
                times[name].append(took)
    return times


async def time_sign_ins(line: Line, tries: int) -> Times:
    """Return the milliseconds of wrong passwords for names that there are, and for others."""
    times: Times = defaultdict(list)
    names = [(f"agent-{one}", "a known name") for one in range(AGENTS)]
    names += [(f"nobody-{one}", "an unknown name") for one in range(AGENTS)]
    for _ in range(tries):
        for name, kind in random.sample(names, len(names)):
            body = json.dumps({"username": name, "password": "wrong password"}).encode()
            status, took = await line.post("/api/v1/sessions", body, "application/json")
            if status != 401:  # noqa: PLR2004 - what both must get
                raise SystemExit(f"{kind} was answered with {status}")
            times[kind].append(took)
    return times


def show(times: Times) -> None:
    """Print each class, the quickest first, and the largest ratios between two.

    The quickest twentieth is what the desk needs where nothing else wanted the processor.
    """
    quickest = {}
    for name, took in sorted(times.items(), key=lambda one: median(one[1])):
        parts = quantiles(took, n=TWENTIETHS)
        quickest[name] = parts[0]
        print(f"  {name:32} median {median(took):7.3f} ms, 5–95 % {parts[0]:7.3f}–{parts[-1]:7.3f}")
    medians = [median(took) for took in times.values()]
    print(
        f"  largest ratio between two medians {max(medians) / min(medians):.2f}, "
        f"between two quickest twentieths {max(quickest.values()) / min(quickest.values()):.2f}"
    )


def chance(longer: list[float], shorter: list[float]) -> float:
    """Return how often one of the first takes longer than one of the second."""
    pairs = [(one > other) + (one == other) / 2 for one in longer for other in shorter]
    return sum(pairs) / len(pairs)


async def measure(asked: argparse.Namespace) -> None:
    """Run both parts and print them."""
    async with desk(asked.port) as line:
        callbacks = await time_callbacks(line, asked.rounds)
        print(f"refused callbacks, {asked.rounds} each")
        genuine = callbacks.pop("genuine, stored before")
        show(callbacks)
        print(f"  beside them, a genuine one that is stored: median {median(genuine):.3f} ms")
        signed = await time_sign_ins(line, asked.tries)  # one at a time: each costs a core for a while
        print(f"wrong passwords, {asked.tries * AGENTS} each")
        show(signed)
        longer = chance(signed["a known name"], signed["an unknown name"])
        print(f"  a known name takes longer than an unknown one in {longer:.2f} of pairs")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--tries", type=int, default=7, help="at most 7: so many an address may try")
    parser.add_argument("--port", type=int, default=7481)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
