"""The supervisor's view over conversations: who waits, who holds what, what came late."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.board import Breach, Standing
from handoff.domain.conversation import AgentName
from handoff.storage.tables import agents, assignments, conversations, escalations, turns

_OPEN = sa.and_(escalations.c.conversation_id == conversations.c.id, escalations.c.ended_at.is_(None))
_OWNED = sa.and_(assignments.c.conversation_id == conversations.c.id, assignments.c.ended_at.is_(None))


class BoardView:
    """The supervisor's view on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def standings(self, estates: frozenset[str]) -> list[Standing]:
        """Return what waits or is an agent's, longest first."""
        since = sa.func.coalesce(
            conversations.c.waiting_since, assignments.c.began_at, conversations.c.updated_at
        )
        query = (
            sa.select(
                conversations.c.id,
                conversations.c.holder,
                conversations.c.agent_id,
                escalations.c.urgency,
                since.label("since"),
            )
            .outerjoin(escalations, _OPEN)
            .outerjoin(assignments, _OWNED)
            .where(
                conversations.c.estate_id.in_(sorted(estates)), conversations.c.holder.in_(("queue", "agent"))
            )
            .order_by(since)
        )
        return [
            Standing(
                conversation_id=row["id"],
                holder=row["holder"],
                agent_id=row["agent_id"],
                urgency=row["urgency"] or "general",
                since=row["since"],
            )
            for row in (await self._connection.execute(query)).mappings()
        ]

    async def with_the_bot(self, estates: frozenset[str]) -> int:
        """Count the conversations that the bot holds."""
        query = (
            sa.select(sa.func.count())
            .select_from(conversations)
            .where(conversations.c.estate_id.in_(sorted(estates)), conversations.c.holder == "bot")
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def breaches(self, estates: frozenset[str], *, since: datetime, until: datetime) -> list[Breach]:
        """Return the first answers due in a time that came late or are still owed, the oldest first."""
        answered = (
            sa.select(sa.func.min(turns.c.at))
            .where(
                turns.c.conversation_id == escalations.c.conversation_id,
                turns.c.author_kind == "agent",
                turns.c.at >= escalations.c.opened_at,
            )
            .correlate(escalations)
            .scalar_subquery()
        )
        still_owed = sa.and_(answered.is_(None), escalations.c.ended_at.is_(None))
        query = (
            sa.select(
                escalations.c.conversation_id,
                escalations.c.urgency,
                escalations.c.due_at,
                conversations.c.agent_id,
                agents.c.name,
            )
            .join(conversations, conversations.c.id == escalations.c.conversation_id)
            .outerjoin(agents, agents.c.id == conversations.c.agent_id)
            .where(
                conversations.c.estate_id.in_(sorted(estates)),
                escalations.c.due_at >= since,
                escalations.c.due_at < until,
                sa.or_(still_owed, answered > escalations.c.due_at),
            )
            .order_by(escalations.c.due_at)
        )
        return [
            Breach(
                conversation_id=row["conversation_id"],
                urgency=row["urgency"],
                due_at=row["due_at"],
                agent=AgentName(row["agent_id"], row["name"]) if row["agent_id"] else None,
            )
            for row in (await self._connection.execute(query)).mappings()
        ]
