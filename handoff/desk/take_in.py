"""A platform calls back: stored first, once; the platform hears success, `admit` does the rest."""

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
    async with desk.store.write() as work:
        if isinstance(callback, Unreadable):
            return await work.inbox.quarantine(callback.account, callback.key, desk.now(), why=callback.why)
        is_new = await work.inbox.add(callback, desk.now())
        if is_new:
            work.announce(CallbackStored())
        return is_new
