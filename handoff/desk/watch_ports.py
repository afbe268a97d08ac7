"""What the desk keeps about what must not be overlooked; `storage` provides it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from handoff.domain.alert import Acknowledgement, Alert, Rung
from handoff.domain.records import AlertFilter, Delivery


class Alerts(Protocol):
    """Alerts: one an occasion, and the rungs they climbed."""

    async def add(self, alert: Alert) -> bool:
        """Store an alert; False where its key was used, whoever used it."""

    async def climb(self, alert: Alert, rung: Rung, at: datetime) -> bool:
        """Note that an alert came to a rung; False where it did before."""

    async def schedule(self, alert: Alert) -> None:
        """Keep when the alert, as it stands now, comes to its next rung."""

    async def get(self, alert_id: str) -> Alert | None:
        """Find an alert."""

    async def search(self, wanted: AlertFilter, *, limit: int) -> Sequence[Alert]:
        """Return alerts: the newest first, open ones the most severe first."""

    async def climbing(self, as_of: datetime, *, limit: int) -> Sequence[Alert]:
        """Return open alerts that must come to a rung by now, the longest due first."""

    async def acknowledge(self, alert: Alert, acknowledgement: Acknowledgement) -> bool:
        """Note who saw to it; False where a colleague did or its cause is gone."""

    async def end(self, alert: Alert, at: datetime) -> None:
        """Note that the cause is gone."""

    async def to_deliver(self, as_of: datetime, *, limit: int) -> Sequence[Delivery]:
        """Return rungs that are to be sent outside now, the oldest first."""

    async def lease(self, delivery: Delivery, until: datetime) -> bool:
        """Take a delivery for oneself until a moment; False where another worker took it."""

    async def delivered(self, delivery: Delivery, at: datetime) -> None:
        """Note that it arrived."""

    async def failed(self, delivery: Delivery, failure: str, *, try_at: datetime | None) -> None:
        """Note that it did not arrive and why, and when it is tried again, if ever."""
