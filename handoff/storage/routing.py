"""Offers and handovers: whom a waiting conversation was offered to, and who gave one to whom."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.conversation import AgentName, Conversation
from handoff.domain.routing import Handover, LastOwner, Offer, Unoffered
from handoff.domain.turn import Author
from handoff.storage.columns import Moment
from handoff.storage.people_tables import handovers, offers
from handoff.storage.tables import agents, assignments, conversations, escalations, turns

_LONG_AGO = sa.literal(datetime(1, 1, 1, tzinfo=UTC), Moment)


class Routing:
    """Offers and handovers on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def offer(self, offer: Offer) -> None:
        """Store that a waiting conversation is offered to an agent."""
        await self._connection.execute(
            offers.insert().values(
                conversation_id=offer.conversation_id, epoch=offer.epoch, agent_id=offer.agent.id,
                at=offer.at, until=offer.until,
            )
        )  # fmt: skip

    async def offers(self, conversation: Conversation) -> list[Offer]:
        """Return to whom this very wait was offered, in order."""
        query = (
            sa.select(offers, agents.c.name)
            .join(agents, agents.c.id == offers.c.agent_id)
            .where(offers.c.conversation_id == conversation.id, offers.c.epoch == conversation.epoch)
            .order_by(offers.c.id)
        )
        return [
            Offer(
                conversation_id=row["conversation_id"],
                epoch=row["epoch"],
                agent=Author("agent", row["name"], row["agent_id"]),
                at=row["at"],
                until=row["until"],
            )
            for row in (await self._connection.execute(query)).mappings()
        ]

    async def unoffered(self, at: datetime) -> list[Unoffered]:
        """Return the waits without a live offer at a moment, the longest first."""
        this_wait = sa.and_(
            offers.c.conversation_id == conversations.c.id, offers.c.epoch == conversations.c.epoch
        )
        is_open = sa.and_(
            escalations.c.conversation_id == conversations.c.id, escalations.c.ended_at.is_(None)
        )
        query = (
            sa.select(
                conversations.c.id,
                conversations.c.estate_id,
                escalations.c.urgency,
                sa.func.count(offers.c.id).label("asked"),
            )
            .outerjoin(escalations, is_open)
            .outerjoin(offers, this_wait)
            .where(conversations.c.holder == "queue")
            .group_by(conversations.c.id, escalations.c.urgency)
            .having(sa.func.coalesce(sa.func.max(offers.c.until), _LONG_AGO) <= at)
            .order_by(conversations.c.waiting_since)
        )
        return [
            Unoffered(
                conversation_id=row["id"],
                estate=row["estate_id"],
                urgency=row["urgency"] or "general",
                asked=row["asked"],
            )
            for row in (await self._connection.execute(query)).mappings()
        ]

    async def hand_over(self, handover: Handover) -> None:
        """Store that somebody gave a conversation to an agent."""
        await self._connection.execute(handovers.insert().values(asdict(handover)))

    async def handover(self, conversation: Conversation) -> Handover | None:
        """Return how the present owner came by it, None where they took it themselves."""
        query = sa.select(handovers).where(
            handovers.c.conversation_id == conversation.id, handovers.c.epoch == conversation.epoch
        )
        row = (await self._connection.execute(query)).mappings().first()
        return Handover(**{name: row[name] for name in row if name != "id"}) if row else None

    async def last_agent(self, conversation_id: str) -> LastOwner | None:
        """Return who owned a conversation last."""
        query = (
            sa.select(assignments.c.agent_id, assignments.c.ended_at)
            .where(assignments.c.conversation_id == conversation_id)
            .order_by(assignments.c.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return LastOwner(*row) if row else None

    async def has_spoken(self, conversation_id: str, agent_id: str, since: datetime) -> bool:
        """Tell whether an agent said something to the resident since a moment."""
        query = sa.select(turns.c.seq).where(
            turns.c.conversation_id == conversation_id,
            turns.c.author_kind == "agent",
            turns.c.author_id == agent_id,
            turns.c.at >= since,
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def silent(self, since: datetime) -> list[str]:
        """Return the conversations in agents' hands in which an agent had the last word before a moment."""
        spoken = turns.alias()
        last = (
            sa.select(sa.func.max(spoken.c.seq))
            .where(spoken.c.conversation_id == conversations.c.id, spoken.c.author_kind != "system")
            .correlate(conversations)
            .scalar_subquery()
        )
        query = (
            sa.select(conversations.c.id)
            .select_from(conversations)
            .join(turns, sa.and_(turns.c.conversation_id == conversations.c.id, turns.c.seq == last))
            .where(conversations.c.holder == "agent", turns.c.author_kind == "agent", turns.c.at <= since)
        )
        return list((await self._connection.execute(query)).scalars())


async def current_offers(
    connection: AsyncConnection, conversation_ids: Sequence[str]
) -> dict[str, tuple[AgentName, datetime]]:
    """Return the latest offer of each of these waits, and until when it holds."""
    query = (
        sa.select(offers.c.conversation_id, offers.c.agent_id, agents.c.name, offers.c.until)
        .join(agents, agents.c.id == offers.c.agent_id)
        .join(
            conversations,
            sa.and_(
                conversations.c.id == offers.c.conversation_id,
                conversations.c.epoch == offers.c.epoch,
                conversations.c.holder == "queue",
            ),
        )
        .where(offers.c.conversation_id.in_(conversation_ids))
        .order_by(offers.c.id)
    )
    rows = await connection.execute(query)
    return {found: (AgentName(agent_id, name), until) for found, agent_id, name, until in rows}
