"""One-time codes for houses: found by a blind index, used once; and who tried how often."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.correspondent import AccountName
from handoff.domain.house_code import HouseCode
from handoff.storage.channel_tables import house_codes, house_tries
from handoff.storage.inbox import person_place
from handoff.storage.sealing import Seal


class HouseCodes:
    """House codes on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, new: HouseCode) -> None:
        """Store a code."""
        await self._connection.execute(
            house_codes.insert().values(
                id=new.id,
                estate_id=new.estate,
                code_index=self._index(new.estate, new.code),
                room_sealed=self._seal.close(new.room, f"{new.id}/room"),
                made_by=new.made_by,
                made_at=new.made_at,
                expires_at=new.expires_at,
            )
        )

    async def use(self, estate: str, code: str, at: datetime) -> str | None:
        """Use a code up and return its room; None where it is no code of the estate's, or is over."""
        used = await self._connection.execute(
            house_codes.update()
            .where(
                house_codes.c.code_index == self._index(estate, code),
                house_codes.c.used_at.is_(None),
                house_codes.c.expires_at > at,
            )
            .values(used_at=at)
            .returning(house_codes.c.id, house_codes.c.room_sealed)
        )
        row = used.first()
        return self._seal.open(row.room_sealed, f"{row.id}/room") if row else None

    async def note_try(self, account: AccountName, person: str, at: datetime) -> None:
        """Remember that somebody offered a code."""
        await self._connection.execute(
            house_tries.insert().values(person_index=self._person(account, person), at=at)
        )

    async def tries(self, account: AccountName, person: str, since: datetime) -> int:
        """Count what somebody offered since a moment."""
        query = sa.select(sa.func.count()).select_from(house_tries)
        counted = await self._connection.execute(
            query.where(house_tries.c.person_index == self._person(account, person), house_tries.c.at > since)
        )
        return counted.scalar_one()

    async def forget(self, before: datetime) -> None:
        """Drop codes that are over and tries made before a moment."""
        over = sa.or_(house_codes.c.expires_at < before, house_codes.c.used_at < before)
        await self._connection.execute(house_codes.delete().where(over))
        await self._connection.execute(house_tries.delete().where(house_tries.c.at < before))

    def _index(self, estate: str, code: str) -> str:
        return self._seal.index(code, f"house code/{estate}")

    def _person(self, account: AccountName, person: str) -> str:
        return self._seal.index(person, person_place(account))
