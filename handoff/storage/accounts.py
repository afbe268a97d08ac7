"""Accounts: closed and opened again, their passwords, and the end of sessions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.agent import Suspension
from handoff.storage.people_tables import suspensions
from handoff.storage.tables import agents, sessions


class Accounts:
    """Accounts on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def suspend(self, suspension: Suspension) -> bool:
        """Close an account; False where it is closed already."""
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(
                    suspensions.insert().values(
                        agent_id=suspension.agent_id, by_id=suspension.by.id, by_name=suspension.by.name,
                        at=suspension.at, reason=suspension.reason,
                    )
                )  # fmt: skip
        except IntegrityError:
            return False
        return True

    async def lift(self, agent_id: str, at: datetime) -> bool:
        """Open an account again; False where it was not closed."""
        open_one = sa.and_(suspensions.c.agent_id == agent_id, suspensions.c.lifted_at.is_(None))
        lifted = await self._connection.execute(suspensions.update().where(open_one).values(lifted_at=at))
        return lifted.rowcount > 0

    async def suspended(self) -> frozenset[str]:
        """Return whose accounts are closed."""
        query = sa.select(suspensions.c.agent_id).where(suspensions.c.lifted_at.is_(None))
        return frozenset((await self._connection.execute(query)).scalars())

    async def password_hash(self, agent_id: str) -> str | None:
        """Return what a password is compared with."""
        query = sa.select(agents.c.password_hash).where(agents.c.id == agent_id)
        return (await self._connection.execute(query)).scalar()

    async def change_password(self, agent_id: str, password_hash: str) -> None:
        """Store another password."""
        await self._connection.execute(
            agents.update().where(agents.c.id == agent_id).values(password_hash=password_hash)
        )

    async def end_sessions(self, agent_id: str, *, but: str = "") -> int:
        """Forget an agent's sessions, all but the one with this hash; return how many."""
        theirs = sa.and_(sessions.c.agent_id == agent_id, sessions.c.token_hash != but)
        return (await self._connection.execute(sessions.delete().where(theirs))).rowcount
