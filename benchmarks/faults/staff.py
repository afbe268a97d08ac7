"""Agents at work: each has a line open, takes what waits, answers what residents said, and closes."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, InvalidMessage, WebSocketException

from benchmarks.faults.ledger import Ledger, marked
from benchmarks.faults.line import Broken, Line
from benchmarks.faults.people import FIRST_PAUSE, insist

LOOKS_EVERY = 1.0  # seconds
AT_ONCE = 6  # conversations each
ANSWERS = 4  # until a conversation is closed


class AgentAtWork:
    """One agent who does the same as any other, all day."""

    def __init__(self, port: int, ledger: Ledger, *, name: str, password: str) -> None:
        self.line = Line(port)
        self.name = name
        self.token = ""
        self.claims: Counter[str] = Counter()
        self.closed = 0
        self._password = password
        self._ledger = ledger
        self._feed = f"ws://127.0.0.1:{port}/api/v1/agents/feed"
        self._socket: Any = None
        self._answered: Counter[str] = Counter()
        self.left_alone: set[str] = set()

    async def sign_in(self) -> None:
        """Sign in."""
        body = {"username": self.name, "password": self._password}
        _, opened = await insist(self.line, "POST", "/api/v1/sessions", body=body)
        self.token = opened["token"]

    async def hold_the_line(self) -> None:
        """Keep the feed open until cancelled; that is what proves presence."""
        while True:
            with contextlib.suppress(
                OSError, TimeoutError, EOFError, WebSocketException, InvalidHandshake, InvalidMessage
            ):
                async with connect(self._feed, proxy=None, open_timeout=10, max_queue=None) as socket:
                    self._socket = socket
                    await socket.send(json.dumps({"type": "hello", "token": self.token}))
                    async for _frame in socket:
                        pass
            await asyncio.sleep(FIRST_PAUSE)

    async def work(self) -> None:
        """Take, answer and close until cancelled."""
        while True:
            with contextlib.suppress(Broken):
                mine = await self._list("me")
                for conversation in mine:
                    await self._see_to(conversation)
                if len(mine) < AT_ONCE:
                    await self._take_one()
            await asyncio.sleep(LOOKS_EVERY)

    def cut(self) -> None:
        """Drop both lines."""
        self.line.cut()
        if self._socket and self._socket.transport:
            self._socket.transport.abort()

    async def _list(self, holder: str) -> list[dict[str, Any]]:
        status, found = await self._call("GET", f"?holder={holder}&limit=20")
        return found["conversations"] if status == 200 else []  # noqa: PLR2004 - success

    async def _take_one(self) -> None:
        for waiting in await self._list("queue"):
            if waiting["id"] in self.left_alone:
                continue
            status, _ = await self._call("POST", f"/{waiting['id']}/assignment", {})
            if status == 201:  # noqa: PLR2004 - created
                self.claims[waiting["id"]] += 1
                return

    async def _see_to(self, conversation: dict[str, Any]) -> None:
        which, last = conversation["id"], conversation["last_turn"]
        if last and last["author"]["kind"] == "agent":
            return
        if self._answered[which] >= ANSWERS:
            status, _ = await self._call("POST", f"/{which}/closure", {"summary": "已答复", "resolved": True})
            if status == 201:  # noqa: PLR2004 - created
                self._answered[which] = 0
                self.closed += 1
            return
        await self._answer(which)

    async def _answer(self, which: str) -> None:
        """Answer under one key until it is stored, or until somebody else has the conversation."""
        number = self._ledger.next_number()
        body = {"client_key": f"a{number}", "kind": "text", "text": f"{marked(number)}好的，马上为您查"}
        while True:
            with contextlib.suppress(Broken):
                status, said = await self._call("POST", f"/{which}/turns", body)
                if status in {200, 201}:
                    seq = said["turn"]["seq"]
                    self._ledger.note(number, author="agent", conversation=which, seq=seq)
                    self._answered[which] += 1
                    return
                if status == 409:  # noqa: PLR2004 - it went back to the queue meanwhile
                    return
            await asyncio.sleep(FIRST_PAUSE)

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        return await self.line.call(method, f"/api/v1/conversations{path}", token=self.token, body=body)
