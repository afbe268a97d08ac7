"""What has been kept as long as it may be."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.storage.tables import conversations
from handoff.storage.ticket_tables import promises, ticket_follow_ups, ticket_handings, ticket_moves, tickets


class Retention:
    """Looks for what is past its time, on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def conversations_before(self, moment: datetime, *, limit: int) -> Sequence[str]:
        """Return the ids of conversations that nothing happened in since, the longest untouched first."""
        query = (
            sa.select(conversations.c.id)
            .where(conversations.c.updated_at < moment, conversations.c.erased_at.is_(None))
            .order_by(conversations.c.updated_at)
            .limit(limit)
        )
        return (await self._connection.execute(query)).scalars().all()

    async def still_there(self, conversation_ids: Collection[str]) -> Sequence[str]:
        """Return which of these conversations are not erased."""
        query = sa.select(conversations.c.id).where(
            conversations.c.id.in_(sorted(conversation_ids)), conversations.c.erased_at.is_(None)
        )
        return (await self._connection.execute(query)).scalars().all()

    async def tickets_before(self, moment: datetime, text: str, *, limit: int) -> Sequence[str]:
        """Return the numbers of tickets opened before a moment that still say what they were about."""
        query = (
            sa.select(tickets.c.number)
            .where(tickets.c.opened_at < moment, tickets.c.summary != text)
            .order_by(tickets.c.opened_at)
            .limit(limit)
        )
        return (await self._connection.execute(query)).scalars().all()

    async def blank_tickets(self, numbers: Collection[str], text: str) -> None:
        """Put `text` in the place of what people wrote in these tickets; numbers and moves stay."""
        mine = sorted(numbers)
        nothing = dict.fromkeys(("house_sealed", "house_index", "fingerprint"))
        blank: dict[str, Any] = {"summary": text, "details": {}, **nothing}
        await self._connection.execute(tickets.update().where(tickets.c.number.in_(mine)).values(blank))
        await self._connection.execute(
            promises.update()
            .where(promises.c.ticket_number.in_(mine))
            .values(text=text, kept_note=sa.case((promises.c.kept_note.is_(None), None), else_=text))
        )
        for record in (ticket_moves, ticket_follow_ups, ticket_handings):
            await self._connection.execute(
                record.update().where(record.c.ticket_number.in_(mine), record.c.note != "").values(note=text)
            )
