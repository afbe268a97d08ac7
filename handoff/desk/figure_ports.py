"""What the desk counts, and the ratings that it must answer; `storage` provides it."""

from datetime import date, datetime
from typing import Protocol

from handoff.domain.figures import Fact, Metric, Run
from handoff.domain.rating import RatedService, RatingAnswer


class FiguresView(Protocol):
    """Facts for the figures, and the runs of days that alarmed."""

    async def facts(
        self, estates: frozenset[str], since: datetime, until: datetime, *, as_of: datetime
    ) -> list[Fact]:
        """Return the facts of a time, its end not included; answers that are overdue by `as_of` count."""

    async def runs(self, estate: str, metric: Metric, since: date) -> list[Run]:
        """Return the runs that alarmed and were not over before a day."""

    async def add_run(self, estate: str, metric: Metric, run: Run, at: datetime) -> bool:
        """Store that a run alarmed; False where another worker has."""

    async def lengthen_run(self, estate: str, metric: Metric, known: Run, last: date) -> None:
        """Note that a run that alarmed goes on."""

    async def alarms(self, estates: frozenset[str]) -> list[tuple[str, Metric, Run, datetime]]:
        """Return the runs that alarmed, the newest first."""

    async def checked(self) -> dict[str, datetime]:
        """Return when each estate's figures were looked at last."""

    async def check(self, estate: str, at: datetime) -> None:
        """Note that an estate's figures were looked at."""


class Ratings(Protocol):
    """Ratings with whose service they are of, and the answers to bad ones."""

    async def get(self, closure_id: str) -> RatedService | None:
        """Find a closure's rating."""

    async def latest(self, estates: frozenset[str], *, limit: int) -> list[RatedService]:
        """Return ratings, the newest first."""

    async def due(self, estates: frozenset[str] | None = None) -> list[RatedService]:
        """Return the bad ratings without an answer, the oldest first; of every estate where none is named."""

    async def answer(self, closure_id: str, answer: RatingAnswer) -> None:
        """Store an answer; raises RepeatedKey where there is one."""

    async def erase(self, conversation_id: str, text: str) -> None:
        """Put `text` in the place of what was answered in a conversation."""
