"""Requests drawn from the desk's own description: every route, people with and without rights, odd values."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote

from benchmarks.fuzz.values import Ids, Schemas, chance, hostile_text

Json = Any
METHODS = ("GET", "POST", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND")
# Whoever is signed out can try nothing more: these are tried without a session that would open them.
ENDS_SESSIONS = frozenset({"end_session", "end_all_sessions", "suspend_account", "change_password"})
ODD_HEADERS: tuple[tuple[str, str], ...] = (
    ("Origin", "https://evil.example"), ("Origin", "null"), ("Cookie", "linda_session=x"),
    ("Cookie", "a=1; ;;=; linda_session=agent_x; b"), ("X-Forwarded-For", "1.2.3.4, evil"),
    ("X-Remote-User", "admin"), ("Content-Type", "text/xml"), ("Content-Type", "multipart/form-data"),
    ("Content-Type", "application/json; charset=utf-7"), ("Content-Encoding", "gzip"), ("Range", "bytes=0-"),
    ("Accept", "*/*;q=x"), ("If-Modified-Since", "yesterday"), ("If-None-Match", "*"),
    ("Accept-Encoding", "x" * 500), ("Referer", "x" * 3000), ("Expect", "nothing"), ("Via", "\xff\xfe"),
    ("Upgrade", "h2c"), ("Authorization", "Basic eDp5"), ("Authorization", "Bearer"),
    ("Authorization", "Bearer \xe9\xff"), ("Host", "evil.example"), ("Connection", "close"),
)  # fmt: skip
BOUNDARY = "0b0u0n0d"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the description."""

    name: str
    method: str
    path: str
    parameters: Sequence[Json]
    body: Json | None
    takes_file: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it goes out, and what to call it in the report."""

    name: str
    method: str
    wire: bytes


def operations(document: Json) -> list[Operation]:
    """Return every operation of an OpenAPI document."""
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            found.append(
                Operation(
                    name=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    parameters=operation["parameters"],
                    body=content.get("application/json", {}).get("schema"),
                    takes_file="multipart/form-data" in content,
                )
            )
    return [one for one in found if not one.path.endswith("/feed")]


class Caller:
    """Draws calls; `tokens` are those of people who exist, `ids` what they may ask for."""

    def __init__(self, document: Json, tokens: Sequence[str], ids: Ids) -> None:
        self._operations = operations(document)
        self.described = {one.name for one in self._operations}
        self._schemas = Schemas(document)
        self.tokens = list(tokens)
        self.ids = ids

    def draw(self, draw: Random) -> Call:
        """Draw one call."""
        operation = draw.choice(self._operations)
        method = operation.method if chance(draw, 0.95) else draw.choice(METHODS)
        body, kind = self._body(operation, draw)
        headers = [("Host", "desk"), ("Content-Type", kind)]
        if chance(draw, 0.95):
            headers.append(("Authorization", f"Bearer {self._token(operation, draw)}"))
        if chance(draw, 0.15):
            headers.append(draw.choice(ODD_HEADERS))
        head = f"{method} {self._address(operation, draw)} HTTP/1.1\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers)
        if body:
            head += f"Content-Length: {len(body)}\r\n"
        return Call(operation.name, method, f"{head}\r\n".encode("latin-1", "replace") + body)

    def _token(self, operation: Operation, draw: Random) -> str:
        if operation.name in ENDS_SESSIONS or chance(draw, 0.05):
            return draw.choice(("x", "agent_x", "agent_" + "y" * 5000, "Bearer x"))
        return draw.choice(self.tokens)

    def _address(self, operation: Operation, draw: Random) -> str:
        path, query = operation.path, []
        for parameter in operation.parameters:
            name = parameter["name"]
            if parameter["in"] == "path":
                path = path.replace("{" + name + "}", self._given(name, draw) or "x")
            elif chance(draw, 0.5):
                query.append(f"{name}={self._given(name, draw)}")
        if chance(draw, 0.05):
            query.append(f"{quote(hostile_text(draw)[:200], errors='replace')}=1")
        return path + ("?" + "&".join(query) if query else "")

    def _given(self, name: str, draw: Random) -> str:
        """Draw what exists under this name, or something that hurts; a wait is short, else it would hold."""
        if name == "wait":
            return draw.choice(("0", "1x", "-1", "26", "1e9", "%00"))
        known = self.ids.of(name)
        if known and chance(draw, 0.75):
            return quote(draw.choice(known))
        return quote(hostile_text(draw)[:600], safe="", errors="surrogatepass")

    def _body(self, operation: Operation, draw: Random) -> tuple[bytes, str]:
        if operation.takes_file:
            return _form(draw), f"multipart/form-data; boundary={BOUNDARY}"
        if operation.body is not None:
            return self._schemas.body(operation.body, draw, self.ids), "application/json"
        is_read = operation.method == "GET"
        if is_read and chance(draw, 0.9):
            return b"", "application/json"
        return self._schemas.body({"type": "object"}, draw, self.ids), "application/json"


def _form(draw: Random) -> bytes:
    name = draw.choice(("file", "file", "file", "", "x", '"', "file\x00"))
    file = draw.choice(("a.png", "../../x", "", "a\x00.png", "CON", "x" * 300, "f.csv", "f.xlsx", "\xff"))
    starts = (
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"PK\x03\x04",
        b"<svg>",
        b"id,group\r\n",
        b"",
    )
    content = draw.choice(starts) + draw.randbytes(draw.randrange(200))
    head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'.encode("latin-1")
    start = f"--{BOUNDARY}\r\n".encode()
    whole = start + head + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    return whole if chance(draw, 0.7) else whole[: draw.randrange(len(whole) + 1)]
