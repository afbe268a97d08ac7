"""An account that only rings is pulled: what it logged is stored in the transaction that moves the cursor."""

import logging
from dataclasses import replace
from datetime import timedelta

from handoff.desk.ports import Desk
from handoff.desk.ring_channel import pull_is_well, ring_for_pull
from handoff.domain.correspondent import AccountName, Cursor, Page
from handoff.domain.events import CallbackStored
from handoff.errors import Busy, NotDelivered

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=40)  # longer than one page may take
MOST_PAGES = 1000  # at once; the log is a day old by then, and somebody else may want to try
EVERY = 45.0  # seconds without a ring until the account is looked at; rings get lost
AFTER_TROUBLE = 15.0
WHILE_TAKEN = 1.0  # seconds; another worker pulls, but what rang for us may lie behind its last page


async def pull(desk: Desk, account: AccountName, token: str = "", *, worker: str = "desk") -> int | None:
    """Pull everything that is there; return how many messages were new, None while another worker pulls.

    Raises NotDelivered where the platform does not answer. What is older than the first pull ever was said
    to somebody else, and is passed over.
    """
    async with desk.store.write() as work:
        now = desk.now()
        cursor = await work.channel_cursors.claim(account, now, now + LEASE, worker=worker)
    if cursor is None:
        return None
    count = 0
    try:
        for _ in range(MOST_PAGES):
            page = await desk.sources[account].pull(cursor.place, token)
            count += await _store(desk, account, cursor, page)
            cursor = replace(cursor, place=page.place)
            if not page.has_more:
                await _read_to_the_end(desk, account)
                break
    finally:
        async with desk.store.write() as work:
            await work.channel_cursors.give_back(account)
    return count


async def _read_to_the_end(desk: Desk, account: AccountName) -> None:
    async with desk.store.write() as work:
        await work.channel_cursors.pulled(account, desk.now())
        await pull_is_well(desk, work, account)


async def _store(desk: Desk, account: AccountName, cursor: Cursor, page: Page) -> int:
    began = int(cursor.began_at.timestamp())
    async with desk.store.write() as work:
        now = desk.now()
        ours = [incoming for incoming in page.messages if (incoming.said_at or 0) >= began]
        count = sum(await work.inbox.add(ours, now))
        await work.channel_cursors.move(account, page.place, now + LEASE)
        if count:
            work.announce(CallbackStored())
    return count


async def keep_pulling(desk: Desk, account: AccountName, *, worker: str) -> None:
    """Pull at every ring, and now and then without one, until cancelled."""
    token = ""
    while True:
        token = await desk.doorbells.wait(account, await look(desk, account, token, worker=worker))


async def look(desk: Desk, account: AccountName, token: str = "", *, worker: str) -> float:
    """Pull, or let people know; return how many seconds to wait for a ring before the next time."""
    try:
        return EVERY if await pull(desk, account, token, worker=worker) is not None else WHILE_TAKEN
    except Exception as trouble:
        is_known = isinstance(trouble, NotDelivered | Busy)
        log.warning("pull_failed", extra={"why": type(trouble).__name__}, exc_info=not is_known)
        await _tell(desk, account, trouble)
        return (trouble.wait if isinstance(trouble, NotDelivered) else None) or AFTER_TROUBLE


async def _tell(desk: Desk, account: AccountName, trouble: Exception) -> None:
    """Let people know in time; where the database is why nothing comes in, they know by now."""
    try:
        await ring_for_pull(desk, account, trouble)
    except Busy:
        return
