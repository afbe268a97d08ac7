"""Whether callbacks can be taken: noted every two seconds, so that an outage of ours is known afterwards.

A platform that pushes gives a message up after its third try, ten seconds after the first; nobody can ask
for it again (developers.weixin.qq.com/doc/service, 接收普通消息). Agents must at least know of it.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from handoff.desk.ports import Desk, Work
from handoff.desk.ring_channel import ring_for_gap
from handoff.domain.correspondent import AccountName
from handoff.errors import Busy

EVERY = 2.0  # seconds
GIVEN_UP_AFTER = timedelta(seconds=10)


class DoorWatch:
    """Notes for each account that pushes that its callbacks can be stored, and rings where they could not.

    One worker that can is enough. Inside this process the time is measured by a clock that nobody sets: one
    that jumps is no outage. `elapsed` is that clock, in seconds.
    """

    def __init__(self, desk: Desk, *, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._elapsed = elapsed
        self._looked: float | None = None

    async def run(self) -> None:
        """Note it until cancelled; a database that takes no note takes no callback either."""
        while True:
            with contextlib.suppress(Busy):  # it is in the log already
                await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Note that callbacks can be stored now; ring where that is news. Raises Busy."""
        begun, accounts = self._elapsed(), pushing(self._desk)
        if not accounts:
            return
        async with self._desk.store.write() as work:
            now = self._desk.now()
            for account in accounts:
                await self._note(work, account, now, begun)
        self._looked = begun

    async def _note(self, work: Work, account: AccountName, now: datetime, begun: float) -> None:
        before = await work.channel_doors.note(account, now)
        if before is None:
            return  # a new account: nobody wrote to it yet
        shut_for = now - before
        if self._looked is not None:
            shut_for = min(shut_for, timedelta(seconds=begun - self._looked))
        if shut_for > GIVEN_UP_AFTER:
            await ring_for_gap(self._desk, work, account, since=now - shut_for, until=now)


def pushing(desk: Desk) -> list[AccountName]:
    """Return the accounts that hand their messages in themselves; the others are pulled and lose nothing."""
    return [account for account in desk.messengers if account not in desk.sources]
