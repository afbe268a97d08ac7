"""A 微信客服 account from which nothing comes in: people know long before WeCom forgets what was said."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handoff.desk.pull import AFTER_TROUBLE, WHILE_TAKEN, look, pull
from handoff.domain.correspondent import AccountName
from tests.integration.clocks import alerts
from tests.integration.messengers import Town, town_in
from tests.wechat.clock import VirtualClock
from tests.wechat.trouble import ALWAYS

ACCOUNT = AccountName("wecom", "demo")
SYNC = "kf/sync_msg"
HOUR = 3600


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path, clock=VirtualClock(speed=0)) as town:
        await looks(town)
        yield town


async def looks(town: Town) -> float:
    """Have the account looked at once more; return how long to wait until the next time."""
    while (pause := await look(town.place.world.desk, ACCOUNT, worker="test")) == WHILE_TAKEN:
        pass
    return pause


async def ringing(town: Town) -> list[str]:
    return [one.cause.text for one in await alerts(town.place, kinds=frozenset({"channel"}), state="open")]


async def test_nothing_for_an_hour_rings_once_a_day_until_something_comes(town: Town) -> None:
    town.platform.trouble.expect(SYNC, torn=True, times=ALWAYS)
    town.platform.clock.advance(HOUR - 60)
    assert await looks(town) == AFTER_TROUBLE
    assert await ringing(town) == []
    town.platform.clock.advance(120)
    for _ in range(2):
        await looks(town)
        (text,) = await ringing(town)
    assert "demo" in text
    town.platform.trouble.end()
    assert await pull(town.place.world.desk, ACCOUNT, worker="test") == 0
    assert await ringing(town) == []


async def test_a_refused_account_rings_at_once(town: Town) -> None:
    town.platform.trouble.expect(SYNC, errcode=60020, times=ALWAYS)
    await looks(town)
    (text,) = await ringing(town)
    assert "demo" in text


async def test_a_desk_that_was_off_for_long_and_reads_everything_rings_for_nothing(town: Town) -> None:
    town.platform.clock.advance(5 * HOUR)
    await looks(town)
    assert await ringing(town) == []
