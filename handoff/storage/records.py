"""Dated records around a conversation: assignments, closures, ratings."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.records import Closure, Rating
from handoff.errors import RepeatedKey
from handoff.storage.tables import assignments, closures, ratings


class Records:
    """Records on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def assign(self, conversation_id: str, agent_id: str, at: datetime, note: str = "") -> None:
        """Make the agent the owner from then on; the assignment before ends."""
        await self.unassign(conversation_id, at)
        await self._connection.execute(
            assignments.insert().values(
                conversation_id=conversation_id, agent_id=agent_id, note=note, began_at=at
            )
        )

    async def unassign(self, conversation_id: str, at: datetime) -> None:
        """End the present assignment."""
        await self._connection.execute(
            assignments.update()
            .where(assignments.c.conversation_id == conversation_id, assignments.c.ended_at.is_(None))
            .values(ended_at=at)
        )

    async def close(self, closure: Closure) -> None:
        """Store that an agent is done."""
        await self._connection.execute(closures.insert().values(asdict(closure)))

    async def closures(self, conversation_id: str) -> list[Closure]:
        """Return all closures, oldest first."""
        query = (
            sa.select(closures).where(closures.c.conversation_id == conversation_id).order_by(closures.c.at)
        )
        return [Closure(**row) for row in (await self._connection.execute(query)).mappings()]

    async def rate(self, rating: Rating) -> None:
        """Store the resident's rating of a closure; raises RepeatedKey where it is rated."""
        try:
            await self._connection.execute(ratings.insert().values(asdict(rating)))
        except IntegrityError as error:
            raise RepeatedKey from error

    async def ratings(self, conversation_id: str) -> list[Rating]:
        """Return all ratings, oldest first."""
        query = sa.select(ratings).where(ratings.c.conversation_id == conversation_id).order_by(ratings.c.at)
        return [Rating(**row) for row in (await self._connection.execute(query)).mappings()]

    async def erase(self, conversation_id: str, text: str) -> None:
        """Put `text` in the place of summaries, transfer notes and comments."""
        for column in (closures.c.summary, assignments.c.note, ratings.c.comment):
            table = column.table
            await self._connection.execute(
                sa.update(table)
                .where(table.c.conversation_id == conversation_id, column.is_not(None))
                .values({column: text})
            )
