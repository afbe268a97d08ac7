"""What holds for a connection before anybody knows what it wants.

So many an address, a head without tricks, a request that is read by a deadline which no further byte moves,
and an end for whoever does not read.
"""

import asyncio
import re
from typing import Any

from sanic import Request, Websocket
from sanic.exceptions import BadRequest, RequestTimeout
from sanic.http import Http
from sanic.server.protocols.websocket_protocol import WebSocketProtocol
from sanic.server.websockets.frame import WebsocketFrameAssembler
from websockets.frames import Frame

from handoff.api.addresses import Places, address_of

READ_SECONDS = 15.0  # from a request's first byte to its last, however slowly the bytes come
SLOWEST_UPLOAD = 32 * 1024  # bytes a second: what a streamed body may take beyond that
STALL_SECONDS = 10.0  # for which a live line may take nothing of what is meant for it
FAREWELL_SECONDS = 1.0  # between the close frame and the cut
MOST_FRAGMENTS = 256  # of one message
TRY_AGAIN = 1013  # close code: come back and resume
NOT_TEXT = 1007  # close code: a text that is not UTF-8
POLICY = 1008  # close code: you may not

# RFC 9112, sections 2.2, 5.1, 5.2, 6.1 and 6.3; RFC 9110, section 5.6.2 (token) and 8.6.
_STRAY = re.compile(rb"(?<!\r)\n|\r(?!\n)|\0")
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_DIGITS = {10: re.compile(r"[0-9]{1,15}"), 16: re.compile(r"[0-9A-Fa-f]{1,12}")}


class StrictHttp(Http):
    """Reads requests that mean one thing only, and each within a time that is set once."""

    __slots__ = ("read_until",)

    async def http1_request_header(self) -> None:
        """Receive and parse a head; raises BadRequest, RequestTimeout."""
        if isinstance(self.protocol, Connection):
            self.protocol.has_spoken()
        self.read_until: float = asyncio.get_running_loop().time() + READ_SECONDS
        async with _by(self.read_until):
            await super().http1_request_header()  # type: ignore[no-untyped-call]  # Sanic's
        _refuse_odd_heads(self.request.head, version=self.request.version)

    async def read(self) -> bytes | None:
        """Receive a part of the body; raises RequestTimeout."""
        try:
            async with _by(self.read_until):
                part: bytes | None = await super().read()
        except RequestTimeout:
            self.request_body, self.keep_alive = None, False  # nobody waits for the rest of it
            raise
        return part

    def expect_as_much_as(self, size: int) -> None:
        """Give a body of so many bytes the time that a slow telephone needs for it."""
        self.request_max_size = size
        self.read_until += size / SLOWEST_UPLOAD

    def create_empty_request(self) -> None:
        """Stand in for a request that could not be read, without its address: that may be what was wrong."""
        self.url = None
        super().create_empty_request()

    @staticmethod
    def _safe_int(value: str, base: int = 10) -> int:
        if not _DIGITS[base].fullmatch(value.strip(" \t")):
            raise ValueError
        return int(value, base)


class _by:  # noqa: N801 - reads as a statement: `async with _by(deadline):`
    """Turn a deadline that passed into RequestTimeout."""

    def __init__(self, deadline: float) -> None:
        self._timeout = asyncio.timeout_at(deadline)

    async def __aenter__(self) -> None:
        await self._timeout.__aenter__()

    async def __aexit__(self, *error: Any) -> None:
        try:
            await self._timeout.__aexit__(*error)
        except TimeoutError:
            raise RequestTimeout from None


def _refuse_odd_heads(head: bytes, *, version: str) -> None:
    """Raise BadRequest where two readers could see two different requests in the same bytes."""
    _request_line, *lines = head.split(b"\r\n")
    names = [line.partition(b":")[0] for line in lines]
    if _STRAY.search(head) or not all(_NAME.fullmatch(name) for name in names):
        raise BadRequest
    hosts = sum(name.lower() == b"host" for name in names)
    if hosts > 1 or (version == "1.1" and not hosts):
        raise BadRequest


class Connection(WebSocketProtocol):
    """One connection, whatever becomes of it."""

    __slots__ = ("_is_taken_on", "_line_of", "_peer", "_places", "_silence", "_stall")
    HTTP_CLASS = StrictHttp

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options, websocket_timeout=FAREWELL_SECONDS)
        self._places: Places = self.app.ctx.places
        self._peer = ""
        self._is_taken_on = False
        self._line_of: str | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Take a caller on, unless too many call from there already."""
        self._peer = (transport.get_extra_info("peername") or ("",))[0]
        self._is_taken_on = self._places.connect(self._peer)
        if not self._is_taken_on:
            transport.abort()
            return
        super().connection_made(transport)  # type: ignore[no-untyped-call]  # Sanic's
        self._silence = self.loop.call_later(READ_SECONDS, transport.abort)

    def has_spoken(self) -> None:
        """Note that the first request begins: from now on its own deadline counts."""
        if self._silence:
            self._silence.cancel()
            self._silence = None

    def data_received(self, data: bytes) -> None:
        """Take bytes, but for those of a caller who was not taken on."""
        if self._is_taken_on:
            super().data_received(data)  # type: ignore[no-untyped-call]  # Sanic's

    async def websocket_handshake(self, request: Request, subprotocols: Any = None) -> Websocket:
        """Open a live line; raises TooMany where the caller's place has as many as it may."""
        self.count_line_of(address_of(request))
        line: Websocket = await super().websocket_handshake(request, subprotocols)
        line.assembler = _Assembler(line)
        return line

    def count_line_of(self, whom: str) -> None:
        """Count the live line as this one's and nobody else's; raises TooMany."""
        self._places.open_line(whom)
        self._places.close_line(self._line_of)
        self._line_of = whom

    def pause_writing(self) -> None:
        """Hear nothing more from a line whose other end does not read, and do not wait long."""
        super().pause_writing()  # type: ignore[no-untyped-call]  # Sanic's
        if self.websocket is not None and self.transport and self._stall is None:
            self.transport.pause_reading()  # else its pings would pile up our pongs
            self._stall = self.loop.call_later(STALL_SECONDS, self._give_up)

    def resume_writing(self) -> None:
        """Go on: the other end reads again, or is gone."""
        super().resume_writing()  # type: ignore[no-untyped-call]  # Sanic's
        if self._stall is None:
            return
        self._stall.cancel()
        self._stall = None
        is_heard = self.websocket is not None and not self.websocket.pause_frame_fut
        if is_heard and self.transport and not self.transport.is_closing():
            self.transport.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        """Give the caller's places to others."""
        self.has_spoken()
        if self._is_taken_on:
            self._places.disconnect(self._peer)
            super().connection_lost(error)  # type: ignore[no-untyped-call]  # Sanic's
        self._places.close_line(self._line_of)
        self._line_of = None

    def _give_up(self) -> None:
        if self.websocket is not None:
            self.websocket.fail_connection(TRY_AGAIN, "too slow")
        if self.transport:
            self.loop.call_later(FAREWELL_SECONDS, self.transport.abort)


class _Assembler(WebsocketFrameAssembler):
    """Puts frames together into messages, and ends a line whose frames make none."""

    async def put(self, frame: Frame) -> None:
        """Add a frame."""
        if len(self.chunks) >= MOST_FRAGMENTS:
            self.protocol.fail_connection(POLICY, "too many fragments")
            return
        try:
            await super().put(frame)
        except UnicodeDecodeError:
            self.protocol.fail_connection(NOT_TEXT, "not UTF-8")
