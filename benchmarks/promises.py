"""A thousand promises come due while the desk is being killed; each must ring once, and in time.

    .venv/bin/python -m benchmarks.promises [--promises 1000] [--kills 8] [--seconds 360] [--port 7340]

The real desk under its supervisor, killed with SIGKILL at seeded moments. Half of the promises come to their
reminder within the run, half are made just before it (so that they are reminded of at once) and are broken
within it; one in ten more was kept and must stay silent. Ends with 1 when one occasion rang never, twice, or
more than a minute late.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.wechat_rig import Rig, rig
from handoff.bootstrap import open_store
from handoff.desk.access import new_id
from handoff.domain.alert import Kind
from handoff.domain.promise import REMINDED_BEFORE, Keeping, Promise
from handoff.domain.records import AlertFilter
from handoff.domain.turn import Author
from handoff.settings import Settings, read_settings

ESTATE = "yunshan"
BY = Author("agent", "坐席", "agent")
IN_TIME = 60.0  # seconds
BEGINS = timedelta(seconds=20)  # until the desk has looked at what was just promised
KINDS: frozenset[Kind] = frozenset({"promise_due", "promise_broken"})
Occasion = tuple[str, str]  # a promise, and what rings for it


def promises(
    dice: random.Random, count: int, seconds: float, now: datetime
) -> Iterator[tuple[Promise, set[str]]]:
    """Yield promises, each with what must ring for it within the run."""
    for number in range(count):
        comes = now + BEGINS + timedelta(seconds=dice.uniform(0, seconds))
        if number % 2:
            made = Promise(id=new_id(), estate=ESTATE, text="师傅上门", due_at=comes, by=BY, at=now)
            yield made, {"promise_due", "promise_broken"}
        else:
            due, long_ago = comes + REMINDED_BEFORE, now - timedelta(days=1)
            yield (
                Promise(id=new_id(), estate=ESTATE, text="送钥匙", due_at=due, by=BY, at=long_ago),
                {"promise_due"},
            )
    for _ in range(count // 10):
        due = now + BEGINS + timedelta(seconds=dice.uniform(0, seconds))
        yield Promise(id=new_id(), estate=ESTATE, text="回电", due_at=due, by=BY, at=now), set()


async def prepare(settings: Settings, made: list[tuple[Promise, set[str]]], now: datetime) -> None:
    """Write the promises into the ledger; those that nothing rings for are kept."""
    async with open_store(settings) as store, store.write() as work:
        for promise, rings in made:
            await work.promises.add(promise)
            if not rings:
                await work.promises.keep(promise.id, Keeping(BY, now))


async def kill(running: Rig, dice: random.Random, kills: int, seconds: float) -> list[float]:
    """Kill the desk at moments spread over the run; return how long each restart took."""
    back = []
    await asyncio.sleep(BEGINS.total_seconds())
    for _ in range(kills):
        await asyncio.sleep(seconds / (kills + 1) * dice.uniform(0.7, 1.3))
        if [worker for worker in running.desks() if running.kill(worker)]:
            back.append(await running.until_alive())
    return back


async def rung(settings: Settings) -> list[tuple[Occasion, float]]:
    """Return what rang, with how many seconds it was late."""
    async with open_store(settings) as store, store.read() as work:
        wanted = AlertFilter(estates=frozenset({ESTATE}), kinds=KINDS)
        found = await work.alerts.search(wanted, limit=1_000_000)
    return [
        ((one.cause.promise_id or "", one.cause.kind), (one.raised_at - one.cause.due_at).total_seconds())
        for one in found
    ]


def report(expected: set[Occasion], rang: list[tuple[Occasion, float]], back: list[float]) -> bool:
    """Print the figures; True when each occasion rang once and in time."""
    times = Counter(occasion for occasion, _ in rang)
    missing, extra = expected - set(times), set(times) - expected
    doubled = sum(count - 1 for count in times.values())
    late = sorted(seconds for _, seconds in rang) or [0.0]
    print(f"{len(expected)} occasions, {len(back)} kills, back after at most {max(back, default=0):.1f} s")
    print(*(f"never rang: {kind} {count}" for kind, count in Counter(kind for _, kind in missing).items()))
    print(f"missing {len(missing)}, extra {len(extra)}, doubled {doubled}")
    p50, p99 = (late[int(len(late) * part)] for part in (0.5, 0.99))
    print(f"late by p50 {p50:.1f} s, p99 {p99:.1f} s, most {late[-1]:.1f} s")
    return not missing and not extra and not doubled and late[-1] <= IN_TIME


async def measure(asked: argparse.Namespace) -> bool:
    """Run once in a folder of its own."""
    dice = random.Random(asked.seed)  # noqa: S311 - a rehearsal, not a secret
    with TemporaryDirectory() as name:
        settings = read_settings({"LINDA_DATA_DIR": name})
        async with rig(Path(name), port=asked.port, settings={}) as running:
            now = datetime.now(UTC)
            made = list(promises(dice, asked.promises, asked.seconds, now))
            await prepare(settings, made, now)
            back = await kill(running, dice, asked.kills, asked.seconds)
            ends = now + BEGINS + timedelta(seconds=asked.seconds + IN_TIME)
            await asyncio.sleep(max(0.0, (ends - datetime.now(UTC)).total_seconds()))
        expected = {(promise.id, kind) for promise, rings in made for kind in rings}
        return report(expected, await rung(settings), back)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--promises", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=360.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=7340)
    return 0 if asyncio.run(measure(parser.parse_args())) else 1


if __name__ == "__main__":
    sys.exit(main())
