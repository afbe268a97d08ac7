"""The audit log: rows are only ever added, each linked to the one before with the installation's key.

Whoever has the database alone can neither change a row unseen nor make a new chain: the links are keyed.
"""

from collections.abc import AsyncIterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.audit import BEGINNING, Action, Deed, Entry, statement
from handoff.domain.records import AuditFilter
from handoff.storage.audit_tables import audit
from handoff.storage.sealing import Seal

_PLACE = "audit"
_ADDING = 7_110_117  # the advisory lock under which PostgreSQL adds one record after the other
_PAGE = 500


class Audit:
    """The audit log on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, deed: Deed) -> None:
        """Add a record behind the last one, in the caller's transaction."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADDING)))
        query = sa.select(audit.c.seq, audit.c.link).order_by(audit.c.seq.desc()).limit(1)
        last = (await self._connection.execute(query)).first()
        seq, previous = (last.seq + 1, last.link) if last else (1, BEGINNING)
        await self._connection.execute(
            audit.insert().values(
                seq=seq, action=deed.action, actor_id=deed.actor_id, actor_name=deed.actor_name, at=deed.at,
                estate_id=deed.estate, subject=deed.subject, why=deed.why, previous=previous,
                link=self._link(seq, deed, previous),
            )
        )  # fmt: skip

    async def count(
        self, actor_id: str, action: Action, since: datetime, *, subject: str | None = None
    ) -> int:
        """Count how often somebody did something since a moment, with whatever or with this subject."""
        query = (
            sa.select(sa.func.count())
            .select_from(audit)
            .where(audit.c.actor_id == actor_id, audit.c.action == action, audit.c.at > since)
        )
        if subject is not None:
            query = query.where(audit.c.subject == subject)
        return (await self._connection.execute(query)).scalar_one()

    async def moments(self, actor_id: str, action: Action, since: datetime) -> list[datetime]:
        """Return when somebody did something since a moment."""
        query = sa.select(audit.c.at).where(
            audit.c.actor_id == actor_id, audit.c.action == action, audit.c.at > since
        )
        return list((await self._connection.execute(query)).scalars())

    async def search(self, wanted: AuditFilter, *, limit: int) -> list[Entry]:
        """Return records, the newest first."""
        conditions = [
            sa.or_(audit.c.estate_id.in_(sorted(wanted.estates)), audit.c.actor_id == wanted.reader_id)
        ]
        if wanted.actor_id:
            conditions.append(audit.c.actor_id == wanted.actor_id)
        if wanted.before:
            conditions.append(audit.c.seq < wanted.before)
        query = sa.select(audit).where(*conditions).order_by(audit.c.seq.desc()).limit(limit)
        return [_entry(row) for row in await self._connection.execute(query)]

    async def verify(self) -> tuple[int, int | None]:
        """Walk the chain; return how many records there are and the first that does not fit, if one."""
        seen, previous = 0, BEGINNING
        async for entry in self._all():
            seen += 1
            fits = entry.seq == seen and entry.previous == previous
            if not fits or entry.link != self._link(entry.seq, entry.deed, previous):
                return seen, seen
            previous = entry.link
        return seen, None

    async def _all(self) -> AsyncIterator[Entry]:
        last = 0
        while True:
            query = sa.select(audit).where(audit.c.seq > last).order_by(audit.c.seq).limit(_PAGE)
            page = [_entry(row) for row in await self._connection.execute(query)]
            for entry in page:
                yield entry
            if len(page) < _PAGE:
                return
            last = page[-1].seq

    def _link(self, seq: int, deed: Deed, previous: str) -> str:
        return self._seal.index(statement(seq, deed, previous), _PLACE)


def _entry(row: sa.Row[tuple[object, ...]]) -> Entry:
    deed = Deed(
        action=row.action,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        at=row.at,
        estate=row.estate_id,
        subject=row.subject,
        why=row.why,
    )
    return Entry(seq=row.seq, deed=deed, previous=row.previous, link=row.link)
