"""The product while everything goes wrong: every acknowledged message counted afterwards.

    .venv/bin/python -m benchmarks.faults [--kills 50] [--rate 40] [--seconds 480] [--engine sqlite|scale]
        [--others 'hang:desk lock cut'] [--small-disk 400 --others 'full lock']

Starts supervisor, desk and bot (by default one that says numbers back; `--bot rasa` the real one, for which
the knowledge must be published in `--data`), drives residents, agents and the stand-in WeChat, and meanwhile
kills -9, stops, locks, cuts and, with `--small-disk`, fills. Everybody tries again under the same key until
they are acknowledged; the tester's own ledger is synced to the disk. `--tally FILE` adds runs up. Ends with 1
when a message was lost, doubled, left unanswered, or shown otherwise to somebody.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.faults.injuries import BACK_WITHIN, Injuries, plan
from benchmarks.faults.ledger import Ledger, marked
from benchmarks.faults.people import QUESTIONS, Follower, Prober, Resident
from benchmarks.faults.staff import AgentAtWork
from benchmarks.faults.stage import Stage, small_disk, stage
from benchmarks.faults.verdict import (
    MARK,
    Tally,
    added_up,
    of_agents,
    of_lines,
    of_rows,
    of_transcripts,
    open_in_messenger,
    read_all,
)
from tests.wechat.accounts import make_official_account, write_channels
from tests.wechat.platform import Platform
from tests.wechat.product import settings_for

RESIDENTS, FOLLOWERS = 60, 10
MESSENGER_SHARE = 0.05  # of the messages come through WeChat
FEW = 20  # callbacks on their way at once
SETTLES_WITHIN = 180.0  # seconds after the last message
OTHERS = "hang:desk hang:bot pause:desk pause:bot lock cut cut cut"


class Crowd:
    """Everybody who talks, at a set rate."""

    def __init__(self, running: Stage, ledger: Ledger, platform: Platform, dice: random.Random) -> None:
        self._ledger, self._platform, self._dice = ledger, platform, dice
        self.residents = [Resident(running.port, ledger, dice=dice) for _ in range(RESIDENTS)]
        self.probing = Resident(running.port, ledger, dice=dice)
        self.probing.line.longest_pause = 0.2
        self.prober = Prober(self.probing)
        self.staff = [
            AgentAtWork(running.port, ledger, name=name, password=password)
            for name, password in running.passwords.items()
        ]
        self.followers: list[Follower] = []
        self.taken: set[int] = set()  # the messages that WeChat got rid of
        self._port, self._database = running.port, running.database_url
        self._tasks: list[asyncio.Task[None]] = []
        self._posting: set[asyncio.Task[None]] = set()
        self._probe: asyncio.Task[None] | None = None

    async def come(self) -> None:
        """Begin the conversations, sign in, open the lines."""
        for resident in self.residents:
            await resident.begin()
        for agent in self.staff:
            await agent.sign_in()
        self.followers = [Follower(one, self._port) for one in self.residents[:FOLLOWERS]]
        loops = [one.talk() for one in self.residents]
        loops += [part for agent in self.staff for part in (agent.hold_the_line(), agent.work())]
        loops += [follower.follow() for follower in self.followers]
        loops.append(self._ledger.keep())
        self._tasks = [asyncio.create_task(loop) for loop in loops]
        self._probe = asyncio.create_task(self.prober.probe())

    async def talk(self, rate: float, stopping: asyncio.Event) -> None:
        """Have somebody who waits for nothing say something, so many times a second, until told to stop."""
        begun, said = time.monotonic(), 0
        while not stopping.is_set():
            for _ in range(int((time.monotonic() - begun) * rate) - said):
                said += 1
                if self._dice.random() < MESSENGER_SHARE and len(self._posting) < FEW:
                    task = asyncio.create_task(self._write())
                    self._posting.add(task)
                    task.add_done_callback(self._posting.discard)
                elif silent := [one for one in self.residents if not one.backlog]:
                    self._dice.choice(silent).wants_to_speak()  # a slower desk hears less, as in life
            self._fail_early()
            await asyncio.sleep(0.02)

    async def _write(self) -> None:
        number = self._ledger.next_number()
        person = f"resident-{number % 1000}"
        delivery = await self._platform.official.say(person, marked(number) + self._dice.choice(QUESTIONS))
        if delivery.accepted:
            self.taken.add(number)
            self._ledger.note(number, author="messenger", conversation="-", seq=0)

    def _fail_early(self) -> None:
        for task in (*self._tasks, self._probe):
            if task and task.done():
                task.result()

    def cut(self) -> None:
        """Cut every line at once."""
        for one in (*self.residents, self.probing):
            one.line.cut()
        for follower in self.followers:
            follower.cut()
        for agent in self.staff:
            agent.cut()

    async def until_quiet(self) -> None:
        """Let everybody finish: what is on the tongue is said, what was taken is answered."""
        if self._probe:
            await _cancel(self._probe)
        async with asyncio.timeout(SETTLES_WITHIN):
            await asyncio.gather(*(one.until_all_is_said() for one in self.residents))
            await asyncio.gather(*self._posting)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLES_WITHIN):
                while await self.unanswered():  # noqa: ASYNC110 - the platform's state and the database's
                    await asyncio.sleep(2)
        await asyncio.sleep(5)  # questions to the bot, agents' last answers, open lines
        agents = [task for task in self._tasks if not task.done()]
        await _cancel(*agents)
        await self._ledger.sync()

    async def unanswered(self) -> list[int]:
        """Return what WeChat got rid of and nobody has answered or has in hand."""
        return await open_in_messenger(self._database, self.taken, self.shown())

    def shown(self) -> Counter[int]:
        """Count the answers that followers saw, by the number that they carry."""
        texts = (one.text for one in self._platform.journal.accepted)
        return Counter(int(number) for text in texts for number in MARK.findall(text))

    async def leave(self) -> None:
        """Hang up."""
        for one in (*self.residents, self.probing):
            await one.line.close()
        for agent in self.staff:
            await agent.line.close()


async def _cancel(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def measure(asked: argparse.Namespace, folder: Path) -> Tally:
    """Run once in a folder of its own."""
    dice = random.Random(asked.seed)  # noqa: S311 - no secret
    account = make_official_account("load")
    write_channels(folder / "channels.toml", account)
    ledger = Ledger(asked.ledger)
    async with Platform((account,), desk=f"http://127.0.0.1:{asked.port}") as platform:
        settings = settings_for(platform, folder / "channels.toml")
        async with stage(
            folder, asked.port, engine=asked.engine, bot=asked.bot, settings=settings
        ) as running:
            crowd = Crowd(running, ledger, platform, dice)
            await crowd.come()
            tally = await _live_through(asked, running, crowd, dice)
            tally.sent = ledger.sent
            await _judge(running, crowd, ledger, tally)
            await crowd.leave()
    ledger.close()
    return tally


async def _live_through(
    asked: argparse.Namespace, running: Stage, crowd: Crowd, dice: random.Random
) -> Tally:
    """Talk while the faults come; return what is known then."""
    injuries = Injuries(running, crowd.prober, crowd.cut, dice)
    faults = plan(asked.kills, asked.others.split(), engine=asked.engine, dice=dice)
    begun, stopping = time.monotonic(), asyncio.Event()
    talking = asyncio.create_task(crowd.talk(asked.rate, stopping))
    inflicting = asyncio.create_task(injuries.inflict(faults))
    ending = asyncio.create_task(asyncio.sleep(asked.seconds))
    done, _ = await asyncio.wait({talking, inflicting, ending}, return_when=asyncio.FIRST_COMPLETED)
    if ending not in done and talking not in done and not inflicting.exception():
        await asyncio.wait({talking, ending}, return_when=asyncio.FIRST_COMPLETED)
    elif not inflicting.done():
        print("the time was over before the last fault")
    stopping.set()
    await _cancel(inflicting, ending)
    seconds = time.monotonic() - begun
    await talking
    trouble = None if inflicting.cancelled() else inflicting.exception()
    if trouble and not isinstance(trouble, TimeoutError):
        raise trouble
    if trouble:
        print(f"no message was taken for {BACK_WITHIN:.0f} s after a fault")
    await running.until_it_lives()
    await crowd.until_quiet()
    count = sum(len(took) for fault, took in injuries.recoveries.items() if "(" not in fault)
    tally = Tally(kills=injuries.kills, faults=count, seconds=seconds, recoveries=dict(injuries.recoveries))
    tally.never_back += trouble is not None
    return tally


async def _judge(running: Stage, crowd: Crowd, ledger: Ledger, tally: Tally) -> None:
    tally.acknowledged = len(ledger.acknowledged)
    transcripts = await read_all([*crowd.residents, crowd.probing])
    of_transcripts(ledger.acknowledged, transcripts, tally)
    of_lines(crowd.followers, transcripts, tally)
    await of_agents(crowd.staff[0], transcripts, tally)
    await of_rows(running.database_url, ledger.acknowledged, tally)
    if running.bot == "echo":
        tally.wechat_unanswered += len(await crowd.unanswered())
    tally.wechat_answered_again += sum(times - 1 for times in crowd.shown().values())


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--others", default=OTHERS, help="other faults; `full` wants --small-disk")
    parser.add_argument("--rate", type=float, default=40.0, help="messages of residents a second")
    parser.add_argument("--seconds", type=float, default=480.0)
    parser.add_argument("--engine", choices=("sqlite", "scale"), default="sqlite")
    parser.add_argument("--bot", choices=("echo", "rasa"), default="echo")
    parser.add_argument("--data", type=Path, help="a data folder with knowledge/ and models/, for --bot rasa")
    parser.add_argument(
        "--small-disk", type=int, metavar="MB", help="on a disk that can be filled; needs root"
    )
    parser.add_argument("--folder", type=Path, help="where the product's data and logs lie and stay")
    parser.add_argument("--port", type=int, default=7500)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--ledger", type=Path, default=Path("faults.ledger"))
    parser.add_argument("--tally", type=Path, help="add this run to what stands in the file")
    asked = parser.parse_args()
    with contextlib.ExitStack() as places:
        folder = asked.folder or Path(places.enter_context(TemporaryDirectory(prefix="linda-faults-")))
        folder.mkdir(parents=True, exist_ok=True)
        if asked.small_disk:
            places.enter_context(small_disk(folder, asked.small_disk))
        for part in ("knowledge", "models") if asked.data else ():
            shutil.copytree(asked.data / part, folder / part)
        tally = asyncio.run(measure(asked, folder))
    tally.show()
    if asked.tally:
        print("— all runs —")
        added_up(asked.tally, tally).show()
    return 0 if tally.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
