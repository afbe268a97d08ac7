"""Sends drawn inputs to a running desk and judges what comes back."""

import asyncio
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.fuzz.calls import Call, Caller
from benchmarks.fuzz.findings import Findings
from benchmarks.fuzz.frames import draw_frame, hello
from benchmarks.fuzz.framing import Torn, draw_torn
from benchmarks.fuzz.values import chance
from benchmarks.load.client import Visitor, line, visit
from benchmarks.load.idle import HANDSHAKE

LONGEST_ANSWER = 30.0  # seconds: whoever waits longer calls it a hang
PATIENCE = 0.25  # seconds for which a torn request waits for a further word
LARGEST_ANSWER = 2**22
FRAMES_A_LINE = 20
CALLS_A_VISITOR = 150  # then somebody new comes, since a talk that grows for ever is slow to read
STATUS = re.compile(rb"(?:^|\r\n|\n|\})HTTP/1\.1 (\d{3}) ")
MENTIONED = re.compile(rb'"(id|number|attachment_id|entry_id|seq)":"?([A-Za-z0-9_.-]{1,40})')
NAMES = {
    "id": ("alert_id", "promise_id", "incident_id", "canned_id", "proposal_id", "publication_id", "id"),
    "number": ("number",),
    "attachment_id": ("attachment_id",),
    "entry_id": ("entry_id",),
    "seq": ("after", "seq"),
}  # what an answer calls it, and what it is asked for by
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Attack:
    """A run against one desk: `port` is where it listens, `agents` are sessions that may do all."""

    port: int
    caller: Caller
    agents: list[str]
    findings: Findings = field(default_factory=Findings)
    visitors: list[Visitor] = field(default_factory=list)

    async def work(self, draw: Random, inputs: int) -> None:
        """Send so many inputs, one after the other: six requests in ten, torn ones, frames."""
        done = 0
        while done < inputs:
            await self.someone_new()
            match draw.choices(("calls", "torn", "line"), (6, 2, 2))[0]:
                case "calls":
                    done += await self._calls(draw, min(CALLS_A_VISITOR, inputs - done))
                case "torn":
                    done += await self._torn(draw, min(40, inputs - done))
                case "line":
                    for _ in range(2):
                        done += await self._line(draw, min(FRAMES_A_LINE, inputs - done))

    async def someone_new(self) -> None:
        """Let a resident come in, and the one who came first leave the stage."""
        async with line(self.port) as through:
            who = await visit(through)
        self.visitors = [*self.visitors[-8:], who]
        self.caller.tokens = [
            *self.agents * 9,
            *(one.token for one in self.visitors),
        ]  # most calls are agents'
        self.caller.ids.add("conversation_id", who.id)

    async def _calls(self, draw: Random, count: int) -> int:
        """Send requests over kept connections."""
        sent = 0
        while sent < count:
            wire, is_kept, goes_on = await self._connect(), False, True
            try:
                while goes_on and sent < count:
                    sent, call = sent + 1, self.caller.draw(draw)
                    goes_on = await self._call(wire, call, is_kept=is_kept)
                    is_kept = True
            finally:
                wire[1].transport.abort()
        return sent

    async def _call(self, wire: Wire, call: Call, *, is_kept: bool = False) -> bool:
        """Send a request and judge its answer; return whether the connection goes on.

        A kept connection may be closed at any time (RFC 9112, section 9.5): then the request goes out again.
        """
        reader, writer = wire
        self.findings.inputs["requests"] += 1
        begun = time.perf_counter()
        writer.write(call.wire)
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                status, body, goes_on = await _answer(reader, call.method)
        except TimeoutError:
            self.findings.fault("no answer", call.name, call.wire)
            return False
        except (asyncio.IncompleteReadError, ConnectionError):
            if is_kept:
                again = await self._connect()
                await self._call(again, call)
                again[1].transport.abort()
            else:
                self.findings.fault("hung up", call.name, call.wire)
            return False
        self.findings.answered(call.name, status, time.perf_counter() - begun, call.wire)
        self._remember(body)
        return goes_on

    def _remember(self, body: bytes) -> None:
        for name, value in MENTIONED.findall(body[:4000]):
            for asked in NAMES[name.decode()]:
                self.caller.ids.add(asked, value.decode())

    async def _torn(self, draw: Random, count: int) -> int:
        """Send torn requests, many at once, since each of them is waited for."""
        await asyncio.gather(*(self._tear(draw_torn(draw)) for _ in range(count)))
        return count

    async def _tear(self, torn: Torn) -> None:
        self.findings.inputs["torn requests"] += 1
        begun, sent = time.perf_counter(), b"".join(torn.pieces)
        found = [int(status) for status in STATUS.findall(await self.hear(torn.pieces))]
        for status in found:
            self.findings.answered("torn", status, time.perf_counter() - begun, sent)
        if torn.answers is not None and len(found) > torn.answers:
            self.findings.fault("answered twice", "torn", sent)

    async def hear(self, pieces: tuple[bytes, ...]) -> bytes:
        """Send these bytes piece by piece over a connection of their own; return what is said to them."""
        reader, writer = await self._connect()
        for piece in pieces:
            if not writer.is_closing():
                writer.write(piece)
            await asyncio.sleep(0)
        try:
            return await _all_that_comes(reader)
        finally:
            writer.transport.abort()

    async def _line(self, draw: Random, count: int) -> int:
        """Open a live line and say harmful things on it."""
        who, agent = draw.choice(self.visitors), draw.choice(self.agents)
        is_agents = chance(draw, 0.5)
        reader, writer = await self._connect()
        path = "/api/v1/agents/feed" if is_agents else f"{who.path}/feed"
        writer.write(HANDSHAKE.format(path).encode() + hello(agent if is_agents else who.token, draw))
        hearing = asyncio.ensure_future(_until_the_end(reader))
        for _ in range(count):
            if not writer.is_closing() and not hearing.done():
                writer.write(draw_frame(draw, who.id))
            await asyncio.sleep(0.001)
        self.findings.inputs["frames"] += count
        writer.transport.abort()
        await hearing
        return count

    async def _connect(self) -> Wire:
        async with asyncio.timeout(LONGEST_ANSWER):
            return await asyncio.open_connection("127.0.0.1", self.port, limit=LARGEST_ANSWER)


