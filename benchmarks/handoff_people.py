"""Residents and agents of the handoff run, each with an address of their own and a clock in their hand."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]
Way = Literal["button", "words", "bot"]
PASSWORD = "correct horse"  # noqa: S105 - of agents who live as long as the run
ESTATE = "yunshan"
_PATIENCE = 60.0  # seconds until what should have come counts as lost
refused: Counter[str] = Counter()  # how often something had to be tried again, by what it was
_ADDRESSES = 200  # of the loopback net, for each kind of person


@dataclass
class Handoff:
    """One handoff, by the moments at which its people saw something happen (seconds, one clock)."""

    number: int
    way: Way
    conversation: str = ""
    asked: float = 0.0
    stored: float = 0.0  # the answer after the commit; where the bot wished it, the first that anybody saw
    told: list[float] = field(default_factory=list)  # each line that said a person comes
    seen: dict[str, float] = field(default_factory=dict)  # by agent: it stood in their queue
    replied: float = 0.0
    heard: float = 0.0
    everybody: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def line(url: str, hello: Json, take: Callable[[Json], None], *, address: str) -> AsyncIterator[None]:
    """Hold a live line from an address and hand over each of its frames; opened again when it breaks."""
    socket, is_open = url.replace("http", "ws", 1), asyncio.Event()
    reading = asyncio.create_task(_follow(socket, hello, take, address, is_open))
    try:
        await is_open.wait()
        yield
    finally:
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reading


async def _follow(
    socket: str, hello: Json, take: Callable[[Json], None], address: str, is_open: asyncio.Event
) -> None:
    async for open_line in connect(socket, proxy=None, local_addr=(address, 0), max_queue=None):
        with contextlib.suppress(ConnectionClosed):
            await open_line.send(json.dumps(hello))
            async for frame in open_line:
                take(json.loads(frame))
                is_open.set()
        refused["line"] += 1


def caller(desk: str, address: str) -> httpx.AsyncClient:
    """Return a client that calls from an address."""
    transport = httpx.AsyncHTTPTransport(local_address=address, limits=httpx.Limits(max_connections=100))
    return httpx.AsyncClient(base_url=desk, transport=transport, timeout=_PATIENCE, trust_env=False)


async def post(client: httpx.AsyncClient, path: str, body: Json, token: str = "") -> httpx.Response:
    """Post as the product's own pages do: what the desk cannot take now (503) is sent again, the same."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    while True:
        answered = await client.post(path, json=body, headers=headers)
        if answered.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            return answered.raise_for_status()
        refused[path.rpartition("/")[2]] += 1
        await asyncio.sleep(float(answered.headers["retry-after"]))


class Agent:
    """An agent who looks at the queue, takes what the run gives them, answers and closes it."""

    def __init__(self, desk: str, number: int, waiting: dict[str, Handoff], *, of: int) -> None:
        self.name = f"agent{number}"
        self.address = f"127.0.1.{number % _ADDRESSES + 1}"
        self.entries: Counter[str] = Counter()  # how often a conversation came into the queue
        self._desk, self._waiting, self._of = desk, waiting, of
        self._queued: set[str] = set()
        self._client = caller(desk, self.address)
        self._token = ""

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Sign in and follow the estate."""
        async with self._client:
            body = {"username": self.name, "password": PASSWORD}
            signed_in = await self._client.post("/api/v1/sessions", json=body)
            self._token = signed_in.raise_for_status().json()["token"]
            self._client.cookies.clear()
            hello = {"type": "hello", "token": self._token}
            feed = f"{self._desk}/api/v1/agents/feed"
            async with line(feed, hello, self._look, address=self.address):
                yield

    def _look(self, frame: Json) -> None:
        if frame["type"] != "queue":
            return
        now = time.time()
        for summary in frame["conversations"]:
            known = self._waiting.get(summary["id"])
            if summary["holder"] != "queue":
                self._queued.discard(summary["id"])
            elif known and summary["id"] not in self._queued:
                self._queued.add(summary["id"])
                self.entries[summary["id"]] += 1
                known.seen.setdefault(self.name, now)
                if len(known.seen) == self._of:
                    known.everybody.set()

    async def serve(self, handoff: Handoff) -> None:
        """Claim, answer, close."""
        await self._do(handoff, "assignment", {})
        handoff.replied = time.time()
        words = {"client_key": "reply", "kind": "text", "text": f"您好，第{handoff.number}位，我来处理。"}
        await self._do(handoff, "turns", words)
        await until(lambda: handoff.heard)
        await self._do(handoff, "closure", {"summary": "已答复", "resolved": True})

    async def acknowledge(self, handoff: Handoff, alerts: list[Json]) -> None:
        """Say that one sees to the alert of a handoff, before anybody claims it."""
        for alert in alerts:
            if alert["conversation_id"] == handoff.conversation:
                await self._post(f"/api/v1/alerts/{alert['id']}/acknowledgement", {})

    async def alerts(self) -> list[Json]:
        """List the open alerts."""
        found = await self._client.get(
            "/api/v1/alerts?state=open&limit=100", headers={"Authorization": f"Bearer {self._token}"}
        )
        if found.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            refused["alerts"] += 1
            await asyncio.sleep(float(found.headers["retry-after"]))
            return await self.alerts()
        alerts: list[Json] = found.raise_for_status().json()["alerts"]
        return alerts

    async def _do(self, handoff: Handoff, what: str, body: Json) -> None:
        await self._post(f"/api/v1/conversations/{handoff.conversation}/{what}", body)

    async def _post(self, path: str, body: Json) -> None:
        await post(self._client, path, body, self._token)


class Resident:
    """A resident who wants a person, with a live line; an impatient one asks twice at once."""

    def __init__(self, client: httpx.AsyncClient, handoff: Handoff, opened: Json) -> None:
        self._client, self._handoff = client, handoff
        self._path = f"/api/v1/conversations/{opened['id']}"
        self._token = opened["token"]

    @asynccontextmanager
    async def at_the_widget(self, desk: str) -> AsyncIterator[None]:
        """Follow one's own conversation."""
        address = f"127.0.2.{self._handoff.number % _ADDRESSES + 1}"
        hello = {"type": "hello", "token": self._token, "after": 0}
        async with line(f"{desk}{self._path}/feed", hello, self._look, address=address):
            yield

    def _look(self, frame: Json) -> None:
        now, turn = time.time(), frame.get("turn")
        if not turn:
            return
        if (turn.get("bot") or {}).get("act") == "handoff":
            self._handoff.told.append(now)
        if turn["author"]["kind"] == "agent":
            self._handoff.heard = now

    async def ask(self, *, times: int) -> None:
        """Ask for a person, this often at one moment, and note when that was stored."""
        self._handoff.asked = time.time()
        await asyncio.gather(*(self._ask() for _ in range(times)))
        if self._handoff.way != "bot":
            self._handoff.stored = time.time()

    async def _ask(self) -> None:
        if self._handoff.way == "button":
            body, what = {}, "escalation"
        else:
            said = "转人工" if self._handoff.way == "words" else "会所的恒温泳池冬天几点换水"
            body, what = {"client_key": "first", "kind": "text", "text": said}, "turns"
        await post(self._client, f"{self._path}/{what}", body, self._token)


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds. Raises TimeoutError."""
    async with asyncio.timeout(_PATIENCE):
        while not holds():  # noqa: ASYNC110 - what comes over the line sets plain values
            await asyncio.sleep(0.01)
