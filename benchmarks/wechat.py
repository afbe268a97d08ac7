"""Callbacks as a bad day brings them, while the desk is being killed; every message counted afterwards.

    .venv/bin/python -m benchmarks.wechat [--messages 20000] [--rate 50] [--kills 10] [--engine sqlite]
        [--bot echo] [--bot real --published var]

Each message is posted one to four times, eight messages at once, up to 20 seconds late, half of them with
all copies at the same moment; who gets no `success` is posted again after 5 and after 10 seconds. The
platform is the stand-in of tests/wechat. A bot that only says back the number measures the channel; the real
one needs a data folder with published knowledge and Rasa's model. Every desk process is killed `--kills`
times: two on PostgreSQL and Redis, one on SQLite. Platform, bot, database and desk share the machine's cores.
Ends with 1 when a message was given up, lost, stored twice or not answered, or when `success` was slow.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.wechat_rig import MARK, ROOT, Rig, engine, rig
from tests.wechat.accounts import make_official_account, write_channels
from tests.wechat.platform import Platform
from tests.wechat.product import settings_for
from tests.wechat.pusher import Attempt, Delivery, Weather

AT_ONCE = 8
LATE = 20.0
MESSAGES_EACH = 10  # by one resident in the whole run, if it is long enough
# Seconds between two messages of one resident. The platform counts from when they were sent: ten within the
# time that callbacks may be late would allow five answers in all.
APART = LATE + 5
SETTLES_WITHIN = 180.0  # seconds after the last callback
ENOUGH_SUCCESS, MOST_SUCCESS = 1.0, 3.0  # seconds: p99 and the longest


@dataclass(frozen=True)
class BadDay(Weather):
    """Half of the messages have all their copies at one moment."""

    def delays(self) -> list[float]:
        """Return one delay for each copy."""
        copies = self.dice.randint(1, 4)
        if self.dice.randint(0, 1):
            return [self.dice.uniform(0, self.late)] * copies
        return [self.dice.uniform(0, self.late) for _ in range(copies)]


@dataclass
class Run:
    """One run: what was sent and how it went."""

    platform: Platform
    rig: Rig
    messages: int
    rate: float
    deliveries: list[Delivery] = field(default_factory=list)
    recoveries: list[float] = field(default_factory=list)  # seconds until the door answered after a kill
    taken: set[int] = field(default_factory=set)  # the desk said success to these
    # Seconds of processor time before the first message, by kind of process.
    begun_with: dict[str, float] = field(default_factory=dict)

    async def drive(self, kills: int) -> None:
        """Send everything, kill in between, wait until all is answered or nothing moves any more."""
        killing = asyncio.create_task(self._kill(kills, self.messages / self.rate))
        sending, begun, self.begun_with = [], time.monotonic(), self.rig.seconds()
        for first in range(0, self.messages, AT_ONCE):
            await asyncio.sleep(max(0.0, begun + first / self.rate - time.monotonic()))
            batch = range(first, min(first + AT_ONCE, self.messages))
            sending += [asyncio.create_task(self._say(one)) for one in batch]
        await asyncio.gather(*sending)
        await killing
        await self._settle()

    async def _say(self, number: int) -> None:
        residents = max(self.messages // MESSAGES_EACH, round(self.rate * APART))
        person = f"resident-{number % residents}"
        said = f"〔{number}〕物业费怎么交"
        delivery = await self.platform.official.say(person, said)
        self.deliveries.append(delivery)
        if delivery.accepted:
            self.taken.add(number)

    async def _kill(self, kills: int, seconds: float) -> None:
        """Kill each desk process so often, one after the other; whoever is being restarted is waited for."""
        workers = sorted(self.rig.desks()) * kills
        for worker in workers:
            await asyncio.sleep(seconds / (len(workers) + 1) * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
            while not self.rig.kill(worker):  # noqa: ASYNC110 - it is another process's state
                await asyncio.sleep(0.1)
            self.recoveries.append(await self.rig.until_alive())

    async def _settle(self) -> None:
        until, quiet, seen = time.monotonic() + SETTLES_WITHIN, time.monotonic(), -1
        while time.monotonic() < until and len(self.answered()) < len(self.taken):
            if len(self.platform.journal.accepted) != seen:
                quiet, seen = time.monotonic(), len(self.platform.journal.accepted)
            if time.monotonic() - quiet > SETTLES_WITHIN / 3:
                return
            await asyncio.sleep(0.5)

    def answered(self) -> Counter[int]:
        """Count the answers that residents saw, by the number of the message."""
        seen = (one.text for one in self.platform.journal.accepted if "收到" in one.text)
        return Counter(int(number) for text in seen for number in MARK.findall(text))

    def successes(self) -> list[float]:
        """Return how long each `success` took, in seconds, the shortest first."""
        attempts: list[Attempt] = [attempt for one in self.deliveries for attempt in one.attempts]
        return sorted(attempt.took for attempt in attempts if attempt.is_success)


async def report(run: Run) -> bool:
    """Print the figures; True when nothing was lost, doubled beyond the kills, or slow."""
    stored, answered, took = await run.rig.stored(), run.answered(), run.successes()
    once = sum(1 for number in run.taken if stored[number] == 1)
    replied = sum(1 for number in run.taken if answered[number] >= 1)
    doubles = sum(times - 1 for times in answered.values())
    requests = sum(len(one.attempts) for one in run.deliveries)
    p99 = took[int(len(took) * 0.99)] if took else float("inf")
    kills = len(run.recoveries)
    given_up = sum(not one.accepted for one in run.deliveries)
    print(f"messages {run.messages}, requests {requests}, given up by the platform {given_up}")
    twice = sum(times > 1 for times in stored.values())
    print(f"taken with success {len(run.taken)}, stored once {once}, stored twice {twice}")
    print(f"answered {replied}, doubles {doubles} in {kills} kills")
    longest = took[-1] if took else float("inf")
    print(f"success for {len(took)} requests: p99 {p99:.3f} s, max {longest:.3f} s")
    if run.recoveries:
        print(f"the door answered after a kill: within {max(run.recoveries):.1f} s")
    tell_processor_time(run)
    whole = once == run.messages == replied and doubles <= kills
    return whole and p99 <= ENOUGH_SUCCESS and longest <= MOST_SUCCESS


def tell_processor_time(run: Run) -> None:
    """Print what a message costs each kind of process; those that were killed count, with their starts."""
    each = {
        kind: (seconds - run.begun_with.get(kind, 0.0)) / run.messages * 1000
        for kind, seconds in run.rig.seconds().items()
    }
    shown = ", ".join(f"{kind} {cost:.1f}" for kind, cost in each.items())
    print(f"processor time a message: {sum(each.values()):.1f} ms ({shown})")


async def measure(asked: argparse.Namespace) -> bool:
    """Run once in a folder of its own."""
    account = make_official_account("load")
    with TemporaryDirectory() as name, engine(asked.engine, Path(name)) as database:
        channels = Path(name) / "channels.toml"
        write_channels(channels, account)
        desk = f"http://127.0.0.1:{asked.port}"
        weather = BadDay(late=LATE)
        async with (
            Platform((account,), desk=desk, weather=weather) as platform,
            rig(
                Path(name),
                port=asked.port,
                settings=database | settings_for(platform, channels),
                published=asked.published if asked.bot == "real" else None,
            ) as running,
        ):
            run = Run(platform, running, asked.messages, asked.rate)
            await run.drive(asked.kills)
            return await report(run)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--engine", choices=("sqlite", "scale"), default="scale")
    parser.add_argument("--bot", choices=("echo", "real"), default="echo")
    parser.add_argument("--published", type=Path, default=ROOT / "var", help="for the real bot")
    parser.add_argument("--port", type=int, default=7480)
    return 0 if asyncio.run(measure(parser.parse_args())) else 1


if __name__ == "__main__":
    sys.exit(main())
