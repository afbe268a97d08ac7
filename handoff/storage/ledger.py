"""The ledger of promises as people read it: what, to whom, and who sees to it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.conversation import AgentName, Resident
from handoff.domain.promise import REMINDED_BEFORE, LedgerLine
from handoff.domain.records import PromiseFilter
from handoff.storage.promises import OWED, promise_of
from handoff.storage.sealing import Seal
from handoff.storage.tables import agents, conversations
from handoff.storage.ticket_tables import promises, ticket_conversations, tickets

_SETTLED = frozenset({"kept", "released"})
_OF_TICKET = (
    sa.select(sa.func.min(ticket_conversations.c.conversation_id))
    .where(ticket_conversations.c.ticket_number == promises.c.ticket_number)
    .correlate(promises)
    .scalar_subquery()
)
_MADE_BY_AGENT = promises.c.author_kind == "agent"
# Who sees to it: the ticket's owner, else whoever holds the conversation, else the agent who promised.
_OWNER = sa.func.coalesce(
    tickets.c.owner_id,
    sa.case((promises.c.conversation_id.is_not(None), conversations.c.agent_id)),
    sa.case((_MADE_BY_AGENT, promises.c.author_id)),
)
_OWNER_NAME = sa.func.coalesce(agents.c.name, tickets.c.owner_name, promises.c.author_name)
_LINES = (
    sa.select(
        promises,
        tickets.c.house_sealed,
        conversations.c.id.label("of"),
        conversations.c.name_sealed,
        conversations.c.room_sealed,
        _OWNER.label("owner_id"),
        _OWNER_NAME.label("owner_name"),
    )
    .outerjoin(tickets, tickets.c.number == promises.c.ticket_number)
    .outerjoin(conversations, conversations.c.id == sa.func.coalesce(promises.c.conversation_id, _OF_TICKET))
    .outerjoin(agents, agents.c.id == _OWNER)
)


class Ledger:
    """The ledger on one connection; names and houses are opened on the way out."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def search(self, wanted: PromiseFilter, *, limit: int) -> list[LedgerLine]:
        """Return promises, the next due first; what is settled the other way round, the latest first."""
        query = _LINES.where(promises.c.estate_id.in_(sorted(wanted.estates)))
        if wanted.state:
            query = query.where(_is_in_state(wanted))
        if wanted.owner:
            query = query.where(_OWNER.in_([wanted.owner]))
        due = promises.c.due_at.desc() if wanted.state in _SETTLED else promises.c.due_at
        query = query.order_by(due, promises.c.id).limit(limit).offset(wanted.offset)
        return [self._line(row) for row in (await self._connection.execute(query)).mappings()]

    def _line(self, row: sa.RowMapping) -> LedgerLine:
        return LedgerLine(
            promise=promise_of(row),
            owner=AgentName(row["owner_id"], row["owner_name"]) if row["owner_id"] else None,
            resident=Resident(
                name=self._seal.open(row["name_sealed"], f"{row['of']}/name"),
                room=self._seal.open(row["house_sealed"], f"{row['ticket_number']}/house")
                or self._seal.open(row["room_sealed"], f"{row['of']}/room"),
            ),
        )


def _is_in_state(wanted: PromiseFilter) -> sa.ColumnElement[bool]:
    soon: datetime = wanted.as_of + REMINDED_BEFORE
    due = promises.c.due_at
    states: dict[str, sa.ColumnElement[bool]] = {
        "kept": promises.c.kept_at.is_not(None),
        "released": sa.and_(promises.c.kept_at.is_(None), promises.c.released_at.is_not(None)),
        "broken": sa.and_(OWED, due <= wanted.as_of),
        "due": sa.and_(OWED, due > wanted.as_of, due <= soon),
        "open": sa.and_(OWED, due > soon),
        "owed": OWED,
    }
    return states[wanted.state or "owed"]
