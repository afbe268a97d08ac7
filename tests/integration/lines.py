"""The live lines of both sides, as these tests hold them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.integration.people import AgentPerson, Resident
from tests.integration.places import Place

Frame = dict[str, Any]


@asynccontextmanager
async def follow(desk: Place, resident: Resident, *, after: int = 0) -> AsyncIterator[ClientConnection]:
    address = f"{desk.url.replace('http', 'ws')}{resident.path}/feed"
    async with connect(address, proxy=None) as line:
        await tell(line, {"type": "hello", "token": resident.token, "after": after})
        yield line


@asynccontextmanager
async def watch(desk: Place, agent: AgentPerson) -> AsyncIterator[ClientConnection]:
    async with connect(f"{desk.url.replace('http', 'ws')}/api/v1/agents/feed", proxy=None) as line:
        await tell(line, {"type": "hello", "token": agent.token})
        yield line


async def tell(line: ClientConnection, frame: Frame) -> None:
    await line.send(json.dumps(frame))


async def until(line: ClientConnection, kind: str) -> tuple[Frame, list[Frame]]:
    """Return the next frame of this kind, and what came before it."""
    before: list[Frame] = []
    async with asyncio.timeout(10):
        while True:
            frame = json.loads(await line.recv())
            if frame["type"] == kind:
                return frame, before
            before.append(frame)
