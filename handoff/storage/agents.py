"""Agents and their sessions."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.agent import Agent, Presence
from handoff.domain.records import Session
from handoff.errors import RepeatedKey
from handoff.storage.people_tables import agent_profiles, suspensions
from handoff.storage.profiles import profile_fields
from handoff.storage.tables import agent_estates, agents, sessions

_WITH_PROFILES = sa.select(
    agents,
    *(agent_profiles.c[name] for name in ("skills", "buildings", "capacity", "shifts")),
    suspensions.c.at.label("suspended_at"),
)
_WITH_PROFILES = _WITH_PROFILES.outerjoin(agent_profiles, agent_profiles.c.agent_id == agents.c.id).outerjoin(
    suspensions, sa.and_(suspensions.c.agent_id == agents.c.id, suspensions.c.lifted_at.is_(None))
)


class Agents:
    """Agents on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, agent: Agent, password_hash: str) -> None:
        """Store an agent; raises RepeatedKey where the name is taken."""
        try:
            await self._connection.execute(
                agents.insert().values(
                    id=agent.id, username=agent.username, name=agent.name, grade=agent.grade,
                    password_hash=password_hash, presence=agent.presence, away_reason=agent.away_reason,
                )
            )  # fmt: skip
        except IntegrityError as error:
            raise RepeatedKey from error
        for estate in sorted(agent.estates):
            await self._connection.execute(agent_estates.insert().values(agent_id=agent.id, estate_id=estate))

    async def get(self, agent_id: str) -> Agent | None:
        """Find an agent by id."""
        found = await self._select(agents.c.id == agent_id)
        return found[0][0] if found else None

    async def by_username(self, username: str) -> tuple[Agent, str] | None:
        """Find an agent and the hash of their password."""
        found = await self._select(agents.c.username == username)
        return found[0] if found else None

    async def every(self) -> list[Agent]:
        """Return all agents, by name."""
        return [agent for agent, _hash in await self._select(sa.true())]

    async def set_presence(self, agent_id: str, presence: Presence, reason: str | None) -> None:
        """Note that an agent is there, or away."""
        await self._connection.execute(
            agents.update().where(agents.c.id == agent_id).values(presence=presence, away_reason=reason)
        )

    async def open_session(self, session: Session) -> None:
        """Store a session by the hash of its token."""
        await self._connection.execute(sessions.insert().values(asdict(session)))

    async def session(self, token_hash: str) -> Session | None:
        """Find a session."""
        rows = await self._connection.execute(sa.select(sessions).where(sessions.c.token_hash == token_hash))
        row = rows.mappings().first()
        return Session(**row) if row else None

    async def touch_session(self, token_hash: str, at: datetime) -> None:
        """Note that a session was used."""
        await self._connection.execute(
            sessions.update().where(sessions.c.token_hash == token_hash).values(used_at=at)
        )

    async def end_session(self, token_hash: str) -> None:
        """Forget a session."""
        await self._connection.execute(sessions.delete().where(sessions.c.token_hash == token_hash))

    async def _select(self, condition: sa.ColumnElement[bool]) -> list[tuple[Agent, str]]:
        rows = (
            (await self._connection.execute(_WITH_PROFILES.where(condition).order_by(agents.c.username)))
            .mappings()
            .all()
        )
        belongs = await self._connection.execute(
            sa.select(agent_estates).where(agent_estates.c.agent_id.in_([row["id"] for row in rows]))
        )
        estates: dict[str, set[str]] = {}
        for agent_id, estate in belongs:
            estates.setdefault(agent_id, set()).add(estate)
        return [
            (
                Agent(
                    id=row["id"], username=row["username"], name=row["name"], grade=row["grade"],
                    estates=frozenset(estates.get(row["id"], ())),
                    presence=row["presence"], away_reason=row["away_reason"],
                    suspended_at=row["suspended_at"], **profile_fields(row),
                ),
                row["password_hash"],
            )
            for row in rows
        ]  # fmt: skip
