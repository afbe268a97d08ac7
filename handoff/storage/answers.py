"""Which residents were given to a person and have no answer yet."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.conversation import AgentName
from handoff.domain.records import Unanswered
from handoff.storage.alert_tables import alerts
from handoff.storage.tables import agents, assignments, conversations, escalations, turns


async def unanswered(connection: AsyncConnection, *, limit: int) -> list[Unanswered]:
    """Return them, the longest waiting first; those for whom it rings already are left out."""
    query = (
        sa.select(
            conversations.c.id,
            conversations.c.estate_id,
            agents.c.id.label("agent_id"),
            agents.c.name.label("agent_name"),
            escalations.c.urgency,
            turns.c.seq,
            turns.c.at,
            assignments.c.began_at,
        )
        .join(agents, agents.c.id == conversations.c.agent_id)
        .join(assignments, _open(assignments))
        .join(turns, turns.c.conversation_id == conversations.c.id)
        .outerjoin(escalations, _open(escalations))
        .where(conversations.c.holder == "agent", turns.c.seq == _first_unanswered(), ~_rings())
        .order_by(turns.c.at)
        .limit(limit)
    )
    rows = await connection.execute(query)
    return [
        Unanswered(
            conversation_id=row.id,
            estate=row.estate_id,
            agent=AgentName(row.agent_id, row.agent_name),
            urgency=row.urgency or "general",
            seq=row.seq,
            since=max(row.at, row.began_at),
        )
        for row in rows
    ]


def _open(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.conversation_id == conversations.c.id, table.c.ended_at.is_(None))


def _first_unanswered() -> sa.ScalarSelect[Any]:
    """Return the number of the resident's first turn behind the last one by an agent."""
    asked, answered = turns.alias("asked"), turns.alias("answered")
    last_answer = (
        sa.select(sa.func.coalesce(sa.func.max(answered.c.seq), 0))
        .where(answered.c.conversation_id == conversations.c.id, answered.c.author_kind == "agent")
        .correlate(conversations)
        .scalar_subquery()
    )
    return (
        sa.select(sa.func.min(asked.c.seq))
        .where(
            asked.c.conversation_id == conversations.c.id,
            asked.c.author_kind == "resident",
            asked.c.seq > last_answer,
        )
        .correlate(conversations)
        .scalar_subquery()
    )


def _rings() -> sa.Exists:
    return sa.exists().where(
        alerts.c.conversation_id == conversations.c.id,
        alerts.c.kind == "unanswered",
        alerts.c.ended_at.is_(None),
    )
