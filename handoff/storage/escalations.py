"""Escalations: one open per conversation, which the database itself holds."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.escalation import RANKS, Escalation, Urgency
from handoff.domain.service_times import Deadline
from handoff.domain.waiting import Wait
from handoff.storage.tables import conversations, escalations

_NOT_SHOWN = frozenset({"rank", "watch_at"})
_WAITS = sa.and_(escalations.c.claimed_at.is_(None), escalations.c.ended_at.is_(None))
RECENT = 20  # claims that the waiting time is measured from


class Escalations:
    """Escalations on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, escalation: Escalation) -> None:
        """Store an open escalation; the database refuses a second one."""
        await self._connection.execute(
            escalations.insert().values(
                rank=RANKS[escalation.urgency], watch_at=escalation.warned_at, **asdict(escalation)
            )
        )

    async def open_of(self, conversation_id: str) -> Escalation | None:
        """Return the open escalation."""
        found = await self._select(
            escalations.c.conversation_id == conversation_id, escalations.c.ended_at.is_(None)
        )
        return found[0] if found else None

    async def of(self, conversation_id: str) -> list[Escalation]:
        """Return all escalations, oldest first."""
        return await self._select(escalations.c.conversation_id == conversation_id)

    async def raise_to(self, escalation: Escalation, urgency: Urgency, deadline: Deadline) -> None:
        """Make an open escalation more urgent, or count its time anew."""
        await self._update(
            escalation.id,
            urgency=urgency,
            rank=RANKS[urgency],
            due_at=deadline.due_at,
            warned_at=deadline.warned_at,
            watch_at=deadline.warned_at,
        )

    async def put_first(self, escalation: Escalation) -> None:
        """Let it go before its class in the queue; there is nothing before the first rank."""
        first = sa.case((escalations.c.rank > 1, escalations.c.rank - 1), else_=1)
        await self._update(escalation.id, rank=first)

    async def watched(self, as_of: datetime, *, limit: int) -> list[Escalation]:
        """Return escalations that nobody has claimed and that must be looked at by now."""
        query = sa.select(escalations).where(_WAITS, escalations.c.watch_at <= as_of)
        return await self._read(query.order_by(escalations.c.watch_at).limit(limit))

    async def unclaimed(self, estate: str) -> list[Escalation]:
        """Return an estate's escalations that nobody has claimed."""
        query = sa.select(escalations).join(
            conversations, conversations.c.id == escalations.c.conversation_id
        )
        return await self._read(query.where(_WAITS, conversations.c.estate_id == estate))

    async def watch(self, escalation: Escalation, at: datetime | None) -> None:
        """Keep when it must be looked at next."""
        await self._update(escalation.id, watch_at=at)

    async def claimed(self, escalation: Escalation, at: datetime) -> None:
        """Note the first claim."""
        if escalation.claimed_at is None:
            await self._update(escalation.id, claimed_at=at)

    async def placed(self, conversation_id: str, position: int) -> None:
        """Note at which place the wait began."""
        await self._update_open(conversation_id, position=position)

    async def end(self, conversation_id: str, at: datetime) -> None:
        """End the open escalation, if there is one."""
        await self._update_open(conversation_id, ended_at=at)

    async def waits(self, estate: str, since: datetime) -> Sequence[Wait]:
        """Return the latest waits that ended in a claim."""
        query = (
            sa.select(escalations.c.position, escalations.c.opened_at, escalations.c.claimed_at)
            .join(conversations, conversations.c.id == escalations.c.conversation_id)
            .where(conversations.c.estate_id == estate, escalations.c.claimed_at > since)
            .order_by(escalations.c.claimed_at.desc())
            .limit(RECENT)
        )
        rows = await self._connection.execute(query)
        return [Wait(position, claimed_at - opened_at) for position, opened_at, claimed_at in rows]

    async def erase(self, conversation_id: str) -> None:
        """Forget what the envelopes say about the person; reason, class and hash remain."""
        for escalation in await self.of(conversation_id):
            evidence = {**escalation.envelope["evidence"], "text": None}
            blank = {
                "evidence": evidence, "entities": [], "slots": {}, "attachments": [],
                "house": dict.fromkeys(escalation.envelope["house"]),
                "contact": dict.fromkeys(escalation.envelope["contact"]),
            }  # fmt: skip
            await self._update(escalation.id, envelope={**escalation.envelope, **blank})

    async def _update_open(self, conversation_id: str, **values: object) -> None:
        await self._connection.execute(
            escalations.update()
            .where(escalations.c.conversation_id == conversation_id, escalations.c.ended_at.is_(None))
            .values(values)
        )

    async def _update(self, escalation_id: str, **values: object) -> None:
        await self._connection.execute(
            escalations.update().where(escalations.c.id == escalation_id).values(values)
        )

    async def _select(self, *conditions: sa.ColumnElement[bool]) -> list[Escalation]:
        return await self._read(sa.select(escalations).where(*conditions).order_by(escalations.c.opened_at))

    async def _read(self, query: sa.Select[Any]) -> list[Escalation]:
        rows = (await self._connection.execute(query)).mappings()
        return [Escalation(**{name: row[name] for name in row if name not in _NOT_SHOWN}) for row in rows]
