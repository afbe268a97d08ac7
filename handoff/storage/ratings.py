"""Ratings with whose service they are of, and the answers to bad ones."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.conversation import AgentName
from handoff.domain.rating import BAD, RatedService, RatingAnswer
from handoff.domain.turn import Author
from handoff.errors import RepeatedKey
from handoff.storage.incident_tables import rating_answers
from handoff.storage.tables import agents, closures, conversations, ratings


class Ratings:
    """Ratings on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, closure_id: str) -> RatedService | None:
        """Find a closure's rating."""
        found = await self._select(ratings.c.closure_id == closure_id)
        return found[0] if found else None

    async def latest(self, estates: frozenset[str], *, limit: int) -> list[RatedService]:
        """Return ratings, the newest first."""
        here = conversations.c.estate_id.in_(sorted(estates))
        return await self._select(here, order=ratings.c.at.desc(), limit=limit)

    async def due(self, estates: frozenset[str] | None = None) -> list[RatedService]:
        """Return the bad ratings without an answer, the oldest first; of every estate where none is named."""
        unanswered = (ratings.c.score <= BAD, rating_answers.c.closure_id.is_(None))
        here = () if estates is None else (conversations.c.estate_id.in_(sorted(estates)),)
        return await self._select(*unanswered, *here)

    async def answer(self, closure_id: str, answer: RatingAnswer) -> None:
        """Store an answer; raises RepeatedKey where there is one."""
        try:
            await self._connection.execute(
                rating_answers.insert().values(
                    closure_id=closure_id, agent_id=answer.by.id, agent_name=answer.by.name,
                    text=answer.text, at=answer.at,
                )
            )  # fmt: skip
        except IntegrityError as error:
            raise RepeatedKey from error

    async def erase(self, conversation_id: str, text: str) -> None:
        """Put `text` in the place of what was answered in a conversation."""
        its = sa.select(ratings.c.closure_id).where(ratings.c.conversation_id == conversation_id)
        await self._connection.execute(
            rating_answers.update().where(rating_answers.c.closure_id.in_(its)).values(text=text)
        )

    async def _select(
        self,
        *conditions: sa.ColumnElement[bool],
        order: sa.ColumnElement[object] | None = None,
        limit: int | None = None,
    ) -> list[RatedService]:
        query = (
            sa.select(
                ratings,
                conversations.c.estate_id,
                closures.c.agent_id.label("served_by"),
                agents.c.name,
                *(
                    rating_answers.c[name].label(f"a_{name}")
                    for name in ("agent_id", "agent_name", "text", "at")
                ),
            )
            .join(closures, closures.c.id == ratings.c.closure_id)
            .join(conversations, conversations.c.id == ratings.c.conversation_id)
            .join(agents, agents.c.id == closures.c.agent_id)
            .outerjoin(rating_answers, rating_answers.c.closure_id == ratings.c.closure_id)
            .where(*conditions)
            .order_by(ratings.c.at if order is None else order)
            .limit(limit)
        )
        return [_service(row) for row in (await self._connection.execute(query)).mappings()]


def _service(row: sa.RowMapping) -> RatedService:
    answered = row["a_at"] is not None
    return RatedService(
        closure_id=row["closure_id"],
        conversation_id=row["conversation_id"],
        estate=row["estate_id"],
        agent=AgentName(row["served_by"], row["name"]),
        score=row["score"],
        comment=row["comment"],
        at=row["at"],
        answer=RatingAnswer(
            text=row["a_text"], by=Author("agent", row["a_agent_name"], row["a_agent_id"]), at=row["a_at"]
        )
        if answered
        else None,
    )
