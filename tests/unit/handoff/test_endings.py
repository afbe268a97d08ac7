"""Tasks end, also those that did not hear the first time."""

import asyncio

import pytest

from handoff.endings import end


async def test_a_task_that_swallowed_the_first_asking_is_asked_again() -> None:
    heard = 0

    async def deaf_once() -> None:
        nonlocal heard
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                heard += 1
                if heard > 1:
                    raise

    task = asyncio.create_task(deaf_once())
    await asyncio.sleep(0)
    await end(task)
    assert task.cancelled()
    assert heard == 2


async def test_what_a_task_raised_stays_with_the_task() -> None:
    async def fails() -> None:
        raise LookupError

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await end(task)
    with pytest.raises(LookupError):
        task.result()
