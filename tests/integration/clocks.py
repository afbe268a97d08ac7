"""A clock that a test owns, and a desk that lives by it."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from handoff.desk.sweep import sweep_due
from handoff.domain.alert import Alert
from handoff.domain.records import AlertFilter
from tests.integration.people import AgentPerson
from tests.integration.places import Place, desk_in

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in China, a working day
ESTATES = frozenset({"yunshan", "baihua"})


class Clock:
    """Tells whatever time it was set to."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **passed: float) -> datetime:
        """Let time pass and return what it is then."""
        self.at += timedelta(**passed)
        return self.at


@asynccontextmanager
async def timed_desk(folder: Path, clock: Clock, **changed: object) -> AsyncIterator[Place]:
    """Run a desk by this clock; nothing is swept but by `sweep`."""
    async with desk_in(folder, now=clock, sweeping=False, **changed) as place:
        yield place


async def sweep(place: Place, clock: Clock, **passed: float) -> None:
    """Let time pass and sweep once."""
    await sweep_due(place.world.desk, clock.on(**passed))


async def alerts(place: Place, **wanted: object) -> list[Alert]:
    """Return the alerts there are, the newest first."""
    async with place.world.desk.store.read() as work:
        return list(await work.alerts.search(AlertFilter(estates=ESTATES, **wanted), limit=5_000))  # type: ignore[arg-type]


def at_the_desk(place: Place, agent: AgentPerson) -> AbstractContextManager[object]:
    """Keep an agent's line open meanwhile, so that they are there however much time passes."""
    return place.world.hub.listen((), agent_id=agent.id)
