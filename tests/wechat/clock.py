"""The platform's clock: it runs with the wall, faster, or only when it is told to."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime


class VirtualClock:
    """Seconds since 1970 as the platform counts them; `speed` 0 stands still until `advance`."""

    def __init__(self, *, start: float | None = None, speed: float = 1.0) -> None:
        self._origin = time.time() if start is None else start
        self._begun = time.monotonic()
        self._speed = speed
        self._skipped = 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        return self._origin + self._skipped + (time.monotonic() - self._begun) * self._speed

    def moment(self) -> datetime:
        """Return the same time, aware and in UTC, for a desk that is driven by this clock."""
        return datetime.fromtimestamp(self.now(), UTC)

    def advance(self, seconds: float) -> None:
        """Let time pass at once and wake whoever sleeps."""
        self._skipped += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Sleep this long on this clock."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            moved = self._moved
            try:
                async with asyncio.timeout(left / self._speed if self._speed else None):
                    await moved.wait()
            except TimeoutError:
                continue
