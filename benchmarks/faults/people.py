"""Residents: those who talk, those whose line stays open, and one who asks all the time whether it works."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, InvalidMessage, WebSocketException

from benchmarks.faults.ledger import Ledger, marked
from benchmarks.faults.line import Broken, Line

OPENING = {
    "estate": "yunshan",
    "channel": "web",
    "consent": {"version": "2026-11", "at": "2026-11-21T10:00:00Z"},
}
QUESTIONS = (
    "物业费怎么交",
    "停车月卡多少钱",
    "装修押金怎么退",
    "快递柜在哪里",
    "游泳池几点开",
    "宠物要登记吗",
)
FIRST_PAUSE = 0.2  # seconds until the second try
PROBE_EVERY = 0.25
CALLS_A_PERSON = 1 / 8  # of the messages


class Resident:
    """One resident in one conversation: what they have to say waits until it was acknowledged, in order."""

    def __init__(self, port: int, ledger: Ledger, *, dice: random.Random) -> None:
        self.line = Line(port)
        self.conversation = ""
        self.token = ""
        self._ledger = ledger
        self._dice = dice
        self._to_say: asyncio.Queue[None] = asyncio.Queue()
        self._unsaid = 0

    def wants_to_speak(self) -> None:
        """Have one more message on the tongue."""
        self._unsaid += 1
        self._to_say.put_nowait(None)

    @property
    def backlog(self) -> int:
        """How many messages are not yet acknowledged."""
        return self._unsaid

    async def begin(self) -> None:
        """Begin a conversation."""
        _, opened = await insist(self.line, "POST", "/api/v1/conversations", body=OPENING)
        self.conversation, self.token = opened["id"], opened["token"]

    async def talk(self) -> None:
        """Say what is to be said, until cancelled."""
        while True:
            await self._to_say.get()
            if self._dice.random() < CALLS_A_PERSON:
                await insist(self.line, "POST", self._path("escalation"), token=self.token, body={})
            await self.say(self._dice.choice(QUESTIONS))
            self._unsaid -= 1
            self._to_say.task_done()

    async def say(self, text: str) -> float:
        """Say one thing until it is acknowledged; return when the first try began."""
        number, begun = self._ledger.next_number(), time.monotonic()
        body = {"client_key": f"m{number}", "kind": "text", "text": marked(number) + text}
        _, said = await insist(self.line, "POST", self._path("turns"), token=self.token, body=body)
        seq = said["turn"]["seq"]
        self._ledger.note(number, author="resident", conversation=self.conversation, seq=seq)
        return begun

    async def until_all_is_said(self) -> None:
        """Wait until nothing is on the tongue."""
        await self._to_say.join()

    async def transcript(self) -> list[dict[str, Any]]:
        """Read everything, page by page."""
        turns: list[dict[str, Any]] = []
        while True:
            path = self._path(f"turns?after={turns[-1]['seq'] if turns else 0}")
            _, found = await insist(self.line, "GET", path, token=self.token)
            turns += found["turns"]
            if not found["turns"] or turns[-1]["seq"] >= found["last_seq"]:
                return turns

    def _path(self, what: str) -> str:
        return f"/api/v1/conversations/{self.conversation}/{what}"


class Follower:
    """A resident's open line, which resumes behind the last number that it saw."""

    def __init__(self, resident: Resident, port: int) -> None:
        self.resident = resident
        self.seen: list[int] = []
        self.resumed = 0
        self._address = f"ws://127.0.0.1:{port}/api/v1/conversations/{resident.conversation}/feed"
        self._socket: Any = None

    async def follow(self) -> None:
        """Follow until cancelled, and come back after every cut."""
        while True:
            with contextlib.suppress(
                OSError, TimeoutError, EOFError, WebSocketException, InvalidHandshake, InvalidMessage
            ):
                async with connect(self._address, proxy=None, open_timeout=10) as socket:
                    self._socket = socket
                    await self._hear(socket)
            self.resumed += 1
            await asyncio.sleep(FIRST_PAUSE)

    async def _hear(self, socket: Any) -> None:
        last = self.seen[-1] if self.seen else 0
        hello = {"type": "hello", "token": self.resident.token, "after": last}
        await socket.send(json.dumps(hello))
        async for frame in socket:
            told = json.loads(frame)
            if told["type"] == "turn":
                self.seen.append(told["turn"]["seq"])
            elif told["type"] == "resync":
                return

    def cut(self) -> None:
        """Drop the line."""
        if self._socket and self._socket.transport:
            self._socket.transport.abort()


class Prober:
    """Asks four times a second whether a message is taken, so that a fault's end is seen to a quarter."""

    def __init__(self, resident: Resident) -> None:
        self._resident = resident
        self._heard: list[tuple[float, float]] = []

    async def probe(self) -> None:
        """Speak until cancelled; a person has the conversation, so no bot is in the way."""
        await self._resident.begin()
        path = f"/api/v1/conversations/{self._resident.conversation}/escalation"
        await insist(self._resident.line, "POST", path, token=self._resident.token, body={})
        while True:
            begun = await self._resident.say("还在吗")
            self._heard.append((begun, time.monotonic()))
            await asyncio.sleep(PROBE_EVERY)

    def back_after(self, moment: float) -> float | None:
        """Return how many seconds after a moment a message was acknowledged that was begun after it."""
        return next((done - moment for begun, done in self._heard if begun >= moment), None)


async def insist(
    line: Line, method: str, path: str, *, token: str = "", body: dict[str, Any] | None = None
) -> tuple[int, Any]:
    """Call again, the same way, until the desk has done it; raises AssertionError where it never will."""
    pause = FIRST_PAUSE
    while True:
        with contextlib.suppress(Broken):
            status, said = await line.call(method, path, token=token, body=body)
            if status < 300:  # noqa: PLR2004 - the second hundred is success
                return status, said
            assert status in {429, 500, 503}, f"{method} {path}: {status} {said}"  # noqa: S101
        await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
        pause = min(line.longest_pause, pause * 2)
