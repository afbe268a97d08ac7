"""Run the desk until somebody asks it to stop."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator

from sanic import Sanic

from handoff.api.connections import Connection
from handoff.app import make_app
from handoff.bootstrap import open_world
from handoff.domain.safety import recognise_emergency
from handoff.settings import Settings

BACKLOG = 4096  # reconnecting widgets come all at once
UNREAD = 256 * 1024  # bytes that the kernel keeps for a client who does not read, doubled by its own count
GRACE_SECONDS = 5.0


class PortInUseError(OSError):
    """Somebody else listens on this address."""


def listen(host: str, port: int) -> socket.socket:
    """Return a bound socket; raises PortInUseError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNREAD)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise PortInUseError(
            f"端口 {port} 打不开（{error.strerror}）。请换一个 LINDA_PORT，或先停掉占用它的程序。"
        ) from None
    return bound


async def serve(
    settings: Settings,
    sock: socket.socket,
    *,
    worker: str = "desk",
    liveness: socket.socket | None = None,
) -> None:
    """Serve on a bound socket until SIGTERM or SIGINT.

    Several workers may share the socket; `liveness` is then where the supervisor asks this very one.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    recognise_emergency("漏气")  # loads its weights now, not with the first words
    async with open_world(settings, worker=worker) as world:
        app = make_app(world)
        async with running(app, sock), _answering(liveness):
            await stopping.wait()


@contextlib.asynccontextmanager
async def _answering(liveness: socket.socket | None) -> AsyncIterator[None]:
    """Say that this loop turns to whoever asks on this socket."""
    if liveness is None:
        yield
        return

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, sock=liveness)
    try:
        yield
    finally:
        server.close()


class running:  # noqa: N801 - reads as a statement: `async with running(app, sock):`
    """Keep a Sanic app serving on a socket; on leaving, end open lines and wait a little for requests."""

    def __init__(self, app: Sanic, sock: socket.socket) -> None:  # type: ignore[type-arg]  # Sanic's own parameters
        self._app = app
        self._sock = sock

    async def __aenter__(self) -> None:
        server = await self._app.create_server(
            sock=self._sock, backlog=BACKLOG, protocol=Connection, return_asyncio_server=True
        )
        assert server is not None  # noqa: S101 - promised by return_asyncio_server
        self._server = server
        await server.startup()
        await server.before_start()
        await server.after_start()
        await server.start_serving()

    async def __aexit__(self, *_error: object) -> None:
        await self._server.before_stop()
        closing = self._server.close()
        self._app.ctx.hub.close()
        try:
            async with asyncio.timeout(GRACE_SECONDS):
                await self._until_quiet()
        except TimeoutError:
            pass  # whoever is still talking is cut off
        for connection in list(self._server.connections):
            connection.abort()
        if closing:
            await closing
        await self._server.after_stop()

    async def _until_quiet(self) -> None:
        while self._server.connections:
            for connection in list(self._server.connections):
                connection.close_if_idle()
            await asyncio.sleep(0.05)
