"""Hostile words and values, and values that fit a schema, drawn from a seeded source.

Written here and not taken from a property-testing library, because a million inputs have to be made and sent
within an hour on two cores: drawing one costs microseconds, shrinking is not wanted, and what must come out
below HTTP (half a head, two lengths, a torn frame) is no value of any schema.
"""

import json
from random import Random
from typing import Any

Json = Any

HOSTILE_TEXTS: tuple[str, ...] = (
    "", " ", "\u3000", "\x00", "a\x00b", "\ud800", "a\udfffb", "\ufeff", "\u202e反过来", "\u200b\u200d",
    "e" + "\u0301" * 1000, "👨‍👩‍👧‍👦" * 40, "长" * 2000, "长" * 2001, "x" * 5000, "９" * 11, "①②③",
    "\x1b[31m红",
    "a\r\nSet-Cookie: x=1", "' OR 1=1 --", "%' AND '_'='_", "\\", "\\u0000", "'; DROP TABLE turns; --",
    "{{7*7}}", "{0.__class__}", "%(x)s", "%s%n%x", "${jndi:ldap://x}", "<img src=x onerror=alert(1)>",
    "]]>", "<!--", "javascript:alert(1)", "/restart", "/inform{\"role\":\"admin\"}", "EXTERNAL: x",
    "../../etc/passwd", "..%2f..%2f", "file:///etc/passwd", "http://169.254.169.254/", "=HYPERLINK(1)",
    "1e999", "NaN", "-1", "0", "1", "2147483647", "2147483648", "99999999999999999999", "0x10", "1_000", "٣",
    "true", "null", "[]", "2026-13-45", "2026-02-30T25:61:61Z", "9999-12-31T23:59:59+14:00",
    "0001-01-01T00:00:00Z", "2026-11-22T10:00:00", "2026-11-22", "yunshan", "转人工", "煤气漏了", "电梯困人",
    "我要报修，厨房漏水", "物业费多少钱一平", "3栋2单元1201", "13800000000", "8" * 400, "零" * 300,
    "明天下午三点前师傅上门", "1" * 64 + "栋", "a" * 60 + "!", "(" * 2000,
    "一二三四五六七八九十百千万亿" * 100,
)  # fmt: skip
HOSTILE_VALUES: tuple[Json, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 0.5, -0.0, 1e308, [], {}, [[]],
    [None], {"": ""}, {"$ne": 1}, {"__proto__": {}}, ["x"] * 500, {"a": {"a": {"a": {"a": {}}}}},
)  # fmt: skip
HOSTILE_BODIES: tuple[bytes, ...] = (
    b"", b"{", b"}", b"null", b"[]", b'"x"', b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"{}{}", b"{},",
    b'{"text":NaN}', b'{"text":1e999}', b'{"text":-Infinity}', b'{"a":1,"a":2}', b'{"text":"\\ud800"}',
    b'{"text":"\\u0000"}', b"[" * 30_000, b'{"a":' * 5_000, b"9" * 5_000, b'{"n":' + b"9" * 5_000 + b"}",
    b"\x00", b"\x80\x81", b"client_key=k&kind=text", b"<x/>", b'{"text":"' + b"x" * 66_000 + b'"}',
)  # fmt: skip
DEEPEST = 4


def chance(draw: Random, share: float) -> bool:
    """Throw for something that happens in this share of the cases."""
    return draw.random() < share


def hostile_text(draw: Random) -> str:
    """Draw a text that somebody might hope to break something with."""
    written = draw.choice(HOSTILE_TEXTS)
    if chance(draw, 0.3):
        written += draw.choice(HOSTILE_TEXTS)
    if chance(draw, 0.1):
        written = "".join(chr(draw.randrange(0x11_0000)) for _ in range(draw.randrange(40)))
    return written


def hostile_value(draw: Random) -> Json:
    """Draw a JSON value of any kind."""
    return hostile_text(draw) if chance(draw, 0.5) else draw.choice(HOSTILE_VALUES)


