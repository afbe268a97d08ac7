"""One kept connection to the desk, by hand, so that it can be cut at any byte; a pool cannot be."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

PATIENCE = 10.0  # seconds; a widget waits no longer before it tries again
Answer = tuple[int, Any]


class Broken(Exception):  # noqa: N818 - it is what happened to the line
    """No answer came; whether the desk did what it was asked is not known."""


class Line:
    """A connection that is made when it is needed and made again after it was cut."""

    def __init__(self, port: int, *, longest_pause: float = 2.0) -> None:
        self.longest_pause = longest_pause  # seconds between two tries
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def call(
        self, method: str, path: str, *, token: str = "", body: dict[str, Any] | None = None
    ) -> Answer:
        """Ask and return the status with the JSON that came; raises Broken."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._exchange(_request(method, path, token, body))
        except (OSError, EOFError, TimeoutError, ValueError, IndexError) as trouble:
            self.cut()
            raise Broken(type(trouble).__name__) from trouble
        except asyncio.CancelledError:
            self.cut()  # what is still to come would be taken for the next answer
            raise

    def cut(self) -> None:
        """Drop the connection as a network does, whatever is on its way."""
        if self._writer:
            self._writer.transport.abort()
        self._reader = self._writer = None

    async def close(self) -> None:
        """Hang up."""
        if self._writer:
            self._writer.close()
            with contextlib.suppress(OSError):
                await self._writer.wait_closed()
        self._reader = self._writer = None

    async def _exchange(self, request: bytes) -> Answer:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._reader, self._writer
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        said = await reader.readexactly(int(fields.get("content-length", "0")))
        if fields.get("connection") == "close":
            self.cut()
        return int(head[0].split(" ")[1]), json.loads(said) if said else None


def _request(method: str, path: str, token: str, body: dict[str, Any] | None) -> bytes:
    head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if token:
        head.append(f"Authorization: Bearer {token}")
    if body is None:
        return "\r\n".join([*head, "", ""]).encode()
    said = json.dumps(body, ensure_ascii=False).encode()
    head += ["Content-Type: application/json", f"Content-Length: {len(said)}"]
    return "\r\n".join([*head, "", ""]).encode() + said
