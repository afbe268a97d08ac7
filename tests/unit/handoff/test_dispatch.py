"""Jobs that are taken ahead: begun in their order, so many at once, and never beyond their lease."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from handoff.desk.dispatch import Dispatcher, Duty
from handoff.desk.ports import Store
from handoff.endings import end

LEASE = timedelta(seconds=40)


@dataclass(frozen=True)
class Errand:
    """A job that only has a number."""

    id: int


@dataclass
class Errands:
    """A queue in memory, and the database around it; it counts how often somebody came for jobs."""

    left: list[Errand]
    taken: list[int] = field(default_factory=list)
    given_back: list[int] = field(default_factory=list)

    async def lease(self, now: datetime, until: datetime, limit: int, *, worker: str) -> list[Errand]:
        taken, self.left = self.left[:limit], self.left[limit:]
        self.taken.append(len(taken))
        return taken

    async def release(self, worker: str) -> None:
        pass

    async def give_back(self, jobs: Sequence[Errand], worker: str) -> None:
        self.given_back += [job.id for job in jobs]
        self.left = sorted([*self.left, *jobs], key=lambda job: job.id)

    @asynccontextmanager
    async def write(self) -> AsyncIterator["Errands"]:
        yield self


class Office:
    """Works errands off one at a time and remembers which; `lasts` says how much time each takes."""

    def __init__(self, count: int, *, ahead: int, lasts: timedelta = timedelta(0)) -> None:
        self.errands = Errands([Errand(number) for number in range(count)])
        self.now = datetime(2026, 11, 22, tzinfo=UTC)
        self.done: list[int] = []
        self.most_at_once = self._at_once = 0
        self._lasts, self._count, self._ahead = lasts, count, ahead
        self._all_done = asyncio.Event()

    async def work_off(self, errand: Errand) -> None:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(0)
        self.now += self._lasts
        self._at_once -= 1
        self.done.append(errand.id)
        if len(self.done) == self._count:
            self._all_done.set()

    async def open(self) -> None:
        """Work until everything is done."""
        duty: Duty[Errand] = Duty(
            queue=lambda work: cast("Any", work),
            work_off=self.work_off,
            lease=LEASE,
            worker="one",
            at_once=1,
            ahead=self._ahead,
        )
        store = cast("Store", self.errands)
        loop = asyncio.create_task(Dispatcher(store, duty, woken=asyncio.Event(), now=lambda: self.now).run())
        try:
            async with asyncio.timeout(30):
                await self._all_done.wait()
        finally:
            await end(loop)


async def test_eight_errands_cost_one_walk_to_the_database_and_go_one_after_the_other() -> None:
    office = Office(16, ahead=7)
    await office.open()
    assert office.done == list(range(16))
    assert office.most_at_once == 1
    assert [taken for taken in office.errands.taken if taken] == [8, 8]


async def test_what_would_be_begun_late_in_its_lease_is_given_back_instead() -> None:
    office = Office(6, ahead=7, lasts=LEASE / 4)
    await office.open()
    assert sorted(office.done) == list(range(6)), "each once"
    assert office.errands.given_back, "somebody else may have them sooner"
