"""While nobody here could take a callback WeChat gave messages up: agents learn that some may be missing."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handoff.desk.ports import Desk
from handoff.desk.watch_door import GIVEN_UP_AFTER, DoorWatch
from handoff.domain.correspondent import AccountName
from handoff.domain.times import on_the_wall
from tests.integration.clocks import Clock, alerts
from tests.integration.followers import Street, street, until
from tests.integration.places import Place
from tests.wechat.clock import VirtualClock

OTHER = AccountName("wechat", "other")
A_WHILE = 60


@pytest.fixture
async def wechat(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path) as wechat:
        yield wechat


class Stopwatch:
    """Runs as far as it was told to."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def beside(wechat: Street, clock: Clock) -> Desk:
    """The desk with another account on it, at whose door nobody else looks."""
    desk = wechat.desk.world.desk
    return replace(desk, messengers={OTHER: desk.messengers[wechat.account]}, now=clock)


async def told(place: Place) -> list[str]:
    """What agents read about channels, the newest first."""
    return [one.cause.text for one in await alerts(place, kinds=frozenset({"channel"}))]


async def test_a_desk_that_was_off_for_a_minute_says_once_from_when_to_when(tmp_path: Path) -> None:
    clock = VirtualClock(speed=0)
    async with street(tmp_path, clock=clock) as wechat:
        await until(lambda: was_noted(wechat))
        since = clock.moment()
    clock.advance(A_WHILE)
    for _ in range(2):  # the second time it was off for no time at all
        async with street(tmp_path, clock=clock) as wechat:
            await until(lambda: was_told(wechat))
            (text,) = await told(wechat.desk)
    assert f"{on_the_wall(since)}至{on_the_wall(since + timedelta(seconds=A_WHILE))}" in text


async def was_noted(wechat: Street) -> bool:
    async with wechat.desk.world.desk.store.write() as work:
        return await work.channel_doors.note(wechat.account, wechat.desk.world.desk.now()) is not None


async def was_told(wechat: Street) -> bool:
    return bool(await told(wechat.desk))


async def test_a_quick_restart_and_a_new_account_ring_for_nothing(wechat: Street) -> None:
    clock = Clock()
    await DoorWatch(beside(wechat, clock)).look()
    clock.on(seconds=GIVEN_UP_AFTER.total_seconds() - 1)
    await DoorWatch(beside(wechat, clock)).look()
    assert await told(wechat.desk) == []


async def test_two_workers_that_come_back_ring_once(wechat: Street) -> None:
    clock = Clock()
    await DoorWatch(beside(wechat, clock)).look()
    clock.on(seconds=A_WHILE)
    for _ in range(2):
        await DoorWatch(beside(wechat, clock)).look()
    assert len(await told(wechat.desk)) == 1


async def test_a_database_that_took_nothing_for_a_minute_rings_though_the_desk_lived(wechat: Street) -> None:
    clock, stopwatch = Clock(), Stopwatch()
    watch = DoorWatch(beside(wechat, clock), elapsed=stopwatch)
    await watch.look()
    clock.on(seconds=A_WHILE)
    stopwatch.seconds += A_WHILE
    await watch.look()
    assert len(await told(wechat.desk)) == 1


async def test_one_worker_at_the_door_is_enough(wechat: Street) -> None:
    clock, stopwatch = Clock(), Stopwatch()
    asleep, awake = (DoorWatch(beside(wechat, clock), elapsed=stopwatch) for _ in range(2))
    await asleep.look()
    for _ in range(A_WHILE // 2):
        clock.on(seconds=2)
        stopwatch.seconds += 2
        await awake.look()
    await asleep.look()
    assert await told(wechat.desk) == []


async def test_a_clock_that_jumps_is_no_outage(wechat: Street) -> None:
    clock, stopwatch = Clock(), Stopwatch()
    watch = DoorWatch(beside(wechat, clock), elapsed=stopwatch)
    for jump in (0, 3600, -7200):
        clock.on(seconds=jump + 2)
        stopwatch.seconds += 2
        await watch.look()
    assert await told(wechat.desk) == []
