"""How tasks end: asked until they have, and not in the middle of what must not be left half done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")
ASKED_AGAIN_AFTER = 0.5  # seconds
PAUSE = 1.0  # seconds until what failed is begun again
log = logging.getLogger(__name__)


async def end(*tasks: asyncio.Future[Any]) -> None:
    """Cancel tasks and wait until every one is done; what they raised is theirs to tell.

    Once is not enough. Before Python 3.12 `asyncio.wait_for`, and the drivers that carry its like, return a
    result that came in the same moment and forget that they were cancelled
    (https://github.com/python/cpython/issues/86296); a loop that was asked once would go on for ever.
    """
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=ASKED_AGAIN_AFTER)
    await asyncio.gather(*tasks, return_exceptions=True)


async def to_the_end(doing: Coroutine[Any, Any, Result]) -> Result:
    """Return what comes of something that must not be left half done; a cancellation waits for its end."""
    task, cancelled = asyncio.create_task(doing), None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        task.exception()  # is looked at, but the cancellation goes before
        raise cancelled
    return task.result()


async def for_ever(loop: Callable[[], Awaitable[None]]) -> None:
    """Begin a loop anew whenever it failed, until cancelled.

    A database that happened to be locked as it began must not leave a queue without anybody to work it off.
    """
    while True:
        try:
            await loop()
        except Exception:
            log.exception("loop_failed")
        await asyncio.sleep(PAUSE)
