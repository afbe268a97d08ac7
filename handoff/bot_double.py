"""A bot in memory that keeps the promises of the line to Rasa; for tests, and to try the desk alone."""

import asyncio
from collections.abc import Callable, Sequence

from handoff.bot_answer import parse_reply
from handoff.domain.bot_reply import BotReply, Question
from handoff.errors import BotFailed


class ScriptedBot:
    """Answers each question with what `script` returns for its text: a reply's JSON, or None for silence."""

    def __init__(self, script: Callable[[str], bytes | None], *, timeout: float = 3.0) -> None:
        self._script = script
        self._timeout = timeout
        self.asked: list[Question] = []

    async def ask(self, question: Question) -> BotReply:
        """Return the scripted reply; raises BotFailed for an invalid one, and for silence in the end."""
        self.asked.append(question)
        body = self._script(question.text)
        if body is None:
            await asyncio.sleep(self._timeout)
            raise BotFailed("silence")
        return parse_reply(body)

    async def rank(self, estate: str, text: str) -> list[tuple[str, float]]:  # noqa: ARG002 - it knows no entries
        """Return what a bot returns that cannot say."""
        return []

    async def vectors(self, texts: Sequence[str]) -> list[Sequence[float]]:  # noqa: ARG002 - it has no ear
        """Return what a bot returns that cannot say."""
        return []

    async def is_well(self) -> bool:
        """Whether the bot answers at all: it does."""
        return True
