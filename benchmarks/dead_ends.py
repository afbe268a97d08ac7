"""`python -m benchmarks.dead_ends [TURNS]`: a person is reachable however ill the bot is (promise P11).

Each turn is the first of a conversation, to a bot that is well, silent, slow, dead or talks nonsense, in
turn; the second half finds nobody at the bot's port. A turn that within ten seconds has neither an answer nor
a place in the queue with the reason told is a dead end. Prints how many there are, and how long it took.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections import Counter
from contextlib import ExitStack

from benchmarks.load.client import Line, Visitor, line, say, visit
from benchmarks.load.measures import spread
from benchmarks.load.product import Product, free_port, process, product
from benchmarks.sick_bot import ill_of

RESIDENTS = 12  # at once
LONGEST = 10.0  # seconds


async def ask(port: int, turns: range, ends: Counter[str], waits: list[float]) -> None:
    """Let residents ask one question each, several at a time."""
    numbers = iter(turns)

    async def resident() -> None:
        async with line(port) as through:
            for number in numbers:
                who = await visit(through)
                await say(through, who, "q", f"〔{number}〕")
                begun = time.perf_counter()
                ends[await _what_came(through, who, number)] += 1
                waits.append(time.perf_counter() - begun)

    await asyncio.gather(*(resident() for _ in range(RESIDENTS)))


async def _what_came(through: Line, who: Visitor, number: int) -> str:
    """Wait for the answer or the place in the queue; return what it was, or how it was not."""
    until, after = time.perf_counter() + LONGEST, 1
    while (left := until - time.perf_counter()) > 0:
        address = f"{who.path}/turns?after={after}&wait={max(1, int(left))}"
        _status, body = await through.call("GET", address, token=who.token)
        heard = json.loads(body)
        for turn in heard["turns"]:
            if turn["author"]["kind"] == "bot":
                return "answered"
            if "escalation" in turn.get("bot", {}):
                is_waiting = heard["holder"] == "queue" and turn["text"]
                return "person called" if is_waiting else "DEAD END: nobody was told"
            after = turn["seq"]
    return f"DEAD END: bot {ill_of(f'〔{number}〕')}"


def _report(what: str, ends: Counter[str], waits: list[float]) -> int:
    times = ", ".join(f"{name} {value / 1000:.1f} s" for name, value in spread(waits).items())
    dead = sum(count for end, count in ends.items() if end.startswith("DEAD"))
    print(f"{what}: {ends.total()} turns, {dead} dead ends {dict(ends)}; {times}", flush=True)
    return dead


def _ask_all(running: Product, what: str, turns: range) -> int:
    ends: Counter[str] = Counter()
    waits: list[float] = []
    asyncio.run(ask(running.desk.port, turns, ends, waits))
    return _report(what, ends, waits)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("turns", type=int, nargs="?", default=10_000)
    turns, dead = parser.parse_args().turns, 0
    with ExitStack() as stack:
        port = free_port()
        command = [sys.executable, "-m", "benchmarks.sick_bot", "--port", str(port)]
        stack.enter_context(process("bot", command, port, dict(os.environ)))
        running = stack.enter_context(product({"LINDA_BOT_URL": f"http://127.0.0.1:{port}"}))
        dead += _ask_all(running, "an ill bot", range(turns // 2))
    with product({"LINDA_BOT_URL": f"http://127.0.0.1:{free_port()}"}) as running:
        dead += _ask_all(running, "no bot", range(turns - turns // 2))
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
