"""Agents at work: profiles, saved filters, leases, and who has how much to do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.agent import Agent
from handoff.storage.people_tables import agent_filters, agent_profiles, leases
from handoff.storage.profiles import profile_values
from handoff.storage.tables import agents, conversations


class People:
    """Agents at work, on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def change(self, agent: Agent) -> None:
        """Store an agent's name, grade and profile as they are given."""
        await self._connection.execute(
            agents.update().where(agents.c.id == agent.id).values(name=agent.name, grade=agent.grade)
        )
        await self._put(agent_profiles, agent.id, profile_values(agent))

    async def filters(self, agent_id: str) -> list[dict[str, Any]]:
        """Return the filters that an agent saved."""
        query = sa.select(agent_filters.c.filters).where(agent_filters.c.agent_id == agent_id)
        return list((await self._connection.execute(query)).scalar() or [])

    async def save_filters(self, agent_id: str, filters: Sequence[Mapping[str, Any]]) -> None:
        """Replace the filters that an agent saved."""
        await self._put(agent_filters, agent_id, {"filters": [dict(one) for one in filters]})

    async def renew(self, agent_id: str, until: datetime) -> None:
        """Let an agent's lease run until a moment, be that sooner than before."""
        await self._put(leases, agent_id, {"until": until})

    async def leases(self) -> dict[str, datetime]:
        """Return until when each agent's lease runs."""
        rows = await self._connection.execute(sa.select(leases.c.agent_id, leases.c.until))
        return {row.agent_id: row.until for row in rows}

    async def loads(self) -> dict[str, int]:
        """Count the conversations that each agent holds."""
        query = (
            sa.select(conversations.c.agent_id, sa.func.count().label("held"))
            .where(conversations.c.holder == "agent")
            .group_by(conversations.c.agent_id)
        )
        rows = await self._connection.execute(query)
        return {row.agent_id: row.held for row in rows}

    async def held_by(self, agent_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Return (agent, conversation) for everything that these agents hold."""
        query = (
            sa.select(conversations.c.agent_id, conversations.c.id)
            .where(conversations.c.holder == "agent", conversations.c.agent_id.in_(agent_ids))
            .order_by(conversations.c.updated_at)
        )
        return [(agent_id, held) for agent_id, held in await self._connection.execute(query)]

    async def _put(self, table: sa.Table, agent_id: str, values: dict[str, Any]) -> None:
        changed = await self._connection.execute(
            table.update().where(table.c.agent_id == agent_id).values(values)
        )
        if not changed.rowcount:
            await self._connection.execute(table.insert().values(agent_id=agent_id, **values))
