"""How far each account was pulled, and who pulls it now."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.correspondent import AccountName, Cursor
from handoff.storage.channel_tables import channel_cursors

_CURSOR = (channel_cursors.c.place, channel_cursors.c.began_at, channel_cursors.c.pulled_at)


class ChannelCursors:
    """Cursors on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(
        self, account: AccountName, now: datetime, until: datetime, *, worker: str
    ) -> Cursor | None:
        """Take the account to pull it; None while another worker does. The first claim begins its history."""
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        taken = await self._connection.execute(
            insert(channel_cursors)
            .values(
                channel=account.channel,
                account=account.name,
                place="",
                began_at=now,
                leased_until=until,
                leased_by=worker,
            )
            .on_conflict_do_update(
                index_elements=["channel", "account"],
                set_={"leased_until": until, "leased_by": worker},
                where=sa.or_(
                    channel_cursors.c.leased_until.is_(None),
                    channel_cursors.c.leased_until < now,
                    channel_cursors.c.leased_by == worker,  # it pulls one at a time, so this is from before
                ),
            )
            .returning(*_CURSOR)
        )
        return _cursor(taken.mappings().first())

    async def get(self, account: AccountName) -> Cursor | None:
        """Return how far an account was pulled; None where it never was."""
        found = await self._connection.execute(sa.select(*_CURSOR).where(_is(account)))
        return _cursor(found.mappings().first())

    async def move(self, account: AccountName, place: str, until: datetime) -> None:
        """Put the cursor behind what this transaction stores, and keep the account."""
        await self._set(account, place=place, leased_until=until)

    async def pulled(self, account: AccountName, at: datetime) -> None:
        """Note that the account's log was read to its end."""
        await self._set(account, pulled_at=at)

    async def give_back(self, account: AccountName) -> None:
        """Let anybody pull the account."""
        await self._set(account, leased_until=None)

    async def _set(self, account: AccountName, **values: object) -> None:
        await self._connection.execute(channel_cursors.update().where(_is(account)).values(**values))


def _is(account: AccountName) -> sa.ColumnElement[bool]:
    return sa.and_(channel_cursors.c.channel == account.channel, channel_cursors.c.account == account.name)


def _cursor(row: Any) -> Cursor | None:
    return Cursor(row["place"], row["began_at"], row["pulled_at"]) if row else None
