"""Works off a queue: one job in flight for each of those it serves, several at once."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from handoff.desk.ports import Store, Work
from handoff.endings import end
from handoff.errors import Busy

log = logging.getLogger(__name__)
SWEEP_SECONDS = 10.0  # how long a job whose worker died may lie unseen
AT_ONCE = 16


class Job(Protocol):
    """Something promised in a transaction."""

    @property
    def id(self) -> int | str:
        """What it is found by in the log."""


Promised = TypeVar("Promised", bound=Job)


class Queue(Protocol[Promised]):
    """Where jobs wait, in the database."""

    async def lease(self, now: datetime, until: datetime, limit: int, *, worker: str) -> list[Promised]:
        """Take due jobs, one for each of those served, oldest first."""

    async def release(self, worker: str) -> None:
        """Make what this worker had leased due again: after its start nobody works on it."""

    async def give_back(self, jobs: Sequence[Promised], worker: str) -> None:
        """Make jobs of this worker due again that could not even be tried; the try does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Generic[Promised]):
    """What a dispatcher does: where its jobs wait, how one is worked off, how long which worker may take.

    `ahead` jobs are taken beyond those that are worked off at once, so that not each of them needs a
    transaction of its own to be taken.
    """

    queue: Callable[[Work], Queue[Promised]]
    work_off: Callable[[Promised], Awaitable[None]]
    lease: timedelta
    worker: str
    sweep_seconds: float = SWEEP_SECONDS
    at_once: int = AT_ONCE
    ahead: int = 0


class Dispatcher(Generic[Promised]):
    """A loop over a queue; `woken` is set after a transaction that may have left work there."""

    def __init__(
        self, store: Store, duty: Duty[Promised], *, woken: asyncio.Event, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._duty = duty
        self._now = now
        self._woken = woken
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready: deque[tuple[Promised, datetime]] = deque()  # with when each must have been begun
        self._untried: list[Promised] = []

    async def run(self) -> None:
        """Work until cancelled; what the former process of this name left behind comes first."""
        try:
            async with self._store.write() as work:
                await self._duty.queue(work).release(self._duty.worker)
            while True:
                await self._try_due_jobs()
                await self._rest()
        finally:
            await end(*self._tasks)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._duty.sweep_seconds):
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
        self._begin()
        if self._ready or not self._free:
            return
        async with self._store.write() as work:
            # Looked at now: while this waited for its turn, more may have been finished.
            now, untried, wanted = self._now(), self._untried[:], self._free + self._duty.ahead
            queue, until = self._duty.queue(work), now + self._duty.lease
            if untried:
                await queue.give_back(untried, self._duty.worker)
            jobs = await queue.lease(now, until, wanted, worker=self._duty.worker)
        del self._untried[: len(untried)]
        self._ready.extend((job, now + self._duty.lease / 2) for job in jobs)
        self._begin()

    @property
    def _free(self) -> int:
        return self._duty.at_once - len(self._tasks)

    def _begin(self) -> None:
        while self._ready and self._free:
            job, in_time = self._ready.popleft()
            if self._now() > in_time:  # its lease might end, and another worker begin it too
                self._untried.append(job)
                continue
            task = asyncio.create_task(self._do(job))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    async def _do(self, job: Promised) -> None:
        try:
            await self._duty.work_off(job)
        except Busy:
            # The database was not to be had. That is not the job's fault: counted as a failure, a bad hour
            # of the database would give up what is well.
            self._untried.append(job)
        except Exception:
            # The lease runs out and the job is tried again, until its verb gives it up to a person.
            log.exception("job_failed", extra={"why": f"{type(job).__name__} {job.id}"})

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._woken.set()
