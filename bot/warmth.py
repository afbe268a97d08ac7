"""What the first question would have to wait for is read before anybody asks: the bot asks itself.

A process's first question costs ten times what every other does (the estate's version, Rasa's rules), nearly
as long as the desk waits for an answer at all: whoever wrote first was told that the bot is ill.
"""

import logging
from asyncio import sleep
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.estates import shared_estates

_QUESTION = "物业费怎么交"
_log = logging.getLogger(__name__)


async def warm(app: "Sanic[Any, Any]", _: object) -> None:
    """Ask about each estate that has published, one by one; who asks meanwhile is answered in between."""
    for estate in shared_estates().published():
        question = UserMessage(_QUESTION, sender_id=f"warm-{estate}", metadata={"estate": estate})
        try:
            await app.ctx.agent.handle_message(question)
        except Exception:  # noqa: BLE001 - whatever it is, the bot serves the others
            _log.exception("The first question about estate %s failed.", estate)
        await sleep(0)
