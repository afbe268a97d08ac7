"""Canned replies: an agent's own and an estate's."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.canned_reply import CannedReply
from handoff.errors import RepeatedKey
from handoff.storage.people_tables import canned_replies


class CannedReplies:
    """Canned replies on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, reply: CannedReply) -> None:
        """Store or replace a reply; raises RepeatedKey where its shortcut is in use beside it."""
        values = {
            "scope": reply.scope, "estate_id": reply.estate, "agent_id": reply.agent_id,
            "shortcut": reply.shortcut, "title": reply.title, "text": reply.text,
            "updated_at": reply.updated_at,
        }  # fmt: skip
        try:
            changed = await self._connection.execute(
                canned_replies.update().where(canned_replies.c.id == reply.id).values(values)
            )
            if not changed.rowcount:
                await self._connection.execute(canned_replies.insert().values(id=reply.id, **values))
        except IntegrityError as error:
            raise RepeatedKey from error

    async def get(self, reply_id: str) -> CannedReply | None:
        """Find a reply by its id."""
        found = await self._select(canned_replies.c.id == reply_id)
        return found[0] if found else None

    async def of(self, agent_id: str, estates: frozenset[str]) -> list[CannedReply]:
        """Return an agent's own replies and those of estates, by shortcut."""
        return await self._select(
            sa.or_(canned_replies.c.agent_id == agent_id, canned_replies.c.estate_id.in_(sorted(estates)))
        )

    async def remove(self, reply_id: str) -> None:
        """Forget a reply."""
        await self._connection.execute(canned_replies.delete().where(canned_replies.c.id == reply_id))

    async def _select(self, condition: sa.ColumnElement[bool]) -> list[CannedReply]:
        query = sa.select(canned_replies).where(condition).order_by(canned_replies.c.shortcut)
        return [
            CannedReply(
                id=row["id"],
                estate=row["estate_id"],
                agent_id=row["agent_id"],
                shortcut=row["shortcut"],
                title=row["title"],
                text=row["text"],
                updated_at=row["updated_at"],
            )
            for row in (await self._connection.execute(query)).mappings()
        ]
