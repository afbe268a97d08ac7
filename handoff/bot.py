"""The line to Rasa: one question out, one valid reply back, in time (docs/architecture.md)."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from handoff.bot_answer import parse_reply
from handoff.bot_lookup import BotLookup
from handoff.domain.bot_reply import BotReply, Question
from handoff.domain.times import rfc3339
from handoff.errors import BotFailed

log = logging.getLogger(__name__)
LARGEST_REPLY = 256 * 1024
HTTP_OK = 200
WORD_JOINER = "\u2060"  # invisible; keeps Rasa from taking a resident's words for control text


class Breaker:
    """After `limit` failures in a row the bot is left alone; every `probe` seconds one question tries it."""

    def __init__(self, now: Callable[[], float], *, limit: int = 5, probe: float = 10) -> None:
        self._now = now
        self._limit = limit
        self._probe = probe
        self._failures = 0
        self._next_probe = 0.0

    def admits(self) -> bool:
        """Whether a question may be asked at this moment."""
        if self._failures < self._limit:
            return True
        if self._now() < self._next_probe:
            return False
        self._next_probe = self._now() + self._probe
        return True

    def is_open(self) -> bool:
        """Whether a question would be refused at this moment."""
        return self._failures >= self._limit and self._now() < self._next_probe

    def succeeded(self) -> None:
        """Close again."""
        self._failures = 0

    def failed(self) -> None:
        """Count a failure; the one that opens the breaker also sets the first probe."""
        self._failures += 1
        if self._failures == self._limit:
            self._next_probe = self._now() + self._probe


class RasaBot:
    """Asks Rasa over HTTP. Everything that is not exactly a valid reply in time raises BotFailed."""

    def __init__(self, url: str, *, timeout: float, breaker: Breaker) -> None:
        self.url = url
        self._webhook = f"{url}/webhooks/rest/webhook"
        self._root = f"{url}/"
        self._timeout = timeout
        self._breaker = breaker
        self._client = httpx.AsyncClient(trust_env=False, timeout=timeout)
        self._lookup = BotLookup(self._client, url)

    async def ask(self, question: Question) -> BotReply:
        """Return a valid reply within the time allowed; raises BotFailed."""
        if not self._breaker.admits():
            raise BotFailed("breaker open")
        try:
            async with asyncio.timeout(self._timeout):
                reply = parse_reply(await self._post(question))
        except (BotFailed, httpx.HTTPError, TimeoutError) as error:
            self._breaker.failed()
            log.warning("bot_failed", extra={"cause": type(error).__name__, "why": _safe_cause(error)})
            raise BotFailed(type(error).__name__) from error
        self._breaker.succeeded()
        return reply

    async def rank(self, estate: str, text: str) -> list[tuple[str, float]]:
        """Return the entries that may answer a text, best first; none where the bot cannot say in time."""
        return [] if self.rests else await self._lookup.rank(estate, text, seconds=self._timeout)

    async def vectors(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """Return what each text means as a vector; none at all where the bot cannot say in time."""
        return [] if self.rests else await self._lookup.vectors(texts)

    @property
    def rests(self) -> bool:
        """Whether the bot is left alone at this moment because it failed."""
        return self._breaker.is_open()

    async def is_well(self) -> bool:
        """Whether the bot answers at all."""
        try:
            async with asyncio.timeout(1):
                return (await self._client.get(self._root)).status_code == HTTP_OK
        except (httpx.HTTPError, TimeoutError):
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _post(self, question: Question) -> bytes:
        body = b""
        async with self._client.stream("POST", self._webhook, json=_request(question)) as response:
            if response.status_code != HTTP_OK:
                raise BotFailed(f"status {response.status_code}")
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST_REPLY:
                    raise BotFailed("too large")
        return body


def _request(question: Question) -> dict[str, Any]:
    return {
        "sender": question.conversation_id,
        "message": neutralise(question.text),
        "metadata": {
            "estate": question.estate,
            "threshold": question.threshold,
            "choice": question.choice,
            "at": rfc3339(question.at),
            "resident": {"house_kind": question.house_kind, "tenure": None, "house": question.house},
        },
    }


def neutralise(text: str) -> str:
    """Keep control text from being obeyed; the bot's normaliser takes the invisible mark off again."""
    return WORD_JOINER + text if text.lstrip().startswith(("/", "EXTERNAL:")) else text


def _safe_cause(error: Exception) -> str:
    """Return words of our own only: a library's message could quote a resident."""
    return str(error) if isinstance(error, BotFailed) else ""
