"""What waits to be done, at each place where it may."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.backlog import Backlog
from handoff.storage.channel_tables import deliveries, inbox
from handoff.storage.tables import conversations, escalations, outbox

_SINCE: dict[str, tuple[sa.Column[datetime], sa.ColumnElement[bool]]] = {
    "callbacks": (inbox.c.received_at, inbox.c.done_at.is_(None)),
    "questions": (outbox.c.created_at, outbox.c.done_at.is_(None)),
    "deliveries": (deliveries.c.created_at, deliveries.c.state == "waiting"),
    # By the open escalations: there is an index of those, and few of them.
    "residents": (
        conversations.c.waiting_since,
        sa.and_(
            escalations.c.ended_at.is_(None),
            escalations.c.conversation_id == conversations.c.id,
            conversations.c.holder == "queue",
        ),
    ),
}


class Backlogs:
    """The backlogs on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> list[Backlog]:
        """Return what waits in every estate together."""
        found = []
        for of, (since, condition) in _SINCE.items():
            query = sa.select(sa.func.count(), sa.func.min(since)).where(condition)
            count, oldest = (await self._connection.execute(query)).one()
            found.append(Backlog(of=of, count=count, oldest=oldest))
        return found
