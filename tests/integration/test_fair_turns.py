"""While a crowd writes in, what is to go out keeps its turn at the database."""

import asyncio

import pytest

from tests.integration.places import Place

CROWD, SENT = 40, 5


@pytest.mark.sqlite
async def test_what_goes_out_keeps_pace_while_a_crowd_writes_in(desk: Place) -> None:
    store, order = desk.world.desk.store, list[str]()

    async def work(kind: str, times: int) -> None:
        for _ in range(times):
            async with store.apart(kind).write() as work:
                await work.estates.get("yunshan")
                order.append(kind)

    async with store.write():  # everybody comes while somebody writes
        crowd = [asyncio.create_task(work("calling", 1)) for _ in range(CROWD)]
        await asyncio.sleep(0)
        sending = asyncio.create_task(work("delivering", SENT))
        await asyncio.sleep(0)
    await asyncio.gather(*crowd, sending)
    assert order[: 3 * SENT].count("delivering") >= SENT - 1, "each behind two callers, not behind forty"