def written(value: Json) -> bytes:
    """Return the value as JSON in bytes, lone surrogates as escapes or, against the rules, as they are."""
    return json.dumps(value).encode("utf-8", "surrogatepass")


class Schemas:
    """Draws bodies that fit the description's schemas, more or less."""

    def __init__(self, document: Json) -> None:
        self._document = document

    def body(self, schema: Json, draw: Random, ids: "Ids") -> bytes:
        """Draw a body: as described, with one thing wrong, or nothing like it."""
        if chance(draw, 0.12):
            return draw.choice(HOSTILE_BODIES)
        fitting = self.fit(schema, draw, ids)
        if isinstance(fitting, dict) and chance(draw, 0.5):
            _spoil(fitting, draw)
        whole = written(fitting)
        if whole and chance(draw, 0.03):
            at = draw.randrange(len(whole))
            whole = whole[:at] + draw.randbytes(3) + whole[at + 1 :]
        return whole

    def fit(self, schema: Json, draw: Random, ids: "Ids", depth: int = 0) -> Json:
        """Draw a value of the schema."""
        if "$ref" in schema:
            return self.fit(self._named(schema["$ref"]), draw, ids, depth)
        for several in ("anyOf", "oneOf", "allOf"):
            if several in schema:
                return self.fit(draw.choice(schema[several]), draw, ids, depth)
        if "const" in schema or "enum" in schema:
            return draw.choice(schema.get("enum") or [schema["const"]])
        match schema.get("type"):
            case "object":
                return self._object(schema, draw, ids, depth)
            case "array":
                length = 0 if depth > DEEPEST else draw.randrange(3)
                return [self.fit(schema.get("items", {}), draw, ids, depth + 1) for _ in range(length)]
            case simple:
                return _simple(simple, schema, draw)

    def _object(self, schema: Json, draw: Random, ids: "Ids", depth: int) -> Json:
        needed = schema.get("required", ())
        chosen = {
            name: inner
            for name, inner in schema.get("properties", {}).items()
            if name in needed or (depth < DEEPEST and chance(draw, 0.5))
        }
        return {
            name: draw.choice(ids.of(name)) if ids.of(name) else self.fit(inner, draw, ids, depth + 1)
            for name, inner in chosen.items()
        }

    def _named(self, reference: str) -> Json:
        found = self._document
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
        return found


class Ids:
    """What is known to exist, by the name under which it is asked for; what answers mention is added."""

    MOST = 200

    def __init__(self, known: dict[str, list[str]]) -> None:
        self._known = known

    def of(self, name: str) -> list[str]:
        """Return what exists under a name, often nothing."""
        return self._known.get(name, [])

    def add(self, name: str, value: str) -> None:
        """Note that this exists."""
        kept = self._known.setdefault(name, [])
        if value not in kept:
            kept.append(value)
            del kept[: -self.MOST]


def _spoil(body: dict[str, Json], draw: Random) -> None:
    """Make one thing wrong."""
    names = list(body)
    kind = draw.randrange(4)
    if kind == 0 or not names:
        body[draw.choice(("role", "seq", "owner_id", "masked", "created_at", hostile_text(draw)))] = 1
    elif kind == 1:
        del body[draw.choice(names)]
    else:
        body[draw.choice(names)] = hostile_value(draw)


def _simple(kind: str | None, schema: Json, draw: Random) -> Json:
    match kind:
        case "integer":
            return draw.randint(schema.get("minimum", 0), schema.get("maximum", 10))
        case "number":
            return round(draw.random(), 3)
        case "boolean":
            return chance(draw, 0.5)
        case "null":
            return None
        case "string":
            return _string(schema, draw)
    return hostile_value(draw)


def _string(schema: Json, draw: Random) -> str:
    if schema.get("format") in {"date-time", "date"}:
        return f"20{draw.randrange(20, 40)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 28):02}T10:00:00Z"
    if "pattern" in schema:
        return f"{draw.getrandbits(40):x}"
    text = hostile_text(draw).replace("\x00", "") or "您好"
    return text[: schema.get("maxLength", 60)]
