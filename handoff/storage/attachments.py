"""Residents' pictures: the rows. The files are `pictures`'."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.turn import Attachment
from handoff.storage.tables import attachments
from handoff.storage.ticket_tables import ticket_pictures, work_steps


class Attachments:
    """Attachments on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, conversation_id: str, attachment: Attachment, at: datetime) -> None:
        """Store a picture's row."""
        await self._connection.execute(
            attachments.insert().values(conversation_id=conversation_id, at=at, **asdict(attachment))
        )

    async def get(self, conversation_id: str, attachment_id: str) -> Attachment | None:
        """Find a picture of this very conversation."""
        query = sa.select(attachments).where(
            attachments.c.id == attachment_id, attachments.c.conversation_id == conversation_id
        )
        row = (await self._connection.execute(query)).first()
        return Attachment(row.id, row.media_type, row.width, row.height) if row else None

    async def count(self, conversation_id: str) -> int:
        """Count a conversation's pictures."""
        query = sa.select(sa.func.count()).select_from(attachments)
        counted = await self._connection.execute(
            query.where(attachments.c.conversation_id == conversation_id)
        )
        return counted.scalar_one()

    async def known(self, ids: Collection[str]) -> set[str]:
        """Return those of the ids that a conversation or a repairer's step has; at most some hundreds."""
        taken = work_steps.c.attachment["id"].as_string()
        sent = await self._connection.execute(sa.select(attachments.c.id).where(attachments.c.id.in_(ids)))
        kept = await self._connection.execute(sa.select(taken).where(taken.in_(ids)))
        return {*sent.scalars(), *kept.scalars()}

    async def erase(self, conversation_id: str) -> list[str]:
        """Forget the pictures' rows, also on tickets, and return their ids."""
        mine = sa.select(attachments.c.id).where(attachments.c.conversation_id == conversation_id)
        await self._connection.execute(
            ticket_pictures.delete().where(ticket_pictures.c.attachment_id.in_(mine))
        )
        gone = await self._connection.execute(
            attachments.delete()
            .where(attachments.c.conversation_id == conversation_id)
            .returning(attachments.c.id)
        )
        return list(gone.scalars())
