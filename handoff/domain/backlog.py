"""How much waits to be done, for whoever watches over the processes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """So many of one kind wait, the longest since `oldest`; None where none waits."""

    of: str
    count: int
    oldest: datetime | None

    def seconds(self, now: datetime) -> float:
        """Return how long the longest has waited."""
        return max(0.0, (now - self.oldest).total_seconds()) if self.oldest else 0.0
