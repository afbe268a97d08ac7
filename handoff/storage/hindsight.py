"""What was said, read across conversations; nothing is written here."""

from collections import defaultdict
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.hindsight import NONE, NOT_ANSWERED, UNSURE
from handoff.domain.turn import Turn
from handoff.storage.tables import assignments, conversations, turns
from handoff.storage.turns import turn_of

MOST = 20_000  # conversations; the latest


class Hindsight:
    """Transcripts on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def transcripts(
        self, estate: str, since: datetime, until: datetime, *, missed_only: bool = False
    ) -> list[tuple[str, list[Turn]]]:
        """Return the conversations with a turn in the time, whole, those with a miss only where asked."""
        conditions = [turns.c.at >= since, turns.c.at < until]
        if missed_only:
            conditions.append(_tells_a_miss())
        wanted = (
            sa.select(conversations.c.id)
            .where(
                conversations.c.estate_id == estate,
                conversations.c.erased_at.is_(None),
                conversations.c.updated_at >= since,
                sa.exists().where(turns.c.conversation_id == conversations.c.id, *conditions),
            )
            .order_by(conversations.c.updated_at.desc())
            .limit(MOST)
        )
        query = (
            sa.select(turns)
            .where(turns.c.conversation_id.in_(wanted))
            .order_by(turns.c.conversation_id, turns.c.seq)
        )
        found: dict[str, list[Turn]] = defaultdict(list)
        for row in (await self._connection.execute(query)).mappings():
            found[row["conversation_id"]].append(turn_of(row))
        return list(found.items())

    async def minutes_with_agents(self, estate: str, since: datetime, until: datetime) -> list[float]:
        """Return how many minutes each ended assignment of the time took."""
        query = (
            sa.select(assignments.c.began_at, assignments.c.ended_at)
            .join(conversations, conversations.c.id == assignments.c.conversation_id)
            .where(
                conversations.c.estate_id == estate,
                assignments.c.began_at >= since,
                assignments.c.began_at < until,
                assignments.c.ended_at.is_not(None),
            )
        )
        return [(end - begin) / timedelta(minutes=1) for begin, end in await self._connection.execute(query)]


def _tells_a_miss() -> sa.ColumnElement[bool]:
    reason = turns.c.bot["escalation"]["reason"].as_string()
    said = sa.and_(
        turns.c.author_kind == "resident",
        sa.or_(turns.c.value == NONE, turns.c.text == "都不是", turns.c.text.in_(sorted(NOT_ANSWERED))),
    )
    return sa.or_(reason.in_(sorted(UNSURE)), said)
