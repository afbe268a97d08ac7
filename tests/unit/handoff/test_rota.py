"""Everybody gets a turn: one for each kind of work, and in order of arrival within a kind."""

import asyncio
from collections.abc import Sequence

import pytest

from handoff.storage.rota import Rota

LONG = 60.0


async def served(rota: Rota, kinds: Sequence[str], *, cut: Sequence[int] = ()) -> list[str]:
    """Let these come while the only place is taken; return in which order they had it."""
    order: list[str] = []

    async def come(name: str, kind: str) -> None:
        async with rota.turn(kind):
            order.append(name)

    async with rota.turn("before"):
        coming = [
            asyncio.create_task(come(f"{kind} {number}", kind)) for number, kind in enumerate(kinds, start=1)
        ]
        await asyncio.sleep(0)
        for number in cut:
            coming[number - 1].cancel()
    await asyncio.gather(*coming, return_exceptions=True)
    return order


async def test_a_crowd_of_one_kind_is_one_turn_among_the_kinds() -> None:
    came = ["calling"] * 4 + ["asking"] * 2 + ["delivering"]
    assert await served(Rota(1, patience=LONG), came) == [
        *("delivering 7", "asking 5", "calling 1"),
        *("asking 6", "calling 2", "calling 3", "calling 4"),
    ]


async def test_whoever_comes_back_at_once_stands_behind_the_other_kinds() -> None:
    rota, order = Rota(1, patience=LONG), list[str]()

    async def work(kind: str, times: int) -> None:
        for _ in range(times):
            async with rota.turn(kind):
                order.append(kind)
                await asyncio.sleep(0)

    callers = [work("calling", 1) for _ in range(6)]
    await asyncio.gather(*callers, work("delivering", 3))
    assert order == [*["calling", "delivering"] * 3, "calling", "calling", "calling"]


async def test_a_kind_may_have_two_turns_at_a_time() -> None:
    rota = Rota(1, patience=LONG, turns={"calling": 2})
    came = ["calling"] * 5 + ["delivering"] * 3
    assert [name.split()[0] for name in await served(rota, came)] == [
        *("delivering", "calling", "calling"),
        *("delivering", "calling", "calling"),
        *("delivering", "calling"),
    ]


async def test_who_gives_up_waiting_costs_nobody_a_turn() -> None:
    rota = Rota(1, patience=LONG)
    came = ["calling", "calling", "asking", "delivering"]
    assert await served(rota, came, cut=[1, 3]) == ["delivering 4", "calling 2"]
    assert await served(rota, ["calling"]) == ["calling 1"], "the place is still there"


async def test_a_place_that_comes_as_its_taker_is_cancelled_goes_to_the_next() -> None:
    rota, order = Rota(1, patience=LONG), list[str]()

    async def come(name: str) -> None:
        async with rota.turn("calling"):
            order.append(name)

    async with rota.turn("before"):
        first, second = asyncio.create_task(come("first")), asyncio.create_task(come("second"))
        await asyncio.sleep(0)
    first.cancel()  # the place has been given to it, and it has not woken yet
    await asyncio.gather(first, second, return_exceptions=True)
    assert (first.cancelled(), order) == (True, ["second"])


async def test_nobody_waits_for_ever_and_as_many_as_there_are_places_come_in() -> None:
    rota = Rota(2, patience=0.05)
    async with rota.turn("calling"), rota.turn("calling"):
        with pytest.raises(TimeoutError):
            async with rota.turn("asking"):
                pass
    async with rota.turn("asking"), rota.turn("delivering"):
        pass
