"""Ten thousand live lines that say nothing: memory, processor time, and how soon one of them is answered.

Beside them a bare Sanic with the same number of WebSockets, in the same run.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sanic import HTTPResponse, Request, Sanic, Websocket, empty
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.load.client import Visitor, line, visit
from benchmarks.load.measures import spread
from benchmarks.load.product import Process, free_port, process, product

AT_ONCE = 100  # handshakes
SOURCES = 8  # loopback addresses
ECHOES = 500
QUIET_SECONDS = 60.0
PING, PONG, MASK = 0x89, 0x8A, bytes(4)
HANDSHAKE = (
    "GET {} HTTP/1.1\r\nHost: desk\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
Greeting = Callable[[int], tuple[str, bytes]]  # where a line is opened, and its first frame's text


class Mute(asyncio.Protocol):
    """A live line that costs the measuring process as little as can be: it answers pings and no more."""

    def __init__(self, path: str, hello: bytes, opened: asyncio.Future[None]) -> None:
        self._path = path
        self._hello = hello
        self._opened = opened
        self._seen = b""
        self.transport: asyncio.Transport | None = None
        self.is_lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  a TCP connection has one
        self.transport = transport
        transport.write(HANDSHAKE.format(self._path).encode())

    def data_received(self, data: bytes) -> None:
        """Say hello once the line is open; answer pings (RFC 6455, section 5.5.2)."""
        assert self.transport  # noqa: S101  whoever hears is connected
        if self._opened.done():
            if data[0] == PING:
                body = data[2 : 2 + data[1]]
                self.transport.write(bytes([PONG, 0x80 | len(body)]) + MASK + body)
            return
        had_head = b"\r\n\r\n" in self._seen
        self._seen += data
        if not had_head and b"\r\n\r\n" in self._seen and self._hello:
            size = bytes([0xFE]) + len(self._hello).to_bytes(2)
            self.transport.write(b"\x81" + size + MASK + self._hello)
        if b'"hello"' in self._seen:
            self._opened.set_result(None)
            self._seen = b""

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002  the protocol's signature
        """Note that the line was dropped."""
        self.is_lost = True
        if not self._opened.done():
            self._opened.set_exception(ConnectionResetError("refused"))


async def hold(port: int, count: int, greeting: Greeting) -> tuple[list[Mute], int]:
    """Open so many lines; return them and how many were refused."""
    loop, gate, lines = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE), []
    refused = 0

    async def one(number: int) -> None:
        nonlocal refused
        async with gate:
            opened: asyncio.Future[None] = loop.create_future()
            source = f"127.0.0.{2 + number % SOURCES}"
            try:
                _, mute = await loop.create_connection(
                    lambda: Mute(*greeting(number), opened), "127.0.0.1", port, local_addr=(source, 0)
                )
                async with asyncio.timeout(60):
                    await opened
            except OSError:
                refused += 1
            else:
                lines.append(mute)

    await asyncio.gather(*(one(number) for number in range(count)))
    return lines, refused


async def echoes(speaker: ClientConnection) -> list[float]:
    """Say ping on one line, now and then; return the seconds until each pong."""
    waits = []
    for _ in range(ECHOES):
        begun = time.perf_counter()
        await speaker.send('{"type":"ping"}')
        while json.loads(await speaker.recv()).get("type") != "pong":
            pass
        waits.append(time.perf_counter() - begun)
        await asyncio.sleep(0.25)  # within the rate that a line may have
    return waits


async def observe(
    server: Process, *, count: int, greeting: Greeting, speaker: ClientConnection
) -> dict[str, object]:
    """Hold the lines on a running server and measure it."""
    before, begun = server.memory(), time.perf_counter()
    lines, refused = await hold(server.port, count, greeting)
    opened_in = time.perf_counter() - begun
    await asyncio.sleep(5)
    cpu, begun = server.cpu(), time.perf_counter()
    await asyncio.sleep(QUIET_SECONDS)
    quiet_cpu, quiet = server.cpu() - cpu, time.perf_counter() - begun
    async with speaker as said:
        await said.recv()
        waits = await echoes(said)
    figures = {
        "lines": len(lines),
        "refused": refused,
        "dropped": sum(one.is_lost for one in lines),
        "opened_in_s": opened_in,
        "memory_before_mib": before,
        "memory_mib": server.memory(),
        "kib_a_line": 1024 * (server.memory() - before) / max(1, len(lines)),
        "cpu_share_of_a_core": quiet_cpu / quiet,
        "echo_ms": spread(waits),
    }
    for one in lines:
        if one.transport:
            one.transport.abort()
    return figures


async def on_the_desk(count: int) -> dict[str, object]:
    """Measure the desk."""
    with product({"LINDA_LINES_PER_ADDRESS": "20000", "LINDA_CONNECTIONS_PER_ADDRESS": "20000"}) as running:
        async with line(running.desk.port) as through:
            visitors = [await visit(through) for _ in range(max(1, count // 10))]  # ten lines each

        def greeting(number: int) -> tuple[str, bytes]:
            who = visitors[number % len(visitors)]
            hello = {"type": "hello", "token": who.token, "after": 0}
            return f"{who.path}/feed", f"{json.dumps(hello):<130}".encode()

        async def greet(who: Visitor) -> ClientConnection:
            said = await connect(f"ws://127.0.0.1:{running.desk.port}{who.path}/feed", proxy=None)
            await said.send(json.dumps({"type": "hello", "token": who.token, "after": 0}))
            return said

        said = await greet(visitors[0])
        return await observe(running.desk, count=count, greeting=greeting, speaker=said)


@contextmanager
def bare_sanic() -> Iterator[Process]:
    """Run a Sanic that does nothing but hold WebSockets."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.load.idle", "--bare", str(port)]
    with process("bare", command, port, dict(os.environ)) as running:
        yield running


async def on_bare_sanic(count: int) -> dict[str, object]:
    """Measure a bare Sanic."""
    with bare_sanic() as running:
        said = await connect(f"ws://127.0.0.1:{running.port}/feed", proxy=None)
        return await observe(running, count=count, greeting=lambda _number: ("/feed", b""), speaker=said)


async def measure(count: int) -> dict[str, object]:
    """Measure both, one after the other."""
    return {"desk": await on_the_desk(count), "bare_sanic": await on_bare_sanic(count)}


def main() -> None:
    """Be the bare Sanic."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bare", type=int, required=True)
    app = Sanic("bare", configure_logging=False)
    app.config.update(ACCESS_LOG=False, MOTD=False, TOUCHUP=False)

    @app.get("/")
    async def _alive(_request: Request) -> HTTPResponse:
        return empty()

    @app.websocket("/feed")
    async def _hold(_request: Request, websocket: Websocket) -> None:
        await websocket.send('{"type":"hello"}')
        while await websocket.recv() is not None:
            await websocket.send('{"type":"pong"}')

    app.run("127.0.0.1", parser.parse_args().bare, single_process=True, backlog=4096)


if __name__ == "__main__":
    main()
