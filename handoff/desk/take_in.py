"""A platform calls back: stored first, once; the platform hears success, `admit` does the rest."""

import functools

from handoff.desk.ports import Desk
from handoff.domain.correspondent import Bell, Incoming, Unreadable
from handoff.domain.events import CallbackStored


async def take_in(desk: Desk, callback: Incoming | Bell | Unreadable) -> bool:
    """Store a callback; False where it is stored already. Raises Busy, and then nothing is stored.

    A doorbell says nothing that could be lost: the account is pulled (`pull`), now or a little later.
    """
    if isinstance(callback, Bell):
        desk.doorbells.ring(callback)
        return True
    # The unique index decides; what is remembered keeps the platform's repeats out of the writers' queue.
    if desk.letterbox.has_stored(callback):
        return False
    return await desk.letterbox.put(callback, functools.partial(_keep, desk))


async def _keep(desk: Desk, callbacks: list[Incoming | Unreadable]) -> list[bool]:
    """Store callbacks in one transaction; say of each whether it was new."""
    async with desk.store.apart("taking in").write() as work:  # the platforms wait five seconds
        answers = await work.inbox.add(callbacks, desk.now())
        if any(answers):
            work.announce(CallbackStored())
        return answers
