"""What both feeds share: a first frame in time, frames one can trust, an end for whoever reads too slowly."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from sanic import Websocket
from sanic.exceptions import WebsocketClosed
from websockets.exceptions import ConnectionClosed

from handoff.api.answers import dumps
from handoff.api.connections import POLICY, STALL_SECONDS, TRY_AGAIN, Connection
from handoff.domain.events import Event
from handoff.domain.rate import Allowance
from handoff.endings import end
from handoff.errors import TooMany
from handoff.feed import FellBehind, Listener

FIRST_FRAME_SECONDS = 10
SLOWEST_SEND_SECONDS = STALL_SECONDS
SLOWEST_PONG_SECONDS = 20
FRAMES_A_SECOND = 5
FRAMES_AT_ONCE = 15  # after a reconnection much is read in a moment
PATIENCE = 10  # frames beyond that, until the line is ended

Frame = dict[str, Any]


class Socket:
    """One client's WebSocket."""

    def __init__(self, websocket: Websocket) -> None:
        self._websocket = websocket
        self._allowance = Allowance(FRAMES_A_SECOND, FRAMES_AT_ONCE)
        self._refused = 0

    def count_as(self, whom: str) -> None:
        """Count the line as this person's instead of the address's; raises TooMany."""
        connection = self._websocket.io_proto
        if isinstance(connection, Connection):
            connection.count_line_of(whom)

    async def send(self, frame: Frame) -> None:
        """Send a frame; raises TimeoutError where the client does not take it."""
        async with asyncio.timeout(SLOWEST_SEND_SECONDS):
            await self._websocket.send(dumps(frame))

    async def first(self) -> Frame | None:
        """Return the client's hello, or None where nothing usable comes in time."""
        try:
            async with asyncio.timeout(FIRST_FRAME_SECONDS):
                frame = await self.receive()
        except TimeoutError:
            return None
        return frame if frame and frame.get("type") == "hello" else None

    async def receive(self) -> Frame | None:
        """Return the client's next frame, an empty one where it makes no sense, None at the end."""
        while (written := await self._websocket.recv()) is not None:
            if self._allowance.take(asyncio.get_running_loop().time()):
                break
            await self._refuse()
        if written is None:
            return None
        try:
            frame = json.loads(written)
        except (ValueError, RecursionError):
            return {}
        return frame if isinstance(frame, dict) else {}

    async def _refuse(self) -> None:
        """Say once that this is too much; end the line of whoever does not listen."""
        self._refused += 1
        if self._refused == 1:
            much = TooMany(retry_after=1)
            problem = {"status": much.status, "code": much.code, "detail": much.detail}
            await self.send({"type": "error", **problem, "retry_after": much.retry_after})
        elif self._refused > PATIENCE:
            await self.close(POLICY, "too many frames")

    async def ping(self) -> None:
        """Wait for the other end to answer a ping, which a browser does by itself; raises TimeoutError.

        Not a frame of ours: a hidden tab's timers sleep for a minute, its network does not.
        """
        async with asyncio.timeout(SLOWEST_PONG_SECONDS):
            await (await self._websocket.ping())

    async def close(self, code: int, reason: str = "") -> None:
        """Say goodbye."""
        await self._websocket.close(code, reason)


async def events(socket: Socket, listener: Listener) -> AsyncIterator[Event]:
    """Give what happens as it comes; whoever fell behind is told to come back, and the line is closed."""
    while True:
        try:
            event = await listener.next()
        except FellBehind:
            await socket.send({"type": "resync"})
            await socket.close(TRY_AGAIN, "resync")
            return
        yield event


async def together(*parts: Coroutine[Any, Any, None]) -> None:
    """Run a feed's parts until the first one ends; a cut line is an end like any other."""
    tasks = [asyncio.ensure_future(_while_open(part)) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(*tasks)
    for task in done:
        task.result()


async def _while_open(part: Coroutine[Any, Any, None]) -> None:
    # Each part by itself: whoever closes a line cancels `together` too, which then looks at nobody's error.
    with contextlib.suppress(ConnectionClosed, WebsocketClosed, TimeoutError):
        await part


def whole(frame: Frame, name: str) -> int:
    """Read a turn's number from a frame, 0 where there is none."""
    value = frame.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else 0
