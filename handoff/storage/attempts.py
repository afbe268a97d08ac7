"""Attempts to sign in: counted where every worker counts, by names and addresses that cannot be read back."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.storage.people_tables import sign_in_attempts
from handoff.storage.sealing import Seal

_PLACE = "sign_in_attempts"


class Attempts:
    """Attempts on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def latest(self, by: str, since: datetime, count: int) -> datetime | None:
        """Return when the `count`-th latest attempt since a moment was, None where there were fewer."""
        query = (
            sa.select(sign_in_attempts.c.at)
            .where(sign_in_attempts.c.by_index == self._seal.index(by, _PLACE), sign_in_attempts.c.at > since)
            .order_by(sign_in_attempts.c.at.desc())
            .offset(count - 1)
            .limit(1)
        )
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def lock(self, by: str) -> None:
        """Let nobody else count these until the commit; SQLite's one writer needs no more."""
        if self._connection.dialect.name == "postgresql":
            number = int(self._seal.index(by, _PLACE)[:15], 16)
            await self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))

    async def add(self, by: str, at: datetime) -> None:
        """Count an attempt."""
        row = {"by_index": self._seal.index(by, _PLACE), "at": at}
        await self._connection.execute(sign_in_attempts.insert().values(row))

    async def forget(self, by: str) -> None:
        """Start anew, as after a right password."""
        mine = sign_in_attempts.c.by_index == self._seal.index(by, _PLACE)
        await self._connection.execute(sign_in_attempts.delete().where(mine))

    async def forget_before(self, moment: datetime) -> None:
        """Forget what counts no more."""
        await self._connection.execute(sign_in_attempts.delete().where(sign_in_attempts.c.at <= moment))
