"""Residents in a messenger see that a person writes to them, where the messenger can show it."""

import asyncio
import logging
import time

from handoff.desk.ports import Desk
from handoff.domain.events import Event, Typing
from handoff.domain.rate import SlidingWindow
from handoff.errors import NotDelivered

log = logging.getLogger(__name__)
SHOWN_FOR = 15.0  # seconds; asking again meanwhile is refused (45081)
MOST_WAITING = 64
PATIENCE = 3.0


class Typist:
    """Passes on that agents type, at most once in 15 seconds a conversation; nothing depends on it."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._shown = SlidingWindow(1, SHOWN_FOR)

    def offer(self, event: Event) -> None:
        """Take note of an event; never waits."""
        if not (isinstance(event, Typing) and event.by == "agent") or self._waiting.full():
            return
        if self._shown.admit(event.conversation_id, time.monotonic()) is None:
            self._waiting.put_nowait(event.conversation_id)

    async def run(self, desk: Desk) -> None:
        """Pass on until cancelled."""
        while True:
            conversation_id = await self._waiting.get()
            try:
                async with asyncio.timeout(PATIENCE):
                    await _show(desk, conversation_id)
            except (TimeoutError, NotDelivered):
                continue  # the resident has not written just now, or the platform does not answer
            except Exception:
                log.exception("typing_failed")


async def _show(desk: Desk, conversation_id: str) -> None:
    async with desk.store.read() as work:
        correspondent = await work.correspondents.of(conversation_id)
    messenger = desk.messengers.get(correspondent.account) if correspondent else None
    if correspondent and messenger:
        await messenger.typing(correspondent.person)
