"""How soon is a line live again once Redis is back? A part of `python -m benchmarks.strain` (promise P8).

Two desk processes share a database. One conversation is spoken in through the one and followed at the other,
over a line that comes back whenever it is cut, as the widget's does. Redis is killed, is away for a while and
comes back empty.
"""

import asyncio
import json
import statistics
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from benchmarks.load.client import Visitor, line, say, visit
from benchmarks.load.product import Product, free_port, process
from tests.integration import engines

ROUNDS = 5
BEFORE, AWAY, AFTER = 5.0, 10.0, 15.0  # seconds of speaking with Redis, without it, and with it again
PAUSE = 0.2  # seconds between two lines
CAUGHT_UP_WITHIN = 30.0


@dataclass
class Followed:
    """What came over the line: when it was opened, and when each number was there."""

    opened: list[float] = field(default_factory=list)
    came: dict[int, list[float]] = field(default_factory=dict)

    def live_again(self, back: float) -> float:
        """Return the seconds from `back` to the first line on the connection that was cut no more."""
        last = self.opened[-1]
        return min(at for some in self.came.values() for at in some if at > max(last, back)) - back


async def redis(running: Product) -> str:
    """Let Redis die and come back, and measure until lines held by the other process are live."""
    port = urlsplit(running.environment["LINDA_REDIS_URL"]).port or 0
    other = free_port()
    command = [sys.executable, "-m", "handoff", "serve", "--worker", "other"]
    environment = running.environment | {"LINDA_PORT": str(other)}
    waits: list[float] = []
    lost = doubled = 0
    with process("other", command, other, environment):
        for _ in range(ROUNDS):
            wait, missing, twice = await _round(running.desk.port, other, redis_port=port)
            waits.append(wait)
            lost, doubled = lost + missing, doubled + twice
    return (
        f"{ROUNDS} times without Redis for {AWAY:.0f} s: a line at the other process is live again "
        f"{statistics.median(waits):.1f} s after it is back, {max(waits):.1f} s at most; "
        f"{lost} lost, {doubled} doubled"
    )


async def _round(port: int, other: int, *, redis_port: int) -> tuple[float, int, int]:
    """Return the seconds until the line is live again, and how many turns were lost and doubled."""
    followed = Followed()
    async with line(port) as through:
        who = await visit(through)
        following = asyncio.ensure_future(_follow(other, who, followed))
        speaking = asyncio.ensure_future(_speak(port, who))
        try:
            with ExitStack() as server:
                server.enter_context(engines.redis_server(redis_port))
                await asyncio.sleep(BEFORE)
            await asyncio.sleep(AWAY)
            with engines.redis_server(redis_port):
                back = time.perf_counter()
                await asyncio.sleep(AFTER)
                speaking.cancel()
                await asyncio.gather(speaking, return_exceptions=True)
                stored = await _stored(port, who, followed)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
    lost = len(stored - followed.came.keys())
    return followed.live_again(back), lost, sum(len(some) > 1 for some in followed.came.values())


async def _speak(port: int, who: Visitor) -> None:
    async with line(port) as through:
        number = 0
        while True:
            await say(through, who, f"r{number}", f"〔{number}〕")
            number += 1
            await asyncio.sleep(PAUSE)


async def _follow(port: int, who: Visitor, followed: Followed) -> None:
    """Follow from the last number seen, again whenever the line is cut."""
    while True:
        with suppress(OSError, ConnectionClosed):
            async with connect(f"ws://127.0.0.1:{port}{who.path}/feed", proxy=None) as feed:
                after = max(followed.came, default=0)
                await feed.send(json.dumps({"type": "hello", "token": who.token, "after": after}))
                followed.opened.append(time.perf_counter())
                async for received in feed:
                    frame = json.loads(received)
                    if frame["type"] == "turn":
                        followed.came.setdefault(frame["turn"]["seq"], []).append(time.perf_counter())
        await asyncio.sleep(PAUSE)


async def _stored(port: int, who: Visitor, followed: Followed) -> set[int]:
    """Return the numbers of all turns, once the follower had its time to have them all."""
    until = time.perf_counter() + CAUGHT_UP_WITHIN
    async with line(port) as through:
        while True:
            _status, body = await through.call("GET", f"{who.path}/turns?after=0", token=who.token)
            stored = {turn["seq"] for turn in json.loads(body)["turns"]}
            if stored <= followed.came.keys() or time.perf_counter() > until:
                return stored
            await asyncio.sleep(PAUSE)
