"""Claims raced for the same conversation: python -m benchmarks.claims [CONVERSATIONS] [AGENTS]."""

import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from handoff.bootstrap import World, open_world
from handoff.bot_double import ScriptedBot
from handoff.desk.access import new_id
from handoff.desk.claim import claim
from handoff.desk.escalate import call_a_person
from handoff.desk.open import open_conversation
from handoff.domain.agent import Agent
from handoff.domain.conversation import Consent, Resident
from handoff.domain.estate import Estate
from handoff.errors import AlreadyTaken
from handoff.settings import read_settings


async def main(conversations: int, agents: int) -> None:
    """Race and print how many owners each conversation got."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(
            read_settings({"LINDA_DATA_DIR": str(Path(folder))}), conversations_per_address=1_000_000
        )
        async with open_world(settings, bot=ScriptedBot(lambda _text: b"[]")) as world:
            people = await _people(world, agents)
            owners, spent = [], []
            for _ in range(conversations):
                waiting = await _waiting(world)
                began = time.perf_counter()
                won = await asyncio.gather(*(_try(world, agent, waiting) for agent in people))
                spent.append(time.perf_counter() - began)
                owners.append(sum(won))
    print(f"{conversations} conversations raced by {agents} agents: owners {sorted(set(owners))}")
    print(f"a race takes {sorted(spent)[len(spent) // 2] * 1000:.0f} ms (median)")


async def _people(world: World, count: int) -> list[Agent]:
    people = [
        Agent(id=new_id(), username=f"a{number}", name=f"坐席{number}", grade=1, estates=frozenset({"e"}))
        for number in range(count)
    ]
    async with world.desk.store.write() as work:
        await work.estates.put(Estate(id="e", name="示范小区"))
        for agent in people:
            await work.agents.add(agent, "no password opens this")
    return people


async def _waiting(world: World) -> str:
    consent = Consent("1", world.desk.now())
    opening = await open_conversation(
        world.desk, estate="e", resident=Resident(), consent=consent, address="127.0.0.1"
    )
    await call_a_person(world.desk, conversation_id=opening.conversation.id, token=opening.token)
    return opening.conversation.id


async def _try(world: World, agent: Agent, conversation_id: str) -> bool:
    try:
        await claim(world.desk, agent, conversation_id)
    except AlreadyTaken:
        return False
    return True


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(given or [500, 20])[:1], *(given[1:] or [20])))
