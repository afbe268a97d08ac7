"""A client that costs little beside what it measures: requests over kept connections, written by hand."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handoff.domain.asking import asks_for_person
from handoff.domain.safety import recognise_emergency

QUESTIONS = Path(__file__).parent.parent.parent / "bot" / "data" / "questions" / "lan"
CONSENT = {"version": "2026-11", "at": "2026-11-21T10:00:00Z"}
ESTATE = "yunshan"
BUSY = 503  # the database takes no more at this moment
MOST_TRIES = 100


@cache
def questions() -> tuple[str, ...]:
    """Return what residents ask: a repeated question would call a person."""
    found: list[str] = []
    for name in ("fee", "parking", "pet", "renovation"):
        topics = yaml.safe_load((QUESTIONS / f"{name}.yml").read_text(encoding="utf-8"))
        found += [question for asked in topics.values() for question in asked]
    return tuple(one for one in found if not asks_for_person(one) and not recognise_emergency(one))


@dataclass
class Line:
    """One kept connection; one request at a time."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def call(self, method: str, path: str, body: Any = None, *, token: str = "") -> tuple[int, bytes]:
        """Send a request; return the status and the body of its answer."""
        written = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: desk\r\n"
        if written:
            head += f"Content-Length: {len(written)}\r\nContent-Type: application/json\r\n"
        if token:
            head += f"Authorization: Bearer {token}\r\n"
        self.writer.write(f"{head}\r\n".encode() + written)
        answered = await self.reader.readuntil(b"\r\n\r\n")
        low = answered.lower()
        at = low.index(b"content-length:") + len(b"content-length:")
        size = int(low[at : low.index(b"\r\n", at)])
        return int(answered[9:12]), await self.reader.readexactly(size)


@asynccontextmanager
async def line(port: int, *, source: str = "127.0.0.1") -> AsyncIterator[Line]:
    """Open a connection from a loopback address."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
    try:
        yield Line(reader, writer)
    finally:
        writer.close()


@dataclass(frozen=True)
class Visitor:
    """A resident's conversation."""

    id: str
    token: str

    @property
    def path(self) -> str:
        """Where the conversation is."""
        return f"/api/v1/conversations/{self.id}"


async def visit(through: Line) -> Visitor:
    """Begin a conversation."""
    body = {"estate": ESTATE, "channel": "web", "consent": CONSENT}
    status, answered = await through.call("POST", "/api/v1/conversations", body)
    if status != 201:  # noqa: PLR2004  created
        raise RuntimeError(f"no conversation: {status} {answered[:200]!r}")
    opened = json.loads(answered)
    return Visitor(opened["id"], opened["token"])


async def say(through: Line, who: Visitor, key: str, text: str) -> float:
    """Say something until it is acknowledged, again where refused; return the seconds."""
    begun = time.perf_counter()
    body = {"client_key": key, "kind": "text", "text": text}
    for _ in range(MOST_TRIES):
        status, answered = await through.call("POST", f"{who.path}/turns", body, token=who.token)
        if status in (200, 201):
            return time.perf_counter() - begun
        if status != BUSY:
            break
        await asyncio.sleep(0.2)
    raise RuntimeError(f"not stored: {status} {answered[:200]!r}")
