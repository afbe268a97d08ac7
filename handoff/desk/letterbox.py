"""Callbacks that come at the same moment are stored in one transaction: a burst costs one commit."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from handoff.domain.correspondent import AccountName, Incoming, Unreadable

MOST_AT_ONCE = 200
REMEMBERED = 10_000  # callbacks; the platforms repeat within a minute
Callback = Incoming | Unreadable
Keep = Callable[[list[Callback]], Awaitable[list[bool]]]


class Letterbox:
    """What waits to be stored in this worker; whoever puts something in waits until it is.

    It remembers what it stored last: a platform's repeat needs no look into the database. One that comes to
    another worker, or after a restart, is refused by the unique index.
    """

    def __init__(self) -> None:
        self._stored: OrderedDict[tuple[AccountName, str], None] = OrderedDict()
        self._waiting: list[tuple[Callback, asyncio.Future[bool]]] = []
        self._emptying: asyncio.Task[None] | None = None

    def has_stored(self, callback: Callback) -> bool:
        """Whether this very callback was stored here lately."""
        return (callback.account, callback.key) in self._stored

    async def put(self, callback: Callback, keep: Keep) -> bool:
        """Have a callback stored together with those that wait; raises what `keep` raises for them."""
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((callback, stored))
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty(keep))
        return await stored

    async def close(self) -> None:
        """Wait until everything is stored, also what somebody put in who is gone by now."""
        if self._emptying:
            await asyncio.wait([self._emptying])

    async def _empty(self, keep: Keep) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            try:
                answers = await keep([callback for callback, _ in taken])
            except Exception as trouble:  # noqa: BLE001 - each of those who wait hears it
                for _, stored in taken:
                    if not stored.done():
                        stored.set_exception(trouble)
                continue
            self._remember([callback for callback, _ in taken])
            for (_, stored), answer in zip(taken, answers, strict=True):
                if not stored.done():
                    stored.set_result(answer)

    def _remember(self, callbacks: list[Callback]) -> None:
        for callback in callbacks:
            self._stored[callback.account, callback.key] = None
        while len(self._stored) > REMEMBERED:
            self._stored.popitem(last=False)
