"""A real desk with its channels, and the platform that posts to it and listens to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.integration.followers import beside_the_platform
from tests.integration.people import AgentPerson
from tests.integration.places import Place
from tests.wechat.accounts import make_kf_account, make_official_account
from tests.wechat.journal import Accepted
from tests.wechat.kf import KfDesk
from tests.wechat.messages import Fields
from tests.wechat.official import OfficialDesk
from tests.wechat.platform import Platform
from tests.wechat.pusher import Delivery


@dataclass
class Follower:
    """A resident in WeChat who remembers what they have read."""

    platform: Platform
    name: str
    read: int = 0

    @property
    def official(self) -> OfficialDesk:
        return self.platform.official

    @property
    def kf(self) -> KfDesk:
        return self.platform.kf

    async def says(self, content: str) -> Delivery:
        return await self.does(lambda: self.official.say(self.name, content))

    async def sends(self, fields: Fields) -> Delivery:
        return await self.does(lambda: self.official.send(self.name, fields))

    async def does(self, deed: Callable[[], Any]) -> Delivery:
        delivery: Delivery = await deed()
        assert delivery.accepted, [attempt.status for attempt in delivery.attempts]
        return delivery

    async def hears(self, *, seconds: float = 15) -> Accepted:
        """Return the next message that was not read yet."""
        one = await self.platform.journal.hears(self.name, after=self.read, seconds=seconds)
        self.read = one.number
        return one

    async def hears_of(self, word: str, *, seconds: float = 15) -> Accepted:
        """Read until a message holds this word."""
        while word not in (one := await self.hears(seconds=seconds)).text:
            pass
        return one

    @property
    def heard(self) -> list[str]:
        return [one.text for one in self.platform.journal.sent_to(self.name)]


@dataclass
class Town:
    """A desk and the platform around it."""

    place: Place
    platform: Platform

    def follower(self, name: str = "resident-1") -> Follower:
        return Follower(self.platform, name)

    async def conversation(self, agent: AgentPerson) -> dict[str, Any]:
        """Return the agent's line of the one conversation, once there is one."""
        async with asyncio.timeout(15):
            while True:
                for one in (await agent.call("GET", "/conversations")).json()["conversations"]:
                    return dict(one)
                await asyncio.sleep(0.05)

    async def turns(self, agent: AgentPerson) -> list[dict[str, Any]]:
        one = await self.conversation(agent)
        found: list[dict[str, Any]] = (await agent.call("GET", f"/conversations/{one['id']}/turns")).json()[
            "turns"
        ]
        return found


class Held:
    """A conversation that came from a messenger, so that an agent can be told which one."""

    def __init__(self, listed: dict[str, Any]) -> None:
        self.id: str = listed["id"]


@asynccontextmanager
async def town_in(folder: Path, **changed: Any) -> AsyncIterator[Town]:
    """Run a desk with a 公众号 and a 微信客服, both connected to the stand-in platform, on one clock."""
    accounts = (make_official_account(), make_kf_account())
    async with beside_the_platform(folder, accounts, **changed) as (place, platform):
        yield Town(place, platform)
