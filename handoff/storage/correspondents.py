"""Who writes to us in a messenger: the platform's id of them sealed, found again by a blind index."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.correspondent import AccountName, Correspondent, OneTimeCode
from handoff.domain.quota import Allowance, Quota
from handoff.storage.channel_tables import correspondents
from handoff.storage.inbox import person_place
from handoff.storage.locking import locked
from handoff.storage.sealing import Seal


class Correspondents:
    """Correspondents on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, new: Correspondent, at: datetime) -> None:
        """Store a correspondent."""
        await self._connection.execute(
            correspondents.insert().values(
                id=new.id,
                channel=new.account.channel,
                account=new.account.name,
                person_index=self._seal.index(new.person, person_place(new.account)),
                person_sealed=self._seal.close(new.person, f"{new.id}/person"),
                conversation_id=new.conversation_id,
                quota=quota_json(new.quota),
                hint_sealed=self._seal.close(new.hint, f"{new.id}/hint"),
                began_at=at,
            )
        )

    async def find(self, account: AccountName, person: str) -> Correspondent | None:
        """Find a person on an account."""
        return await self._one(
            correspondents.c.channel == account.channel,
            correspondents.c.account == account.name,
            correspondents.c.person_index == self._seal.index(person, person_place(account)),
        )

    async def of(self, conversation_id: str) -> Correspondent | None:
        """Find whose conversation it is."""
        return await self._one(correspondents.c.conversation_id == conversation_id)

    async def update(self, now: Correspondent) -> None:
        """Store what may change of a correspondent."""
        await self._connection.execute(
            correspondents.update()
            .where(correspondents.c.id == now.id)
            .values(
                quota=quota_json(now.quota),
                hint_sealed=self._seal.close(now.hint, f"{now.id}/hint"),
                unreachable_since=now.unreachable_since,
                house_bound_at=now.house_bound_at,
                code_sealed=self._seal.close(now.code.word if now.code else None, f"{now.id}/code"),
                code_until=now.code.until if now.code else None,
                code_seq=now.code.seq if now.code else None,
            )
        )

    async def erase(self, conversation_id: str) -> None:
        """Forget the person whose conversation this was."""
        await self._connection.execute(
            correspondents.delete().where(correspondents.c.conversation_id == conversation_id)
        )

    async def _one(self, *conditions: sa.ColumnElement[bool]) -> Correspondent | None:
        found = await self._connection.execute(
            locked(self._connection, sa.select(correspondents).where(*conditions))
        )
        row = found.mappings().first()
        return self._correspondent(row) if row else None

    def _correspondent(self, row: Any) -> Correspondent:
        return Correspondent(
            id=row["id"],
            account=AccountName(row["channel"], row["account"]),
            person=self._seal.open(row["person_sealed"], f"{row['id']}/person") or "",
            conversation_id=row["conversation_id"],
            quota=quota_of(row["quota"]),
            hint=self._seal.open(row["hint_sealed"], f"{row['id']}/hint"),
            unreachable_since=row["unreachable_since"],
            house_bound_at=row["house_bound_at"],
            code=self._code(row),
        )

    def _code(self, row: Any) -> OneTimeCode | None:
        word = self._seal.open(row["code_sealed"], f"{row['id']}/code")
        return OneTimeCode(word, row["code_until"], row["code_seq"]) if word else None


def quota_json(quota: Quota) -> dict[str, Any]:
    """Write a quota as it is stored."""
    return {
        deed: {**asdict(allowance), "until": allowance.until.isoformat()}
        for deed, allowance in quota.allowances.items()
    }


def quota_of(stored: dict[Any, dict[str, Any]]) -> Quota:
    """Read a stored quota."""
    return Quota(
        {
            deed: Allowance(entry["left"], entry["of"], datetime.fromisoformat(entry["until"]))
            for deed, entry in stored.items()
        }
    )
