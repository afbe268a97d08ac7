"""Tasks end, also those that did not hear the first time."""

import asyncio

import pytest

from handoff import endings
from handoff.endings import end
from handoff.errors import Busy


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


async def test_a_loop_that_failed_as_it_began_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings, "PAUSE", 0)
    begun, goes_on = 0, asyncio.Event()

    async def locked_at_first() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise Busy
        goes_on.set()
        await asyncio.sleep(60)

    task = asyncio.create_task(endings.for_ever(locked_at_first))
    async with asyncio.timeout(60):
        await goes_on.wait()
    await end(task)
    assert begun == 2
