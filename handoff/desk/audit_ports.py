"""What the desk keeps of who did what; `storage` provides it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from handoff.domain.audit import Action, Deed, Entry
from handoff.domain.records import AuditFilter


class Audit(Protocol):
    """The audit log: records are only ever added."""

    async def add(self, deed: Deed) -> None:
        """Add a record behind the last one, in the caller's transaction."""

    async def count(
        self, actor_id: str, action: Action, since: datetime, *, subject: str | None = None
    ) -> int:
        """Count how often somebody did something since a moment, with whatever or with this subject."""

    async def moments(self, actor_id: str, action: Action, since: datetime) -> Sequence[datetime]:
        """Return when somebody did something since a moment."""

    async def search(self, wanted: AuditFilter, *, limit: int) -> Sequence[Entry]:
        """Return records, the newest first."""

    async def verify(self) -> tuple[int, int | None]:
        """Walk the chain; return how many records there are and the first that does not fit, if one."""
