"""Several bots as one: each conversation has its own, chosen by rendezvous hashing.

A bot keeps the last turns of its conversations in mind, so a conversation goes to the same one each time;
when a bot is added or taken away, only the conversations that were its own move. While a bot is left alone
because it failed, the next in the conversation's own order answers, without that memory.
"""

import asyncio
import hashlib
from collections.abc import Sequence

from handoff.bot import RasaBot
from handoff.domain.bot_reply import BotReply, Question


class Bots:
    """The line to several bots; `bots` has at least one."""

    def __init__(self, bots: Sequence[RasaBot]) -> None:
        self._bots = bots

    async def ask(self, question: Question) -> BotReply:
        """Return a valid reply from this conversation's bot; raises BotFailed."""
        order = self.order(question.conversation_id)
        chosen = next((bot for bot in order if not bot.rests), order[0])
        return await chosen.ask(question)

    async def rank(self, estate: str, text: str) -> list[tuple[str, float]]:
        """Return the entries that may answer a text, by the first bot that is up; none where none can say."""
        chosen = next((bot for bot in self._bots if not bot.rests), self._bots[0])
        return await chosen.rank(estate, text)

    async def vectors(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """Return what each text means, by the first bot that is up; none where none can say."""
        chosen = next((bot for bot in self._bots if not bot.rests), self._bots[0])
        return await chosen.vectors(texts)

    async def is_well(self) -> bool:
        """Whether any bot answers."""
        return any(await asyncio.gather(*(bot.is_well() for bot in self._bots)))

    async def close(self) -> None:
        """Close the connections."""
        await asyncio.gather(*(bot.close() for bot in self._bots))

    def order(self, conversation_id: str) -> list[RasaBot]:
        """Return the bots as this conversation prefers them: highest random weight first."""
        return sorted(self._bots, key=lambda bot: _weight(bot.url, conversation_id))


def _weight(url: str, conversation_id: str) -> bytes:
    return hashlib.blake2b(f"{url} {conversation_id}".encode(), digest_size=8).digest()
