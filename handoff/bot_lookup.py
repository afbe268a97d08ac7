"""The door beside the conversations: what the bot takes a text to mean, for agents and for the miss board."""

import asyncio
from array import array
from collections.abc import Sequence
from typing import Annotated, TypeVar

import httpx
from pydantic import BaseModel, Field, ValidationError

LOOKUP_TIMEOUT = 0.5  # seconds; an agent is typing
VECTORS_TIMEOUT = 8.0  # seconds for a packet of texts; somebody opens the miss board
TEXTS_AT_ONCE = 32  # as many as the bot takes in one request
REMEMBERED = 5_000  # vectors of texts, 1.5 kB each
_HTTP_OK = 200
Shape = TypeVar("Shape", bound=BaseModel)


class _Likely(BaseModel):
    entry_id: str
    confidence: Annotated[float, Field(ge=0, le=1)]


class _Ranked(BaseModel):
    candidates: list[_Likely]

    def pairs(self) -> list[tuple[str, float]]:
        return [(one.entry_id, one.confidence) for one in self.candidates]


class _Vectors(BaseModel):
    vectors: list[list[float]]


class BotLookup:
    """Asks one bot, in time or not at all: an agent need not hear of the bot's troubles."""

    def __init__(self, client: httpx.AsyncClient, url: str) -> None:
        self._client = client
        self._url = f"{url}/webhooks/lookup"
        self._vectors: dict[str, array[float]] = {}

    async def rank(self, estate: str, text: str, *, seconds: float) -> list[tuple[str, float]]:
        """Return the entries that may answer a text, best first; none where the bot cannot say in time."""
        found = await self._ask(
            "rank", {"estate": estate, "text": text}, _Ranked, seconds=min(seconds, LOOKUP_TIMEOUT)
        )
        return found.pairs() if found else []

    async def vectors(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """Return what each text means as a vector; none at all where the bot cannot say in time."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        for begin in range(0, len(fresh), TEXTS_AT_ONCE):
            packet = fresh[begin : begin + TEXTS_AT_ONCE]
            told = await self._ask("vectors", {"texts": packet}, _Vectors, seconds=VECTORS_TIMEOUT)
            if told is None or len(told.vectors) != len(packet):
                return []
            self._vectors |= {
                text: array("f", vector) for text, vector in zip(packet, told.vectors, strict=True)
            }
        found: list[Sequence[float]] = [self._vectors[text] for text in texts]
        while len(self._vectors) > REMEMBERED:
            del self._vectors[next(iter(self._vectors))]
        return found

    async def _ask(self, what: str, asked: object, shape: type[Shape], *, seconds: float) -> Shape | None:
        try:
            async with asyncio.timeout(seconds):
                found = await self._client.post(f"{self._url}/{what}", json=asked, timeout=seconds)
            return shape.model_validate_json(found.content) if found.status_code == _HTTP_OK else None
        except (httpx.HTTPError, TimeoutError, ValidationError):
            return None  # words still find something
