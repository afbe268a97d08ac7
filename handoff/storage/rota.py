"""Whose turn it is at the connections: one turn for each kind of work, one kind after the other."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager


class Rota:
    """So many `places`, and those who wait for one, by the kind of their work.

    In one line for all, whoever does one thing at a time stands behind everybody each time: while a crowd
    writes in, what is to go out would hardly move. So a place that comes free goes to the kind whose last
    turn is longest ago, and within a kind to whoever came first. `turns` names the kinds that have more
    than one at a time. Nobody waits longer than `patience` seconds.
    """

    def __init__(self, places: int, *, patience: float, turns: Mapping[str, int] | None = None) -> None:
        self._free = places  # more than none only while nobody waits
        self._patience = patience
        self._turns = turns or {}
        self._had = 0  # turns one after the other, by the kind that had the last one
        self._last = ""
        self._lines: dict[
            str, deque[asyncio.Future[None]]
        ] = {}  # first the kind whose last turn is longest ago

    @asynccontextmanager
    async def turn(self, kind: str) -> AsyncIterator[None]:
        """Have a place while the context lasts; raises TimeoutError where none comes free in time."""
        await self._enter(kind)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, kind: str) -> None:
        if kind not in self._lines:
            self._lines = {kind: deque(), **self._lines}
        if self._free:
            self._free -= 1
            self._served(kind)
            return
        given: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines[kind].append(given)
        try:
            async with asyncio.timeout(self._patience):
                await given
        except BaseException:
            if given.done() and not given.cancelled():
                self._leave()  # the place came in the very moment in which nobody wanted it any more
            given.cancel()
            raise

    def _leave(self) -> None:
        following = self._following()
        if following:
            following.set_result(None)
        else:
            self._free += 1

    def _following(self) -> "asyncio.Future[None] | None":
        for kind, line in self._lines.items():
            while line:
                given = line.popleft()
                if not given.done():  # else it gave up waiting
                    self._served(kind)
                    return given
        return None

    def _served(self, kind: str) -> None:
        self._had = self._had + 1 if kind == self._last else 1
        self._last = kind
        if self._had >= self._turns.get(kind, 1):
            self._had = 0
            self._lines[kind] = self._lines.pop(kind)
