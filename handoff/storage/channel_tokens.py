"""The platforms' access tokens, shared by every worker, and whose turn it is to ask for a new one."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.correspondent import AccountName
from handoff.domain.platform_token import PlatformToken
from handoff.storage.channel_tables import channel_tokens
from handoff.storage.sealing import Seal


class ChannelTokens:
    """Tokens on one connection, sealed."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def get(self, account: AccountName) -> PlatformToken | None:
        """Return the token that was stored last."""
        rows = await self._connection.execute(sa.select(channel_tokens).where(*_is(account)))
        row = rows.mappings().first()
        if row is None or row["token_sealed"] is None:
            return None
        token = self._seal.open(row["token_sealed"], _place(account)) or ""
        return PlatformToken(token, row["expires_at"], row["asked_at"])

    async def claim(self, account: AccountName, now: datetime, *, last_before: datetime) -> bool:
        """Take the turn to ask the platform; False where somebody asked since `last_before`."""
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        claimed = await self._connection.execute(
            insert(channel_tokens)
            .values(channel=account.channel, account=account.name, asked_at=now)
            .on_conflict_do_update(
                index_elements=["channel", "account"],
                set_={"asked_at": now},
                where=channel_tokens.c.asked_at <= last_before,
            )
        )
        return claimed.rowcount == 1

    async def put(self, account: AccountName, token: str, expires_at: datetime) -> None:
        """Store what the platform gave."""
        await self._connection.execute(
            channel_tokens.update()
            .where(*_is(account))
            .values(token_sealed=self._seal.close(token, _place(account)), expires_at=expires_at)
        )


def _is(account: AccountName) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return channel_tokens.c.channel == account.channel, channel_tokens.c.account == account.name


def _place(account: AccountName) -> str:
    return f"token/{account.channel}/{account.name}"
