"""The line between desk processes, where Redis' driver forgets that it was asked to end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from handoff.domain.events import Typing
from handoff.endings import end
from handoff.relay import Relay


class Plain:
    """Seals nothing."""

    def close(self, value: str | None, place: str) -> bytes | None:
        return (value or "").encode()

    def open(self, sealed: bytes | None, place: str) -> str | None:
        return (sealed or b"").decode()


class Forgetful:
    """Takes an event at the very moment at which it is asked to end, and says nothing of the latter."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def publish(self, _channel: str, _event: bytes) -> None:
        self.asked.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)

    async def get_message(self, *, timeout: float) -> None:  # noqa: ASYNC109  # the driver's own word
        await asyncio.sleep(timeout)

    async def ping(self) -> None:
        pass


async def test_a_line_ends_although_the_driver_forgot_that_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    relay, redis = Relay("redis://127.0.0.1", Plain(), channel="here"), Forgetful()

    @contextlib.asynccontextmanager
    async def line(_self: Relay) -> AsyncIterator[Any]:
        yield redis, redis

    monkeypatch.setattr(Relay, "_line", line)
    running = asyncio.create_task(relay.run(lambda _event: None, lambda: None))
    relay.send(Typing(conversation_id="c", estate="yunshan", by="resident"))
    await redis.asked.wait()

    async with asyncio.timeout(20):
        await end(running)

    assert running.cancelled()
