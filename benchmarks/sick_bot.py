"""A bot that is ill in every way that a bot can be: `--port`. The number in 〔…〕 says in which.

It stands where Rasa stands. Rasa hides its failures behind 200 and `[]`; the others are those of its port.
"""

import argparse
import asyncio
import json

from benchmarks.echo_bot import MARK, reply

ILLS = ("well", "empty", "slow", "dead", "500", "html", "huge", "no confidence", "drips", "no words")
LATE = 4.0  # seconds: a second more than the desk waits
HUGE = 300 * 1024  # bytes: more than the desk reads


def ill_of(text: str) -> str:
    """Say how the bot will take a question: every second one well, or the desk would not ask it any more."""
    found = MARK.search(text)
    number = int(found[0][1:-1]) if found else 0
    return ILLS[number // 2 % len(ILLS)] if number % 2 else "well"


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request, more or less."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        asked = json.loads(await reader.readexactly(length)) if length else {}
        if "message" in asked:
            await _answer(writer, asked)
        else:
            _write(writer, b"{}")
        await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def _answer(writer: asyncio.StreamWriter, asked: dict[str, str]) -> None:
    good = reply(asked)
    whole = json.dumps(good).encode()
    match ill_of(asked["message"]):
        case "empty":
            _write(writer, b"[]")
        case "slow":
            await asyncio.sleep(LATE)
            _write(writer, whole)
        case "dead":
            writer.transport.abort()
        case "500":
            _write(writer, b"{}", status="500 Internal Server Error")
        case "html":
            _write(writer, b"<html>")
        case "huge":
            _write(writer, b"[" + b" " * HUGE + b"]")
        case "no confidence":
            del good[0]["custom"]["bot"]["confidence"]
            _write(writer, json.dumps(good).encode())
        case "drips":
            await _drip(writer, whole)
        case "no words":
            good[0]["custom"]["text"] = ""
            _write(writer, json.dumps(good).encode())
        case _:
            _write(writer, whole)


async def _drip(writer: asyncio.StreamWriter, whole: bytes) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(whole)}\r\n\r\n".encode())
    for byte in whole:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.1)


def _write(writer: asyncio.StreamWriter, body: bytes, *, status: str = "200 OK") -> None:
    writer.write(
        f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
    )


async def _run(port: int) -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", port)
    await server.serve_forever()


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    asyncio.run(_run(parser.parse_args().port))


if __name__ == "__main__":
    main()
