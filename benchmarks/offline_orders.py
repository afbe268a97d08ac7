"""Work orders synced three times over, shuffled: python -m benchmarks.offline_orders [ORDERS] [SEED].

Each order has four steps that a phone wrote down without a network; each step is sent three times, all
of them shuffled together, and what comes too early is sent again. Prints rows, ends and pace.
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import get_args

from handoff.bootstrap import World, open_world
from handoff.bot_double import ScriptedBot
from handoff.desk.access import new_id
from handoff.desk.move_ticket import Step, move_ticket
from handoff.desk.open_ticket import Report, open_ticket
from handoff.desk.record_step import Jotting, record_step
from handoff.domain.agent import Agent
from handoff.domain.estate import Estate
from handoff.domain.ticket import Matter
from handoff.domain.work_step import StepKind
from handoff.errors import TooEarly
from handoff.settings import read_settings

WAY: tuple[StepKind, ...] = get_args(StepKind)[:4]
REPLAYS = 3


async def main(orders: int, seed: int) -> None:
    """Send everything out, hand everything in, and count."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"LINDA_DATA_DIR": str(Path(folder))})
        async with open_world(settings, bot=ScriptedBot(lambda _text: b"[]")) as world:
            agent, repairer = await _people(world)
            numbers = [await _sent_out(world, agent, place) for place in range(orders)]
            began = time.perf_counter()
            sent, early, new = await _replay(world, repairer, numbers, random.Random(seed))  # noqa: S311 - a seeded shuffle
            spent = time.perf_counter() - began
            rows, right = await _outcome(world, numbers)
    steps = orders * len(WAY)
    print(f"{orders} orders x {len(WAY)} steps x {REPLAYS} replays, shuffled (seed {seed})")
    print(f"sent {sent}, of these too early {early}, stored by this call {new}")
    print(f"rows {rows} of {steps}; tickets done by exactly their own moves {right} of {orders}")
    print(f"{sent / spent:.0f} answers a second, {spent:.0f} s")


async def _people(world: World) -> tuple[Agent, Agent]:
    estates = frozenset({"e"})
    agent = Agent(id=new_id(), username="a", name="坐席", grade=1, estates=estates)
    repairer = Agent(id=new_id(), username="r", name="师傅", grade=0, estates=estates)
    async with world.desk.store.write() as work:
        await work.estates.put(Estate(id="e", name="示范小区"))
        for one in (agent, repairer):
            await work.agents.add(one, "no password opens this")
    return agent, repairer


async def _sent_out(world: World, agent: Agent, place: int) -> str:
    matter = Matter(category="repair", trade="工程", urgency="general", summary="换灯")
    report = Report(client_key=f"o{place}", matter=matter, estate="e")
    number = (await open_ticket(world.desk, agent, report)).ticket.number
    await move_ticket(world.desk, agent, number, Step(to="dispatched"))
    return number


async def _replay(
    world: World, repairer: Agent, numbers: list[str], draw: random.Random
) -> tuple[int, int, int]:
    left = [(number, place) for number in numbers for place in range(len(WAY))] * REPLAYS
    at = world.desk.now()
    sent = early = new = 0
    while left:
        draw.shuffle(left)
        again = []
        for number, place in left:
            before = f"{number}-{WAY[place - 1]}" if place else None
            jotting = Jotting(key=f"{number}-{WAY[place]}", kind=WAY[place], recorded_at=at, after=before)
            sent += 1
            try:
                new += (await record_step(world.desk, repairer, number, jotting)).is_new
            except TooEarly:
                again.append((number, place))
        early += len(again)
        left = again
    return sent, early, new


async def _outcome(world: World, numbers: list[str]) -> tuple[int, int]:
    """Return how many steps are stored, and how many tickets went just the way they should."""
    rows = right = 0
    async with world.desk.store.read() as work:
        for number in numbers:
            ticket = await work.tickets.get(number)
            if ticket is None:
                continue
            rows += len(ticket.steps)
            course = [move.to for move in ticket.moves]
            right += course == ["accepted", "dispatched", "on_the_way", "done"]
    return rows, right


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(given or [1000])[:1], *(given[1:] or [1])))
