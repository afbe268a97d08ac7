"""What agents have begun to write, sealed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.conversation import AgentName
from handoff.domain.unsent import Unsent, UnsentKind
from handoff.storage.people_tables import unsent
from handoff.storage.sealing import Seal
from handoff.storage.tables import agents


def place_of(conversation_id: str, agent_id: str, kind: str) -> str:
    """Return the place that a draft is bound to."""
    return f"unsent/{conversation_id}/{agent_id}/{kind}"


class UnsentWords:
    """Drafts on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def of(self, conversation_id: str) -> list[Unsent]:
        """Return a conversation's drafts, the latest first."""
        return await self._select(unsent.c.conversation_id == conversation_id)

    async def get(self, conversation_id: str, agent_id: str, kind: UnsentKind) -> Unsent | None:
        """Find one agent's draft."""
        found = await self._select(
            unsent.c.conversation_id == conversation_id,
            unsent.c.agent_id == agent_id,
            unsent.c.kind == kind,
        )
        return found[0] if found else None

    async def put(self, words: Unsent) -> None:
        """Store a version; the one before is gone."""
        key = {"conversation_id": words.conversation_id, "agent_id": words.agent.id, "kind": words.kind}
        place = place_of(**key)
        values = {
            "text_sealed": self._seal.close(words.text or None, place),
            "version": words.version,
            "at": words.at,
        }
        mine = sa.and_(*(unsent.c[name] == value for name, value in key.items()))
        changed = await self._connection.execute(unsent.update().where(mine).values(values))
        if not changed.rowcount:
            await self._connection.execute(unsent.insert().values({**key, **values}))

    async def empty(self, conversation_id: str, at: datetime) -> None:
        """Let nothing be left of a conversation's drafts but their versions."""
        written = sa.and_(unsent.c.conversation_id == conversation_id, unsent.c.text_sealed.is_not(None))
        nothing = {"text_sealed": None, "version": unsent.c.version + 1, "at": at}
        await self._connection.execute(unsent.update().where(written).values(nothing))

    async def erase(self, conversation_id: str) -> None:
        """Forget a conversation's drafts altogether."""
        await self._connection.execute(unsent.delete().where(unsent.c.conversation_id == conversation_id))

    async def _select(self, *conditions: sa.ColumnElement[bool]) -> list[Unsent]:
        query = (
            sa.select(unsent, agents.c.name)
            .join(agents, agents.c.id == unsent.c.agent_id)
            .where(*conditions)
            .order_by(unsent.c.at.desc())
        )
        return [self._unsent(row) for row in (await self._connection.execute(query)).mappings()]

    def _unsent(self, row: sa.RowMapping) -> Unsent:
        place = place_of(row["conversation_id"], row["agent_id"], row["kind"])
        return Unsent(
            conversation_id=row["conversation_id"],
            agent=AgentName(row["agent_id"], row["name"]),
            kind=row["kind"],
            text=self._seal.open(row["text_sealed"], place) or "",
            version=row["version"],
            at=row["at"],
        )
