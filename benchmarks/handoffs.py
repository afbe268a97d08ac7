"""Handoffs as a bad day brings them, before agents who all look; each counted afterwards in the database.

    .venv/bin/python -m benchmarks.handoffs [--handoffs 1000] [--agents 20] [--rate 2] [--engine scale]

The real desk under its supervisor (`scale`: two workers on PostgreSQL and Redis), the bot scripted. One in
three residents presses 人工, one writes 转人工, one asks what the bot cannot answer; one in five does so
twice at one moment. Everybody and every agent has a live line. A handoff is claimed, answered and closed once
every agent has seen it, after every fourth alert was acknowledged by hand. Ends with 1 when one handoff has
not exactly one line to the resident, one escalation, one entry in each agent's queue and one acknowledged
alert, or when a limit below is missed. Run it on a machine that does nothing else:
agents, residents, bot and desk share its cores.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.handoff_people import ESTATE, PASSWORD, Agent, Handoff, Resident, Way, caller, post, refused
from benchmarks.wechat_rig import engine, rig
from handoff.bootstrap import open_store
from handoff.desk.access import new_id
from handoff.desk.passwords import hash_password
from handoff.domain import agent as people
from handoff.domain.estate import Estate
from handoff.settings import read_settings

WAYS: tuple[Way, ...] = ("button", "words", "bot")
TWICE, BY_HAND = 0.2, 4
AT_ONCE = 24  # conversations under way; more wait for their turn
WITHIN = 60.0  # seconds until a handoff that somebody has not seen counts as lost
CONSENT = {"version": "2026-11", "at": "2026-11-21T10:00:00Z"}
# name, share of the handoffs, the most it may be in seconds (issue 4, 「To reach」)
LIMITS = (
    ("asked → stored", 0.99, 1.0),
    ("stored → on every agent's screen", 0.99, 2.0),
    ("asked → on every agent's screen", 0.99, 3.0),
    ("an agent's reply → the resident's page", 0.95, 0.3),
)


class Run:
    """One run over a desk that is up."""

    def __init__(self, desk: str, asked: argparse.Namespace) -> None:
        self.handoffs = [Handoff(number, WAYS[number % 3]) for number in range(asked.handoffs)]
        self.waiting: dict[str, Handoff] = {}
        self.agents = [Agent(desk, one, self.waiting, of=asked.agents) for one in range(asked.agents)]
        self.lost: list[int] = []
        self._desk, self._rate = desk, asked.rate
        self._dice = random.Random(7)  # noqa: S311 - a rehearsal, not a secret
        self._free = asyncio.Semaphore(AT_ONCE)

    async def drive(self) -> None:
        """Let everybody come in their time, and wait until the last is served."""
        async with AsyncExitStack() as stack:
            for agent in self.agents:
                await stack.enter_async_context(agent.at_work())
            client = await stack.enter_async_context(caller(self._desk, "127.0.0.2"))
            begun, under_way = time.monotonic(), []
            for handoff in self.handoffs:
                await asyncio.sleep(max(0.0, begun + handoff.number / self._rate - time.monotonic()))
                await self._free.acquire()
                under_way.append(asyncio.create_task(self._one(client, handoff)))
            await asyncio.gather(*under_way)

    async def _one(self, client: httpx.AsyncClient, handoff: Handoff) -> None:
        try:
            async with asyncio.timeout(WITHIN):
                await self._live(client, handoff)
        except (TimeoutError, httpx.HTTPError) as error:
            print(f"handoff {handoff.number} ({handoff.way}): {type(error).__name__} {error}")
            self.lost.append(handoff.number)
        finally:
            self._free.release()

    async def _live(self, client: httpx.AsyncClient, handoff: Handoff) -> None:
        body = {"estate": ESTATE, "channel": "web", "consent": CONSENT}
        opened = (await post(client, "/api/v1/conversations", body)).json()
        handoff.conversation = opened["id"]
        self.waiting[handoff.conversation] = handoff
        resident = Resident(client, handoff, opened)
        async with resident.at_the_widget(self._desk):
            await resident.ask(times=2 if self._dice.random() < TWICE else 1)
            await handoff.everybody.wait()
            handoff.stored = handoff.stored or min(*handoff.seen.values(), *handoff.told)
            agent = self.agents[handoff.number % len(self.agents)]
            if handoff.number % BY_HAND == 0:
                await agent.acknowledge(handoff, await agent.alerts())
            await agent.serve(handoff)

    def durations(self) -> dict[str, list[float]]:
        """Return the measured seconds under the names of `LIMITS`, the shortest first."""
        whole = [one for one in self.handoffs if one.number not in self.lost]
        spans = (
            [one.stored - one.asked for one in whole],
            [max(one.seen.values()) - min(one.stored, *one.seen.values()) for one in whole],
            [max(one.seen.values()) - one.asked for one in whole],
            [one.heard - one.replied for one in whole],
        )
        return {name: sorted(span) for (name, _, _), span in zip(LIMITS, spans, strict=True)}


async def count(database_url: str, handoffs: Sequence[Handoff]) -> list[str]:
    """Look into the database; return a sentence for each handoff that is not there exactly once."""
    engine = create_async_engine(database_url)
    async with engine.connect() as connection:
        rows = await connection.execute(
            sa.text("SELECT conversation_id, bot FROM turns WHERE author_kind = 'system'")
        )
        lines = Counter(
            row.conversation_id for row in rows if row.bot and '"handoff"' in str(row.bot).replace("'", '"')
        )
        rows = await connection.execute(sa.text("SELECT conversation_id FROM escalations"))
        entries = Counter(row.conversation_id for row in rows)
        rows = await connection.execute(
            sa.text("SELECT conversation_id, acknowledged_by FROM alerts WHERE kind = 'handoff'")
        )
        alerts = [(row.conversation_id, row.acknowledged_by is not None) for row in rows]
    await engine.dispose()
    rung, seen_to = Counter(one for one, _ in alerts), Counter(one for one, done in alerts if done)
    counted = {"lines": lines, "escalations": entries, "alerts": rung, "acknowledged": seen_to}
    return [
        f"handoff {one.number} ({one.way}): {name} {found[one.conversation]}"
        for one in handoffs
        for name, found in counted.items()
        if found[one.conversation] != 1
    ]


def report(run: Run, wrong: Sequence[str]) -> bool:
    """Print the figures; True when each handoff is there exactly once and nothing was slow."""
    entered = Counter(entry for agent in run.agents for entry in agent.entries.values())
    twice = [one.number for one in run.handoffs if len(one.told) != 1]
    print(f"{len(run.handoffs)} handoffs before {len(run.agents)} agents, lost {len(run.lost)}")
    print(f"made again (calls after 503, lines after a break): {dict(refused)}")
    print(f"entries in an agent's queue, how often each: {dict(entered)}; not told exactly once: {twice}")
    print(
        *(wrong or ["in the database: each has one line, one escalation, one alert, acknowledged"]), sep="\n"
    )
    expected = {1: len(run.handoffs) * len(run.agents)}
    good = not run.lost and not wrong and not twice and dict(entered) == expected
    for (name, share, most), took in zip(LIMITS, run.durations().values(), strict=True):
        at = {part: took[min(int(len(took) * part), len(took) - 1)] for part in (0.5, 0.95, 0.99)}
        shown = " / ".join(f"{seconds * 1000:.0f}" for seconds in (*at.values(), took[-1]))
        print(f"{name}: ms p50 / p95 / p99 / most {shown} (aim: p{share * 100:.0f} ≤ {most * 1000:.0f})")
        good = good and at[share] <= most
    return good


@asynccontextmanager
async def desk(asked: argparse.Namespace, folder: Path, settings: dict[str, str]) -> AsyncIterator[str]:
    """Run the desk with its agents; yields its address."""
    chosen = read_settings(settings | {"LINDA_DATA_DIR": str(folder)})
    hashed = await hash_password(PASSWORD)
    async with open_store(chosen) as store, store.write() as work:
        await work.estates.put(Estate(id=ESTATE, name="云杉花园"))
        for number in range(asked.agents):
            name = f"agent{number}"
            agent = people.Agent(
                id=new_id(), username=name, name=f"坐席{number}", grade=1, estates=frozenset({ESTATE})
            )
            await work.agents.add(agent, hashed)
    async with rig(folder, port=asked.port, settings=settings) as running:
        yield running.address


async def measure(asked: argparse.Namespace) -> bool:
    """Run once in a folder of its own."""
    with TemporaryDirectory() as name, engine(asked.engine, Path(name)) as database:
        settings = {
            "LINDA_CONVERSATIONS_PER_ADDRESS": "1000000",
            "LINDA_SECRET_KEY_FILE": str(Path(name) / "secret.key"),
            **database,
        }
        async with desk(asked, Path(name), settings) as address:
            run = Run(address, asked)
            await run.drive()
            return report(run, await count(settings["LINDA_DATABASE_URL"], run.handoffs))


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--handoffs", type=int, default=1000)
    parser.add_argument("--agents", type=int, default=20)
    parser.add_argument("--rate", type=float, default=2.0, help="handoffs a second")
    parser.add_argument("--engine", choices=("sqlite", "scale"), default="sqlite")
    parser.add_argument("--port", type=int, default=7310)
    return 0 if asyncio.run(measure(parser.parse_args())) else 1


if __name__ == "__main__":
    sys.exit(main())