async def _answer(reader: asyncio.StreamReader, method: str) -> tuple[int, bytes, bool]:
    """Read one answer: its status, its body, and whether another request may follow."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    length = re.search(rb"content-length: *(\d+)", head)
    has_body = length is not None and method != "HEAD"
    body = await reader.readexactly(int(length[1])) if length and has_body else b""
    return status, body, b"connection: close" not in head and (length is not None or status in (204, 304))


async def _all_that_comes(reader: asyncio.StreamReader) -> bytes:
    """Return what is said until silence or the end; an unfinished request waits for its deadline alone."""
    heard = b""
    with suppress(TimeoutError, ConnectionError):
        while True:
            async with asyncio.timeout(PATIENCE):
                part = await reader.read(65536)
            if not part:
                break
            heard += part
    return heard


async def _until_the_end(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        while await reader.read(65536):
            pass


async def watch(port: int, findings: Findings, *, every: float = 0.5, longest: float = 10.0) -> None:
    """Knock at /livez for as long as the attack lasts; note each time that nobody answers in time."""
    while True:
        try:
            async with asyncio.timeout(longest), line(port, source="127.0.0.9") as through:
                status, _body = await through.call("GET", "/livez")
                if status != 200:  # noqa: PLR2004  fine
                    findings.fault("not alive", "livez", b"")
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            findings.fault("hang", "livez", b"")
        await asyncio.sleep(every)


async def description(port: int) -> Any:
    """Return the desk's own description."""
    async with line(port) as through:
        _status, body = await through.call("GET", "/docs/openapi.json")
    return json.loads(body)
