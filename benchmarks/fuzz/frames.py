"""Frames of live lines that break the protocol, or keep it and mean harm (RFC 6455; threats T9 to T14)."""

import json
from random import Random
from typing import Any

from benchmarks.fuzz.values import chance, hostile_text, hostile_value, written

FIN, MASKED = 0x80, 0x80
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
FULL, LONG = 126, 127  # a length that stands in the next two or eight bytes (section 5.2)
KINDS = ("ping", "typing", "read", "hello", "turn", "", "__proto__", "resync")


def hello(token: str, draw: Random) -> bytes:
    """Draw the first frame: mostly as it should be."""
    after = 0 if chance(draw, 0.7) else hostile_value(draw)
    said: dict[str, Any] = {"type": "hello", "token": token, "after": after}
    if chance(draw, 0.1):
        said[draw.choice(("type", "token", "after"))] = hostile_value(draw)
    return frame(TEXT, json.dumps(said).encode(), draw)


def draw_frame(draw: Random, conversation_id: str) -> bytes:
    """Draw a frame."""
    match draw.choices(("words", "bytes", "control", "head", "parts", "noise"), (8, 2, 2, 4, 2, 2))[0]:
        case "words":
            return frame(TEXT, _sentence(draw, conversation_id), draw)
        case "bytes":
            return frame(draw.choice((TEXT, BINARY)), draw.randbytes(draw.randrange(300)), draw)
        case "control":
            size = draw.choice((0, 1, 2, 125, 126))
            return frame(draw.choice((CLOSE, PING, PONG)), draw.randbytes(size), draw)
        case "head":
            return _odd_head(draw)
        case "parts":
            parts = draw.randrange(1, 30)
            return b"".join(frame(TEXT if not one else 0, b"x", draw, fin=0) for one in range(parts))
    return draw.randbytes(draw.randrange(1, 60))


def frame(opcode: int, payload: bytes, draw: Random, *, fin: int = FIN) -> bytes:
    """Return a masked frame."""
    mask = draw.randbytes(4)
    length = len(payload)
    if length < FULL:
        size = bytes([MASKED | length])
    elif length < 2**16:
        size = bytes([MASKED | FULL]) + length.to_bytes(2)
    else:
        size = bytes([MASKED | LONG]) + length.to_bytes(8)
    key = (mask * (length // 4 + 1))[:length]
    hidden = (int.from_bytes(payload) ^ int.from_bytes(key)).to_bytes(length)
    return bytes([fin | opcode]) + size + mask + hidden


def _sentence(draw: Random, conversation_id: str) -> bytes:
    if chance(draw, 0.2):
        return written(hostile_value(draw))
    said: dict[str, Any] = {"type": draw.choice(KINDS)}
    for name in ("conversation_id", "seq", "token", "after", hostile_text(draw)):
        if chance(draw, 0.5):
            said[name] = hostile_value(draw)
    if chance(draw, 0.5):
        said["conversation_id"] = conversation_id
    return written(said)


def _odd_head(draw: Random) -> bytes:
    length = draw.choice((0, 5, 125))
    heads = (
        bytes([FIN | TEXT, length]),  # not masked
        bytes([FIN | 0x40 | TEXT, MASKED | length]),  # a reserved bit
        bytes([FIN | draw.choice((3, 7, 11, 15)), MASKED | length]),  # an opcode that nobody has
        bytes([draw.choice((CLOSE, PING)), MASKED | length]),  # a control frame in parts
        bytes([FIN | TEXT, MASKED | LONG]) + draw.choice((2**16 + 1, 2**40, 2**63, 2**64 - 1)).to_bytes(8),
        bytes([FIN, MASKED | length]),  # a continuation of nothing
        bytes([FIN | TEXT, MASKED | FULL]) + (5).to_bytes(2),  # a longer length than needed
    )
    return draw.choice(heads) + draw.randbytes(4 + length)
