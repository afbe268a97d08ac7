"""Carries announced events between desk processes over Redis; what Redis loses, the database still has.

An event travels sealed: nothing that a resident wrote lies readable in Redis, and Redis remembers nothing.
When the line to it breaks, everybody who listens here is sent away to resume from the database: at once,
again every few seconds while it stays broken, and once more when it is back. What this process announced
meanwhile waits in a bounded queue and is sent then.
"""

import asyncio
import contextlib
import dataclasses
import inspect
import json
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

from pydantic import TypeAdapter
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from handoff.domain import events
from handoff.domain.events import Event
from handoff.endings import end, to_the_end

log = logging.getLogger(__name__)
PATIENCE = 3.0  # seconds that Redis may take for anything
PING_EVERY = 5.0  # seconds; a line that is silent longer is dead
RETRY_AFTER = 2.0  # seconds
WAITING = 10_000  # events kept while Redis is away
_PLACE = "relay"
_KINDS: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(kind)
    for name, kind in inspect.getmembers(events, inspect.isclass)
    if dataclasses.is_dataclass(kind) and hasattr(kind, "topics")
}


class Sealing(Protocol):
    """What seals events on their way."""

    def close(self, value: str | None, place: str) -> bytes | None:
        """Seal a value for a place."""

    def open(self, sealed: bytes | None, place: str) -> str | None:
        """Open what was sealed for this place."""


class Relay:
    """One desk process's line to the others."""

    def __init__(self, url: str, seal: Sealing, *, channel: str) -> None:
        self._url = url
        self._channel = channel
        self._seal = seal
        self._me = secrets.token_hex(8)
        self._waiting: deque[Event] = deque(maxlen=WAITING)
        self._has_work = asyncio.Event()
        self._is_connected = False

    @property
    def is_well(self) -> bool:
        """Whether the line stands."""
        return self._is_connected

    def send(self, event: Event) -> None:
        """Have the other processes hear an event; never waits."""
        self._waiting.append(event)
        self._has_work.set()

    async def run(self, deliver: Callable[[Event], None], send_away: Callable[[], None]) -> None:
        """Relay until cancelled; `send_away` makes everybody who listens here come back and fetch."""
        while True:
            try:
                async with self._line() as (redis, heard):
                    send_away()
                    await self._relay(redis, heard, deliver)
            except* (RedisError, OSError, TimeoutError) as group:
                log.warning("redis_lost", extra={"cause": type(group.exceptions[0]).__name__})
                send_away()
            await asyncio.sleep(RETRY_AFTER)

    @contextlib.asynccontextmanager
    async def _line(self) -> AsyncIterator[tuple[Redis, PubSub]]:
        redis = Redis.from_url(self._url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        heard = redis.pubsub()
        try:
            await heard.subscribe(self._channel)
            self._is_connected = True
            yield redis, heard
        finally:
            self._is_connected = False
            with contextlib.suppress(RedisError, OSError, TimeoutError):
                await heard.aclose()  # type: ignore[no-untyped-call] # redis-py leaves this one without types
                await redis.aclose()

    async def _relay(self, redis: Redis, heard: PubSub, deliver: Callable[[Event], None]) -> None:
        # No TaskGroup: it asks its tasks to end once, and redis-py may forget that it was asked.
        both = [
            asyncio.create_task(self._send_all(redis)),
            asyncio.create_task(self._hear_all(heard, deliver)),
        ]
        try:
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await to_the_end(end(*both))
        for task in done:
            task.result()

    async def _send_all(self, redis: Redis) -> None:
        while True:
            while self._waiting:
                await redis.publish(self._channel, self._pack(self._waiting[0]))
                self._waiting.popleft()  # only what Redis has taken is done
            self._has_work.clear()
            await self._has_work.wait()

    async def _hear_all(self, heard: PubSub, deliver: Callable[[Event], None]) -> None:
        loop = asyncio.get_running_loop()
        last_sign, last_ping = loop.time(), loop.time()
        while True:
            message = await heard.get_message(timeout=1.0)
            now = loop.time()
            if message:
                last_sign = now
                if message["type"] == "message" and (event := self._unpack(message["data"])):
                    deliver(event)
            elif now - last_ping > PING_EVERY:
                await heard.ping()
                last_ping = now
            if now - last_sign > PING_EVERY + PATIENCE:
                raise TimeoutError

    def _pack(self, event: Event) -> bytes:
        kind = type(event).__name__
        body = {"from": self._me, "kind": kind, "event": _KINDS[kind].dump_python(event, mode="json")}
        return self._seal.close(json.dumps(body, ensure_ascii=False), _PLACE) or b""

    def _unpack(self, sealed: bytes) -> Event | None:
        """Return another process's event; None for our own."""
        body = json.loads(self._seal.open(sealed, _PLACE) or "{}")
        if body["from"] == self._me:
            return None
        event: Event = _KINDS[body["kind"]].validate_python(body["event"])
        return event
