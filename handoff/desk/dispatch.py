"""Works off the outbox: one job in flight a conversation, several conversations at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from handoff.desk.ports import Store
from handoff.domain.records import Job
from handoff.errors import Busy

log = logging.getLogger(__name__)
SWEEP_SECONDS = 10  # how long a job whose worker died may lie unseen
AT_ONCE = 16


class Dispatcher:
    """A loop over the outbox; `woken` is set after a transaction that may have left work there."""

    def __init__(
        self,
        store: Store,
        work_off: Callable[[Job], Awaitable[None]],
        *,
        woken: asyncio.Event,
        now: Callable[[], datetime],
        lease: timedelta,
    ) -> None:
        self._store = store
        self._work_off = work_off
        self._now = now
        self._lease = lease
        self._woken = woken
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work until cancelled; what a former process left behind comes first."""
        try:
            async with self._store.write() as work:
                await work.outbox.release()
            while True:
                await self._try_due_jobs()
                await self._rest()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(SWEEP_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _try_due_jobs(self) -> None:
        try:
            await self._take_due_jobs()
        except Busy:
            return  # it is in the log already; the next sweep tries again
        except Exception:
            log.exception("dispatch_failed")  # whatever it was, later questions must not wait for it

    async def _take_due_jobs(self) -> None:
        self._woken.clear()
        free = AT_ONCE - len(self._tasks)
        if not free:
            return
        now = self._now()
        async with self._store.write() as work:
            jobs = await work.outbox.lease(now, now + self._lease, free)
        for job in jobs:
            task = asyncio.create_task(self._do(job))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    async def _do(self, job: Job) -> None:
        try:
            await self._work_off(job)
        except Exception:
            # The lease runs out and the job is tried again, until `answer` gives it to a person.
            log.exception("job_failed", extra={"conversation": job.conversation_id, "seq": job.seq})

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._woken.set()
