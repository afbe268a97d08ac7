"""A stand-in for Rasa's REST channel that can also misbehave on the wire."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


class RasaStandIn:
    """Serves on a loopback port; `answer` writes the whole response, `asked` holds the questions."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []
        self.url = ""

    async def __aenter__(self) -> "RasaStandIn":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (
                    int(line.split(b":")[1])
                    for line in head.lower().split(b"\r\n")
                    if line.startswith(b"content-length")
                ),
                0,
            )
            if length:
                self.asked.append(json.loads(await reader.readexactly(length)))
            await self.answer(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def replying(body: bytes, *, status: str = "200 OK", after: float = 0) -> Answer:
    """Answer with this body."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(after)
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
        )
        await writer.drain()

    return answer


def dripping(body: bytes, *, pause: float) -> Answer:
    """Answer one byte at a time."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(pause)

    return answer
