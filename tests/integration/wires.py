"""Connections byte by byte, and how lines end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.integration.places import Place


@dataclass
class Wire:
    """A bare TCP connection to a desk."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, what: bytes) -> None:
        self.writer.write(what)
        await self.writer.drain()

    async def send_for_ever(self, what: bytes) -> None:
        while True:
            await self.send(what)

    async def everything(self) -> bytes:
        """Return all that comes until the desk hangs up."""
        heard = b""
        async with asyncio.timeout(20):
            try:
                while part := await self.reader.read(65536):
                    heard += part
            except ConnectionError:
                pass
        return heard


@asynccontextmanager
async def wire(desk: Place, *, source: str = "127.0.0.1") -> AsyncIterator[Wire]:
    port = urlsplit(desk.url).port
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0), limit=2**20)
    try:
        yield Wire(reader, writer)
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def end_code(closing: Awaitable[object]) -> int | None:
    """Return the close code that a live line ends with."""
    with pytest.raises(ConnectionClosed) as closed:
        async with asyncio.timeout(20):
            await closing
    return closed.value.rcvd.code if closed.value.rcvd else None


async def listen(line: ClientConnection) -> None:
    while True:
        await line.recv()
