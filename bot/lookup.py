"""Looking entries up for an agent: a second door beside the conversation, which remembers nothing.

`POST /webhooks/lookup/rank {"estate", "text"}` gives `{"candidates": [{"entry_id", "confidence"}]}`, the best
first, of the version in force; none for an estate that never published.
`POST /webhooks/lookup/vectors {"texts": [up to 32]}` gives `{"vectors": [[384 numbers]]}`, what each
means.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.estates import Estates, shared_estates
from bot.language.meaning import encode
from bot.language.spelling import spelled

LONGEST = 500  # characters
MOST_TEXTS = 32
_BAD_REQUEST = 400


def ranked(estates: Estates, estate: str, text: str) -> list[dict[str, Any]]:
    """Give the entries that may answer the text, the likeliest first."""
    published, question = estates.in_force(estate), spelled(text)
    if published is None or not question:
        return []
    found = published.model.judge(question, encode(question)).candidates
    return [{"entry_id": entry_id, "confidence": round(value, 4)} for entry_id, value in found]


class Lookup(InputChannel):
    """Rasa's way to an address of our own."""

    @classmethod
    def name(cls) -> str:
        """Give the address's last part."""
        return "lookup"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002  Rasa hands it over; no conversation is meant
        """Give the routes."""
        routes = Blueprint("lookup")
        estates = shared_estates()

        @routes.post("/rank")
        async def rank(request: Request) -> HTTPResponse:
            asked = request.json
            wanted = asked if isinstance(asked, dict) else {}
            estate, text = wanted.get("estate"), wanted.get("text")
            if not isinstance(estate, str) or not isinstance(text, str):
                return response.json({"candidates": []}, status=_BAD_REQUEST)
            return response.json({"candidates": ranked(estates, estate, text[:LONGEST])})

        @routes.post("/vectors")
        async def vectors(request: Request) -> HTTPResponse:
            texts = _texts(request.json)
            if texts is None:
                return response.json({"vectors": []}, status=_BAD_REQUEST)
            found = []
            for text in texts:
                found.append(encode(spelled(text[:LONGEST])).tolist())
                await asyncio.sleep(0)  # a resident's message goes between two of these
            return response.json({"vectors": found})

        return routes


def _texts(asked: Any) -> list[str] | None:
    """Give the texts of a request, None where they are none or too many."""
    texts = asked.get("texts") if isinstance(asked, dict) else None
    if not isinstance(texts, list) or len(texts) > MOST_TEXTS:
        return None
    return texts if all(isinstance(text, str) for text in texts) else None
