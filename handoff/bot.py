"""The line to Rasa: one question out, one valid reply back, in time (docs/architecture.md)."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Annotated, Any, Literal, NoReturn

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handoff.domain.bot_reply import Act, BotReply, Question, TicketQuestion
from handoff.domain.escalation import Reason, Urgency
from handoff.domain.ticket import Matter, Trade
from handoff.domain.times import rfc3339
from handoff.domain.turn import Choice
from handoff.errors import BotFailed

log = logging.getLogger(__name__)
LOOKUP_TIMEOUT = 0.5  # seconds; an agent is typing
LARGEST_REPLY = 256 * 1024
LONGEST_TEXT = 8_000
HTTP_OK = 200
WORD_JOINER = "\u2060"  # invisible; keeps Rasa from taking a resident's words for control text

_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class _Strict(BaseModel):
    """Types are taken as they are, never converted; unknown keys may come with a newer bot."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Candidate(_Strict):
    entry_id: _Name
    title: _Name
    confidence: _Share


class _Source(_Strict):
    document: _Name
    section: str | None = None
    valid_from: str | None = None


class _Computed(_Strict):
    amount: str
    formula: str
    inputs: dict[str, Any]


class _Bot(_Strict):
    act: Act
    entry_id: _Name | None = None
    confidence: _Share | None = None
    candidates: list[_Candidate] = Field(default=[], max_length=10)
    source: _Source | None = None
    computed: _Computed | None = None


class _Choice(_Strict):
    label: _Name
    value: _Name


class _Escalate(_Strict):
    reason: Reason


class _OpenTicket(_Strict):
    kind: Literal["open"]
    category: Literal["repair", "complaint", "suggestion", "visitor"]
    trade: Trade
    urgency: Urgency = Field(alias="class")
    summary: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
    details: dict[_Name, Annotated[str, Field(max_length=500)]] = Field(default={}, max_length=20)

    def wish(self) -> Matter:
        return Matter(**self.model_dump(exclude={"kind"}))


class _AskTicket(_Strict):
    kind: Literal["status", "urge"]
    number: Annotated[str, Field(min_length=1, max_length=32)] | None = None

    def wish(self) -> TicketQuestion:
        return TicketQuestion(self.kind, self.number)


class _Custom(_Strict):
    version: Literal[1]
    text: str = Field(max_length=LONGEST_TEXT)
    choices: list[_Choice] = Field(default=[], max_length=10)
    bot: _Bot
    escalate: _Escalate | None = None
    entities: list[dict[str, Any]] = Field(default=[], max_length=50)
    slots: dict[str, Any] = {}
    mood: str = Field(default="calm", max_length=32)
    ticket: Annotated[_OpenTicket | _AskTicket, Field(discriminator="kind")] | None = None


class _Item(_Strict):
    custom: _Custom


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


class _Likely(BaseModel):
    entry_id: str
    confidence: Annotated[float, Field(ge=0, le=1)]


class _Ranked(BaseModel):
    candidates: list[_Likely]

    def pairs(self) -> list[tuple[str, float]]:
        return [(one.entry_id, one.confidence) for one in self.candidates]


class RasaBot:
    """Asks Rasa over HTTP. Everything that is not exactly a valid reply in time raises BotFailed."""

    def __init__(self, url: str, *, timeout: float, breaker: Breaker) -> None:
        self.url = url
        self._webhook = f"{url}/webhooks/rest/webhook"
        self._root = f"{url}/"
        self._timeout = timeout
        self._breaker = breaker
        self._client = httpx.AsyncClient(trust_env=False, timeout=timeout)

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
        if self.rests:
            return []
        try:
            async with asyncio.timeout(min(self._timeout, LOOKUP_TIMEOUT)):
                asked = {"estate": estate, "text": text}
                found = await self._client.post(f"{self.url}/webhooks/lookup/rank", json=asked)
            return _Ranked.model_validate_json(found.content).pairs() if found.status_code == HTTP_OK else []
        except (httpx.HTTPError, TimeoutError, ValidationError):
            return []  # words still find something: an agent need not hear of the bot's troubles

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


def parse_reply(body: bytes) -> BotReply:
    """Read Rasa's answer: a list with exactly one item that has `custom`; raises BotFailed."""
    try:
        items = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BotFailed("no JSON") from error
    if not isinstance(items, list) or len(items) != 1:
        raise BotFailed("not exactly one item")
    try:
        custom = _Item.model_validate(items[0]).custom
        custom.model_dump_json()  # a lone surrogate could be neither stored nor sent
    except (ValidationError, ValueError) as error:
        raise BotFailed("not the agreed shape") from error
    _refuse_contradictions(custom)
    return BotReply(
        act=custom.bot.act,
        text=custom.text,
        choices=tuple(Choice(choice.label, choice.value) for choice in custom.choices),
        bot=custom.bot.model_dump(exclude_none=True, exclude_defaults=True) | {"act": custom.bot.act},
        confidence=custom.bot.confidence,
        escalate=custom.escalate.reason if custom.escalate else None,
        entities=tuple(custom.entities),
        slots=custom.slots,
        mood=custom.mood,
        ticket=custom.ticket.wish() if custom.ticket else None,
    )


def _refuse_contradictions(custom: _Custom) -> None:
    """Refuse what has the shape and yet cannot be said."""
    act = custom.bot.act
    if act == "handoff":
        if custom.escalate is None:
            raise BotFailed("handoff without a reason")
    elif not custom.text.strip() and not isinstance(custom.ticket, _AskTicket):
        raise BotFailed("no text")
    if (act == "ticket") != (custom.ticket is not None):
        raise BotFailed("a ticket without its act, or the act without a ticket")
    if act == "answer" and (custom.bot.confidence is None or custom.bot.entry_id is None):
        raise BotFailed("answer without confidence or topic")
    if act == "clarify" and not custom.choices:
        raise BotFailed("clarification without choices")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _safe_cause(error: Exception) -> str:
    """Return words of our own only: a library's message could quote a resident."""
    return str(error) if isinstance(error, BotFailed) else ""
