"""What was said, read across conversations; nothing is written here."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.hindsight import NONE, NOT_ANSWERED, UNSURE
from handoff.domain.turn import Turn
from handoff.storage.relations import UNREADABLE
from handoff.storage.tables import assignments, conversations, turns
from handoff.storage.turns import turn_of

AT_ONCE = 500  # ids in a statement
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

    async def households(self, conversation_ids: Sequence[str]) -> dict[str, str]:
        """Return who stands behind each conversation, as something to count by, not to read.

        The house's index, else the telephone number's, else the conversation itself.
        """
        known = (
            sa.func.nullif(column, UNREADABLE)
            for column in (conversations.c.house_index, conversations.c.phone_index)
        )
        household = sa.func.coalesce(*known, conversations.c.id)
        found: dict[str, str] = {}
        for begin in range(0, len(conversation_ids), AT_ONCE):
            some = conversation_ids[begin : begin + AT_ONCE]
            query = sa.select(conversations.c.id, household).where(conversations.c.id.in_(some))
            found |= {row[0]: row[1] for row in await self._connection.execute(query)}
        return found

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
