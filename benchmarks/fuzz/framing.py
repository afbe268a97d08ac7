"""Requests torn and doubled below HTTP: lengths, chunks, line ends, heads and splits (threats T15 to T18)."""

from dataclasses import dataclass
from random import Random

from benchmarks.fuzz.values import chance

LENGTHS = (
    b"-5", b"+5", b"5, 5", b"5,6", b"0x5", b"1_0", b" 5", b"5 ", b"\t5", b"", b"5\x00", b"5e1", b"5.0", b"05",
    b"9" * 16, b"9" * 400, b"3221225472", b"\xd9\xa3", b"five", b"5\x0b", b"2147483648",
    b"18446744073709551616",
)  # fmt: skip
NO_LENGTHS = tuple(one for one in LENGTHS if not one.strip().isdigit())
NO_NAMES = (b"Content-Length ", b" Content-Length", b"Content\x00-Length", b"Content-Length\t")
CODINGS = (
    b"chunked", b"Chunked", b"xchunked", b"chunked, identity", b"identity, chunked", b" chunked", b"chunked ",
    b"\x0bchunked", b"chunked\x00", b"gzip, chunked", b"chunked, chunked", b"", b"identity", b'"chunked"',
)  # fmt: skip
SIZES = (
    b"5", b"0x5", b"-5", b"+5", b" 5", b"5 ", b"5;x=y", b"5;" + b"x" * 5000, b"05", b"F" * 13, b"F" * 400,
    b"G", b"", b"5\x00", b"1_0", b"\xef\xbc\x95", b"0",
)  # fmt: skip
ENDS = (b"\r\n", b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r", b"\r\r\n", b"\n\r", b"\x0b", b"\x85", b"")
LINES = (
    b"POST /api/v1/conversations HTTP/1.1", b"GET /livez HTTP/1.1", b"GET /livez HTTP/1.0", b"GET /livez",
    b"GET /livez HTTP/2.0", b"GET /livez HTTP/1.10", b"GET  /livez HTTP/1.1", b"GET /livez\t HTTP/1.1",
    b"GET http://evil.example/livez HTTP/1.1", b"GET * HTTP/1.1", b"OPTIONS * HTTP/1.1",
    b"GET livez HTTP/1.1",
    b"GET //evil.example/ HTTP/1.1", b"GET /\x00 HTTP/1.1", b"GET /%00 HTTP/1.1", b"GET /%zz HTTP/1.1",
    b"GET /%c0%ae%c0%ae/ HTTP/1.1", b"GET /" + b"a" * 9000 + b" HTTP/1.1",
    b"GET /?" + b"&" * 7000 + b" HTTP/1.1",
    b"CONNECT evil.example:443 HTTP/1.1", b"TRACE / HTTP/1.1", b"PRI * HTTP/2.0",
    b"\x16\x03\x01\x02\x00", b"",
    b"GET /widget/%2e%2e/%2e%2e/settings.py HTTP/1.1", b"GET /docs/../livez HTTP/1.1", b"\xff\xfe",
    b"GET /livez HTTP/1.1 HTTP/1.1", b"POST /channels/wechat/x HTTP/1.1", b"GET /livez#x HTTP/1.1",
)  # fmt: skip
HEADS = (
    b"Host: desk", b"Host: desk", b"Host: a", b"Host : a", b" Host: a", b"Host:", b"Host: desk:99999999",
    b"Host: [::1", b"Host: desk\x00", b"Host: \xff", b"X: " + b"x" * 9000, b"X" * 9000 + b": x", b": x", b"X",
    b"X: a\r\n b", b"X\x00: 1", b"\xe9: 1", b"Connection: keep-alive", b"Connection: close",
    b"Connection: \xff",
    b"Expect: 100-continue", b"Expect: x", b"Upgrade: websocket", b"Upgrade: h2c", b"Cookie: " + b";" * 3000,
    b"Content-Type: multipart/form-data; boundary=", b"Content-Type: application/json", b"Origin: null",
    b"Sec-WebSocket-Key: x", b"Sec-WebSocket-Version: 99", b"Keep-Alive: -1", b"TE: trailers", b"Trailer: X",
    b"Cookie: linda_session=\"\\377\"", b"Authorization: Bearer \xff",
)  # fmt: skip
MOST_PIECES = 6


@dataclass(frozen=True, slots=True)
class Torn:
    """What goes out, in pieces; `answers` is the most that a sound reader may answer, None where unknown."""

    pieces: tuple[bytes, ...]
    answers: int | None


def draw_torn(draw: Random) -> Torn:
    """Draw one request that no client of good will would send."""
    if chance(draw, 0.5):
        whole, answers = _two_readings(draw), 1
    elif chance(draw, 0.8):
        whole, answers = _any_head(draw), None
    else:
        whole, answers = draw.randbytes(draw.randrange(1, 400)), 1
    if whole and chance(draw, 0.2):
        whole = whole[: draw.randrange(1, len(whole) + 1)]
    return Torn(_split(whole, draw), answers)


def _two_readings(draw: Random) -> bytes:
    """Draw a body whose end two readers may see in two places, and a second request hidden in it."""
    hidden = b"GET /livez HTTP/1.1\r\nHost: desk\r\n\r\n"
    heads = [b"POST /api/v1/conversations HTTP/1.1", b"Host: desk"]
    match draw.choice(("two lengths", "a length and a coding", "no length", "no name")):
        case "two lengths":
            heads += [b"Content-Length: 5", b"Content-Length: " + draw.choice(LENGTHS)]
        case "a length and a coding":
            heads += [b"Content-Length: " + draw.choice((b"5", *LENGTHS)), b"Transfer-Encoding: chunked"]
        case "no length":
            heads += [b"Content-Length: " + draw.choice(NO_LENGTHS)]
        case _:
            heads += [draw.choice(NO_NAMES) + b": 5"]
    return b"\r\n".join(heads) + b"\r\n\r\n" + b"5\r\nhello\r\n0\r\n\r\n" + hidden


def _any_head(draw: Random) -> bytes:
    end = draw.choice(ENDS)
    heads = [draw.choice(LINES), *(draw.choice(HEADS) for _ in range(draw.randrange(6)))]
    if chance(draw, 0.3):
        heads.append(b"Content-Length: " + draw.choice(LENGTHS))
    if chance(draw, 0.3):
        heads.append(b"Transfer-Encoding: " + draw.choice(CODINGS))
    if chance(draw, 0.02):
        heads += [b"X-%d: 1" % number for number in range(5000)]
    body = draw.choice(SIZES) + draw.choice(ENDS) + b"hello" + draw.choice(ENDS) + b"0\r\n\r\n"
    return end.join(heads) + end + end + (body if chance(draw, 0.5) else b"")


def _split(whole: bytes, draw: Random) -> tuple[bytes, ...]:
    cuts = sorted(draw.randrange(len(whole) + 1) for _ in range(draw.randrange(MOST_PIECES)))
    return tuple(whole[start:stop] for start, stop in zip([0, *cuts], [*cuts, None], strict=True))
