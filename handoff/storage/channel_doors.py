"""When each account's callbacks could last be stored."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.correspondent import AccountName
from handoff.storage.channel_tables import channel_doors


class ChannelDoors:
    """The accounts' doors on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, account: AccountName, now: datetime) -> datetime | None:
        """Note that callbacks can be stored now; return when they last could, None where nobody knows."""
        found = await self._connection.execute(
            sa.select(channel_doors.c.open_at).where(
                channel_doors.c.channel == account.channel, channel_doors.c.account == account.name
            )
        )
        before: datetime | None = found.scalar()
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        await self._connection.execute(
            insert(channel_doors)
            .values(channel=account.channel, account=account.name, open_at=now)
            .on_conflict_do_update(index_elements=["channel", "account"], set_={"open_at": now})
        )
        return before
