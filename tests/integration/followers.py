"""A desk with a 公众号 beside a stand-in for WeChat, and residents who write there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handoff.domain.correspondent import AccountName
from handoff.domain.delivery import Delivery
from handoff.domain.events import Summary
from handoff.domain.records import SummaryFilter
from tests.integration.people import AgentPerson, Json
from tests.integration.places import Place, desk_in
from tests.wechat.accounts import Account, make_official_account, write_channels
from tests.wechat.clock import VirtualClock
from tests.wechat.journal import Accepted
from tests.wechat.official import OfficialDesk
from tests.wechat.platform import Platform

OPENID = "oPms_resident_0001"
ESTATES = frozenset({"yunshan", "baihua"})


async def until(holds: Callable[[], Awaitable[bool]], *, seconds: float = 30) -> None:
    """Wait until something holds, or fail."""
    for _ in range(int(seconds / 0.02)):
        if await holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen in time")


@dataclass
class Street:
    """The desk and the platform, on one clock."""

    desk: Place
    platform: Platform

    @property
    def official(self) -> OfficialDesk:
        return self.platform.official

    @property
    def account(self) -> AccountName:
        return AccountName("wechat", self.official.account.name)

    def heard(self, openid: str = OPENID) -> list[Accepted]:
        """What reached somebody's phone."""
        return self.platform.journal.sent_to(openid)

    async def hears(self, words: str, *, openid: str = OPENID, seconds: float = 30) -> Accepted:
        """Wait until a message with these words reaches a phone."""
        after = 0
        while True:
            message = await self.platform.journal.hears(openid, after=after, seconds=seconds)
            if words in message.text:
                return message
            after = message.number

    async def summaries(self) -> list[Summary]:
        """The conversations there are."""
        async with self.desk.world.desk.store.read() as work:
            return list(await work.conversations.summaries(SummaryFilter(estates=ESTATES)))

    async def turns(self, openid: str = OPENID) -> list[Any]:
        """The transcript of somebody's conversation."""
        async with self.desk.world.desk.store.read() as work:
            found = await work.correspondents.find(self.account, openid)
            return await work.turns.after(found.conversation_id, 0) if found else []

    async def gone(self, openid: str = OPENID) -> None:
        """Wait until somebody is forgotten."""
        await until(lambda: self._is_gone(openid))

    async def _is_gone(self, openid: str) -> bool:
        return not await self.turns(openid)

    async def deliveries(self) -> list[Delivery]:
        """How far each line of the one conversation has come, in order."""
        async with self.desk.world.desk.store.read() as work:
            states = await work.deliveries.states((await self.waits()).id)
        return [states[seq] for seq in sorted(states)]

    async def tries(self) -> int:
        """How often the first line that waits has been tried; 0 where none waits."""
        async with self.desk.world.desk.store.read() as work:
            waiting = await work.deliveries.waiting((await self.waits()).id)
        return waiting[0].attempts if waiting else 0

    async def pass_time(self, seconds: float) -> None:
        """Let this much time pass on a clock that stands, and wait for what is tried because of it."""
        before = await self.tries()
        self.platform.clock.advance(seconds)
        await until(lambda: self._was_tried(since=before))

    async def _was_tried(self, *, since: int) -> bool:
        return await self.tries() != since

    async def last_is(self, state: str, error: str | None = None) -> None:
        """Wait until the last line has come this far."""
        await until(lambda: self._last_is(state, error))

    async def _last_is(self, state: str, error: str | None) -> bool:
        return (await self.deliveries())[-1] == Delivery(state, error)  # type: ignore[arg-type]

    async def said(self, openid: str = OPENID) -> list[str]:
        """What somebody said, as it is stored."""
        return [turn.text for turn in await self.turns(openid) if turn.author.kind == "resident"]

    async def waits(self) -> "Waiting":
        """The one conversation, as agents know it."""
        (summary,) = await self.summaries()
        return Waiting(summary.id)

    async def transcript(self, agent: AgentPerson) -> Json:
        """The one conversation as an agent reads it."""
        answered = await agent.call("GET", f"/conversations/{(await self.waits()).id}/turns")
        assert answered.status_code == 200, answered.text
        found: Json = answered.json()
        return found


@dataclass
class Waiting:
    """A conversation that an agent may claim."""

    id: str


@asynccontextmanager
async def beside_the_platform(
    folder: Path, accounts: tuple[Account, ...], *, clock: VirtualClock | None = None, **changed: Any
) -> AsyncIterator[tuple[Place, Platform]]:
    """Run a desk with these accounts and the platform that posts to it; the desk lives by its clock."""
    clock, channels = clock or VirtualClock(), folder / "channels.toml"
    write_channels(channels, *accounts)
    async with Platform(accounts, clock=clock) as platform:
        bases: dict[str, Any] = {"wechat_api_base": platform.url, "wecom_api_base": platform.url}
        async with desk_in(folder, now=clock.moment, channels_file=channels, **bases, **changed) as desk:
            platform.move_desk(desk.url)
            yield desk, platform


@asynccontextmanager
async def street(folder: Path, **changed: Any) -> AsyncIterator[Street]:
    """Run a desk with a 公众号."""
    async with beside_the_platform(folder, (make_official_account(),), **changed) as (desk, platform):
        yield Street(desk, platform)
