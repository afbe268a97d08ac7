"""What a hostile or broken client can do with a connection, byte by byte."""

import asyncio
import json
from contextlib import suppress

import pytest
from websockets.frames import Frame, Opcode

from tests.integration.lines import follow, tell, until
from tests.integration.places import CONSENT, Place
from tests.integration.wires import Wire, end_code, listen, wire

HEAD = b"POST /api/v1/conversations HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
BODY = json.dumps({"estate": "yunshan", "channel": "web", "consent": CONSENT}).encode()
UPGRADE = "GET {}/feed HTTP/1.1\r\nHost: desk\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
EMPTY_FRAGMENT = Frame(Opcode.CONT, b"", fin=False).serialize(mask=True)
KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"


DRIPPED = {
    "nothing": b"",
    "head": b"GET / HTTP/1.1\r\nHost: desk\r\nX-Slow: ",
    "body": HEAD + b"Content-Length: 5000\r\n\r\n",
    "chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n1000\r\n",
    "handshake": b"GET /api/v1/conversations/x/feed HTTP/1.1\r\nHost: desk\r\nUpgrade: websocket\r\n",
}


async def test_a_request_that_drips_in_is_ended_by_its_deadline(
    desk: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.api.connections.READ_SECONDS", 0.5)

    async def drip(slow: Wire) -> None:
        while True:
            await slow.send(b"a")
            await asyncio.sleep(0.1)

    async def ends(first: bytes) -> bytes:
        async with wire(desk) as slow:
            await slow.send(first)
            dripping = asyncio.create_task(drip(slow)) if first else None
            heard = await slow.everything()
            if dripping:
                dripping.cancel()
                await asyncio.gather(dripping, return_exceptions=True)
            return heard

    answers = await asyncio.gather(*(ends(first) for first in DRIPPED.values()))
    for name, heard in zip(DRIPPED, answers, strict=True):
        assert heard == b"" or heard.startswith(b"HTTP/1.1 408 "), name


async def test_a_waiting_answer_and_a_kept_connection_outlive_the_deadline(
    desk: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.api.connections.READ_SECONDS", 0.3)
    resident = await desk.resident()
    waited = await resident.get("turns", after=0, wait=1)
    assert waited.json()["turns"] == []
    await asyncio.sleep(0.5)
    assert (await resident.get("turns")).status_code == 200


ODD = [
    HEAD + b"Content-Length: -5\r\n\r\nabcde",
    HEAD + b"Content-Length: +5\r\n\r\nabcde",
    HEAD + b"Content-Length: 1_0\r\n\r\nabcdeabcde",
    HEAD + b"Content-Length : 5\r\n\r\nabcde",
    HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
    HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n",
    HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    HEAD + b"X-Bare: a\nContent-Length: 5\r\n\r\nabcde",
    HEAD + b" folded: line\r\nContent-Length: 0\r\n\r\n",
    HEAD + b"Host: another\r\nContent-Length: 0\r\n\r\n",
    b"GET /livez HTTP/1.1\r\nX-No-Host: here\r\n\r\n",
    b"GET /livez HTTP/1.1\r\nHost: desk\r\nX-Nul: \0\r\n\r\n",
    b"GET /livez HTTP/1.1\r\nHost: desk\r\nno colon\r\n\r\n",
    b"GET /livez HTTP/9.9\r\nHost: desk\r\n\r\n",
    b"GET /livez HTTP/1.1\r\nHost: desk\r\nX-Long: " + b"a" * 9000 + b"\r\n\r\n",
    b"GET /livez HTTP/1.1\r\nHost: desk\r\n" + b"X-Many: 1\r\n" * 10_000 + b"\r\n",
    b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: desk\r\n\r\n",
    HEAD + b"Content-Length: 3000000000\r\n\r\n{",
]


async def test_a_request_that_can_be_read_in_two_ways_gets_one_refusal_and_no_second_chance(
    desk: Place,
) -> None:
    for odd in ODD:
        async with wire(desk) as sender:
            with suppress(ConnectionError):
                await sender.send(odd)
                await sender.send(b"GET /livez HTTP/1.1\r\nHost: desk\r\n\r\n")
            heard = await sender.everything()
        assert heard.count(b"HTTP/1.1 ") <= 1, odd[:200]
        assert heard == b"" or heard.split()[1] in (b"400", b"413", b"431"), odd[:200]
    assert (await desk.client.get("/livez")).status_code == 200


async def test_an_ordinary_chunked_request_is_read(desk: Place) -> None:
    async with wire(desk) as plain:
        chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
        await plain.send(HEAD + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks)
        assert (await plain.everything()).startswith(b"HTTP/1.1 201 ")


async def test_a_chatterbox_is_told_once_and_then_shown_the_door(desk: Place) -> None:
    resident = await desk.resident()
    async with follow(desk, resident) as line:
        await until(line, "hello")
        for _ in range(20):
            await tell(line, {"type": "ping"})
        error, pongs = await until(line, "error")
        assert (error["status"], error["code"], error["retry_after"]) == (429, "too_many", 1)
        assert pongs

        async def go_on() -> None:
            for _ in range(100):
                await tell(line, {"type": "ping"})
            await listen(line)

        assert await end_code(go_on()) == 1008


BROKEN = [  # RFC 6455, sections 5.1, 5.2, 5.4, 8.1 and 7.4.1
    (Frame(Opcode.TEXT, b"\xff\xfe{").serialize(mask=True), 1007),
    (Frame(Opcode.TEXT, b"a" * (64 * 1024 + 1)).serialize(mask=True), 1009),
    (Frame(Opcode.CONT, b"a").serialize(mask=True), 1002),
    (Frame(Opcode.TEXT, b"", fin=False).serialize(mask=True) + 300 * EMPTY_FRAGMENT, 1008),
    (b"\x81\x01a", 1002),  # not masked
    (b"\xc1\x80\x00\x00\x00\x00", 1002),  # a reserved bit
    (b"\x83\x80\x00\x00\x00\x00", 1002),  # an opcode that nobody knows
    (b"\x81\xff" + b"\x7f" * 12, 1009),  # 2 to the 63, nearly
]


async def test_what_breaks_the_protocol_ends_the_line_with_its_code(desk: Place) -> None:
    resident = await desk.resident()
    for sent, code in BROKEN:
        async with follow(desk, resident) as line:
            await until(line, "hello")
            line.transport.write(sent)
            assert await end_code(listen(line)) == code, sent[:20]
    assert (await resident.get("turns")).status_code == 200


async def test_whoever_never_reads_is_cut_off_and_costs_no_memory(
    desk: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.api.connections.STALL_SECONDS", 0.5)
    resident = await desk.resident()
    async with wire(desk) as deaf:
        await deaf.send((UPGRADE.format(resident.path) + KEY).encode())
        await deaf.reader.readuntil(b"\r\n\r\n")
        deaf.writer.transport.pause_reading()
        ping = Frame(Opcode.PING, b"x" * 125).serialize(mask=True)
        async with asyncio.timeout(20):
            with pytest.raises(ConnectionError):
                await deaf.send_for_ever(ping * 200)  # each wants a pong, and nobody takes them
    assert (await resident.get("turns")).status_code == 200
