"""The ledger of promises."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.promise import Keeping, Promise
from handoff.domain.turn import Author
from handoff.storage.locking import lock_rows
from handoff.storage.ticket_tables import promises

OWED = sa.and_(promises.c.kept_at.is_(None), promises.c.released_at.is_(None))


class Promises:
    """Promises on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, promise: Promise) -> None:
        """Store a promise; it is watched from its reminder on."""
        await self._connection.execute(
            promises.insert().values(
                id=promise.id,
                estate_id=promise.estate,
                ticket_number=promise.ticket,
                conversation_id=promise.conversation_id,
                author_kind=promise.by.kind,
                author_id=promise.by.id,
                author_name=promise.by.name,
                text=promise.text,
                due_at=promise.due_at,
                at=promise.at,
                watch_at=promise.reminded_at,
            )
        )

    async def get(self, promise_id: str) -> Promise | None:
        """Find a promise."""
        await lock_rows(self._connection, promises, promises.c.id == promise_id)
        found = await self._select(sa.select(promises).where(promises.c.id == promise_id))
        return found[0] if found else None

    async def owed_in(self, conversation_id: str) -> list[Promise]:
        """Return what is still owed in a conversation."""
        return await self._select(
            sa.select(promises).where(OWED, promises.c.conversation_id == conversation_id)
        )

    async def of_conversation(self, conversation_id: str) -> list[Promise]:
        """Return everything that was promised in a conversation, oldest first."""
        query = sa.select(promises).where(promises.c.conversation_id == conversation_id)
        return await self._select(query.order_by(promises.c.at))

    async def owed_on(self, ticket: str) -> list[Promise]:
        """Return what is still owed on a ticket."""
        return await self._select(sa.select(promises).where(OWED, promises.c.ticket_number == ticket))

    async def watched(self, as_of: datetime, *, limit: int) -> list[Promise]:
        """Return what is owed and must be looked at by now, the longest due first."""
        due = sa.select(promises).where(OWED, promises.c.watch_at <= as_of)
        return await self._select(due.order_by(promises.c.watch_at, promises.c.id).limit(limit))

    async def watch(self, promise_id: str, at: datetime | None) -> None:
        """Keep when it must be looked at next."""
        await self._update(promise_id, watch_at=at)

    async def keep(self, promise_id: str, keeping: Keeping) -> bool:
        """Note that it was kept; False where it was settled before."""
        return await self._update(
            promise_id,
            kept_at=keeping.at,
            kept_by=keeping.by.id,
            kept_name=keeping.by.name,
            kept_kind=keeping.by.kind,
            kept_note=keeping.note,
            watch_at=None,
        )

    async def release(self, promise_id: str, at: datetime) -> bool:
        """Note that nothing is owed any more; False where it was settled before."""
        return await self._update(promise_id, released_at=at, watch_at=None)

    async def erase(self, conversation_id: str, text: str) -> None:
        """Put `text` in the place of what was promised and noted in a conversation."""
        mine = promises.c.conversation_id == conversation_id
        await self._connection.execute(promises.update().where(mine).values(text=text))
        noted = sa.and_(mine, promises.c.kept_note.is_not(None))
        await self._connection.execute(promises.update().where(noted).values(kept_note=text))

    async def _update(self, promise_id: str, **values: object) -> bool:
        changed = await self._connection.execute(
            promises.update().where(promises.c.id == promise_id, OWED).values(values)
        )
        return changed.rowcount == 1

    async def _select(self, query: sa.Select[Any]) -> list[Promise]:
        return [promise_of(row) for row in (await self._connection.execute(query)).mappings()]


def promise_of(row: sa.RowMapping) -> Promise:
    """Read a promise from a row."""
    keeping = None
    if row["kept_at"]:
        by = Author(row["kept_kind"], row["kept_name"], row["kept_by"] or "")
        keeping = Keeping(by, row["kept_at"], row["kept_note"] or "")
    return Promise(
        id=row["id"],
        estate=row["estate_id"],
        text=row["text"],
        due_at=row["due_at"],
        by=Author(row["author_kind"], row["author_name"], row["author_id"]),
        at=row["at"],
        conversation_id=row["conversation_id"],
        ticket=row["ticket_number"],
        keeping=keeping,
        released_at=row["released_at"],
    )
