"""Estates and their profiles."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.estate import Estate
from handoff.storage.tables import estates


class Estates:
    """Estates on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, estate: Estate) -> None:
        """Store or replace an estate."""
        values = {"name": estate.name, "profile": estate.to_profile()}
        changed = await self._connection.execute(
            estates.update().where(estates.c.id == estate.id).values(values)
        )
        if not changed.rowcount:
            await self._connection.execute(estates.insert().values(id=estate.id, **values))

    async def get(self, estate_id: str) -> Estate | None:
        """Find an estate."""
        found = await self._select(estates.c.id == estate_id)
        return found[0] if found else None

    async def every(self) -> list[Estate]:
        """Return all estates, by id."""
        return await self._select(sa.true())

    async def _select(self, condition: sa.ColumnElement[bool]) -> list[Estate]:
        rows = await self._connection.execute(sa.select(estates).where(condition).order_by(estates.c.id))
        return [Estate.from_profile(row.id, row.name, row.profile) for row in rows]
