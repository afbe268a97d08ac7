"""How the platform posts a callback: five seconds' patience, three tries, and whatever the network adds."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import httpx

from tests.wechat.accounts import Account
from tests.wechat.clock import VirtualClock
from tests.wechat.envelopes import Envelope, read_reply
from tests.wechat.journal import Journal

PATIENCE = 5.0  # seconds until the platform drops the connection (protocol §1.4)
TRIES = 3
APOLOGY = "该公众号暂时无法提供服务，请稍后再试"


@dataclass(frozen=True)
class Attempt:
    """One request: how long it took in seconds of the wall, and what came back (status 0: nothing)."""

    took: float
    status: int
    body: str

    @property
    def is_success(self) -> bool:
        return self.status == httpx.codes.OK and self.body in {"", "success"}


@dataclass
class Delivery:
    """One callback and all its requests."""

    envelope: Envelope
    attempts: list[Attempt] = field(default_factory=list)
    reply: dict[str, str] | None = None

    @property
    def accepted(self) -> bool:
        return self.reply is not None or any(attempt.is_success for attempt in self.attempts)


@dataclass(frozen=True)
class Weather:
    """What the network does to each callback: copies at once, and up to `late` seconds of delay for each."""

    copies: tuple[int, int] = (1, 1)
    late: float = 0.0
    dice: random.Random = field(default_factory=random.Random)

    def delays(self) -> list[float]:
        """Return one delay for each copy."""
        return [self.dice.uniform(0, self.late) for _ in range(self.dice.randint(*self.copies))]


@dataclass
class Pusher:
    """Posts to the desk. `refused` sleeps count on the platform's clock; patience is of the wall."""

    desk: str
    clock: VirtualClock
    journal: Journal
    weather: Weather = field(default_factory=Weather)

    async def push(self, account: Account, write: Callable[[], Envelope]) -> Delivery:
        """Post until it is accepted or three tries are over; an unhappy resident reads the apology."""
        envelope = write()
        delivery = Delivery(envelope)
        await asyncio.gather(*(self._one(account, delivery, late) for late in self.weather.delays()))
        if not delivery.accepted:
            self.journal.apologies.append(APOLOGY)
        return delivery

    async def _one(self, account: Account, delivery: Delivery, late: float) -> None:
        await self.clock.sleep(late)
        for number in range(TRIES):
            if number:
                await self.clock.sleep(PATIENCE)
            attempt = await self.post(account, delivery.envelope)
            delivery.attempts.append(attempt)
            if attempt.is_success:
                return
            if attempt.status == httpx.codes.OK:
                await self._read(account, delivery, attempt.body)
                return

    async def post(self, account: Account, envelope: Envelope) -> Attempt:
        """Send one request."""
        begun = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                status, body = await _exchange(self.desk, account.callback_path, envelope)
        except (OSError, TimeoutError, ValueError):
            return Attempt(time.monotonic() - begun, 0, "")
        return Attempt(time.monotonic() - begun, status, body)

    async def get(self, account: Account, query: dict[str, str]) -> httpx.Response:
        """Ask as the platform's console does when the address is saved."""
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
            return await client.get(self.desk + account.callback_path, params=query)

    async def _read(self, account: Account, delivery: Delivery, body: str) -> None:
        """Take a passive reply; what cannot be read as one makes the platform apologise."""
        try:
            delivery.reply = read_reply(account, body)
        except Exception as problem:  # noqa: BLE001 - the peer raises whatever it stumbles over
            self.journal.faults.append(f"not a reply: {type(problem).__name__}")
            return
        content = {"content": delivery.reply.get("Content", "")}
        message = {"touser": delivery.reply["ToUserName"], "msgtype": "text", "text": content}
        await self.journal.accept(at=self.clock.now(), account=account.name, body=message, call="passive")


async def _exchange(desk: str, path: str, envelope: Envelope) -> tuple[int, str]:
    """Post over a connection of its own, as the platform does. Raises ValueError for what is no answer.

    By hand, because a pool of two hundred connections costs the load run more than the desk does.
    """
    where = urlsplit(desk)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    try:
        body = envelope.body.encode()
        head = (
            f"POST {path}?{urlencode(envelope.query)} HTTP/1.1\r\nHost: {where.netloc}\r\n"
            f"User-Agent: Mozilla/4.0\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answered, _, said = (await reader.read()).partition(b"\r\n\r\n")
        return int(answered.split(b" ", 2)[1]), said.decode()
    except IndexError:
        raise ValueError("no answer") from None
    finally:
        writer.close()
