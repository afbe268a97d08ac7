"""What the platforms handed in long ago is dropped: its key has told repeats for long enough."""

from datetime import datetime, timedelta

from handoff.desk.ports import Desk

KEPT_FOR = timedelta(days=7)  # the platforms repeat within seconds; nothing older than minutes is believed


async def forget_old_callbacks(desk: Desk, as_of: datetime) -> None:
    """Drop rows of the inbox that were worked off a week ago, and house codes that are over: a sweep."""
    async with desk.store.read() as work:
        if not await work.inbox.has_old(as_of - KEPT_FOR):
            return
    async with desk.store.write() as work:
        await work.inbox.forget(as_of - KEPT_FOR)
        await work.house_codes.forget(as_of - KEPT_FOR)
