"""Conversations: who holds them, how far they were read, and the agents' list."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.conversation import AgentName, Consent, Conversation, Holder, Resident
from handoff.domain.events import Summary
from handoff.domain.incident import OpenIncident
from handoff.domain.records import NewConversation, SummaryFilter
from handoff.domain.turn import AuthorKind
from handoff.storage.channel_tables import correspondents
from handoff.storage.correspondents import quota_of
from handoff.storage.incident_tables import incident_links, incidents
from handoff.storage.locking import lock, lock_of
from handoff.storage.relations import house_index, is_like, phone_index
from handoff.storage.routing import current_offers
from handoff.storage.sealing import Seal
from handoff.storage.tables import agents, conversations, escalations, estates, turns
from handoff.storage.turns import turn_of

_FIELDS = ("name", "room", "phone")
_LAST_TURN = {column.name: f"t_{column.name}" for column in turns.c}
_OPEN = sa.and_(escalations.c.conversation_id == conversations.c.id, escalations.c.ended_at.is_(None))
_UNREAD = (
    sa.select(sa.func.count())
    .select_from(turns)
    .where(
        turns.c.conversation_id == conversations.c.id,
        turns.c.author_kind == "resident",
        turns.c.seq > conversations.c.read_by_agents,
    )
    .correlate(conversations)
    .scalar_subquery()
)
_SPOKEN = turns.alias("spoken")
# The desk's own lines say the same to everybody; an agent with nine conversations needs what a person said.
_LAST_SPOKEN = (
    sa.select(_SPOKEN.c.seq)
    .where(_SPOKEN.c.conversation_id == conversations.c.id, _SPOKEN.c.author_kind != "system")
    .order_by(_SPOKEN.c.seq.desc())
    .limit(1)  # the last one is found from the end, however long the conversation is
    .correlate(conversations)
    .scalar_subquery()
)
_INCIDENT = (
    sa.select(incident_links.c.incident_id)
    .join(incidents, incidents.c.id == incident_links.c.incident_id)
    .where(incident_links.c.conversation_id == conversations.c.id, incidents.c.ended_at.is_(None))
    .order_by(incident_links.c.at.desc())
    .limit(1)
    .correlate(conversations)
    .scalar_subquery()
)
_OPEN_INCIDENT = incidents.alias("open_incident")
# Put together once, like the statements below: a line of the list is drawn anew with every message.
_SUMMARIES = (
    sa.select(
        *(column.label(f"c_{column.name}") for column in conversations.c),
        *(column.label(f"t_{column.name}") for column in turns.c),
        estates.c.name.label("estate_name"),
        agents.c.name.label("agent_name"),
        escalations.c.reason,
        escalations.c.urgency,
        escalations.c.due_at,
        correspondents.c.quota,
        _OPEN_INCIDENT.c.id.label("incident_id"),
        _OPEN_INCIDENT.c.facility,
        _UNREAD.label("unread"),
    )
    .join(estates, estates.c.id == conversations.c.estate_id)
    .outerjoin(agents, agents.c.id == conversations.c.agent_id)
    .outerjoin(escalations, _OPEN)
    .outerjoin(turns, sa.and_(turns.c.conversation_id == conversations.c.id, turns.c.seq == _LAST_SPOKEN))
    .outerjoin(correspondents, correspondents.c.conversation_id == conversations.c.id)
    .outerjoin(_OPEN_INCIDENT, _OPEN_INCIDENT.c.id == _INCIDENT)
)
_IN_ORDER = (
    conversations.c.waiting_since.is_(None),
    conversations.c.waiting_since,
    conversations.c.updated_at.desc(),
    conversations.c.id,  # pages overlap nowhere
)
_BY_ID = conversations.c.id == sa.bindparam("of")
_BY_TOKEN = sa.and_(_BY_ID, conversations.c.token_hash == sa.bindparam("opened_with"))
_SUMMARY = _SUMMARIES.where(_BY_ID)
_FOUND = sa.select(conversations, agents.c.name.label("agent_name")).outerjoin(
    agents, agents.c.id == conversations.c.agent_id
)
_GET, _GET_BY_TOKEN = _FOUND.where(_BY_ID), _FOUND.where(_BY_TOKEN)
_LOCK, _LOCK_BY_TOKEN = lock_of(conversations, _BY_ID), lock_of(conversations, _BY_TOKEN)


class Conversations:
    """Conversations on one connection; personal fields are sealed on the way in and opened on the way out."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, new: NewConversation) -> None:
        """Store a new conversation that the bot holds."""
        sealed = {
            f"{field}_sealed": self._seal.close(getattr(new.resident, field), f"{new.id}/{field}")
            for field in _FIELDS
        }
        await self._connection.execute(
            conversations.insert().values(
                id=new.id, token_hash=new.token_hash, estate_id=new.estate, channel=new.channel,
                holder="bot", epoch=0, last_seq=0, read_by_agents=0, read_by_resident=0,
                consent_version=new.consent.version, consent_at=new.consent.at,
                house_index=house_index(self._seal, new.estate, new.resident.room),
                phone_index=phone_index(self._seal, new.estate, new.resident.phone),
                opened_at=new.at, updated_at=new.at, **sealed,
            )
        )  # fmt: skip

    async def get(self, conversation_id: str) -> Conversation | None:
        """Find a conversation by its id."""
        asked = {"of": conversation_id}
        await lock(self._connection, _LOCK, asked)
        return self._conversation(await self._connection.execute(_GET, asked))

    async def get_by_token(self, conversation_id: str, token_hash: str) -> Conversation | None:
        """Find a conversation that this token opens."""
        asked = {"of": conversation_id, "opened_with": token_hash}
        await lock(self._connection, _LOCK_BY_TOKEN, asked)
        return self._conversation(await self._connection.execute(_GET_BY_TOKEN, asked))

    async def change_holder(
        self, before: Conversation, holder: Holder, agent_id: str | None, *, at: datetime
    ) -> bool:
        """Hand over by compare-and-set on the epoch."""
        changed = await self._connection.execute(
            conversations.update()
            .where(conversations.c.id == before.id, conversations.c.epoch == before.epoch)
            .values(
                holder=holder,
                epoch=before.epoch + 1,
                agent_id=agent_id,
                waiting_since=at if holder == "queue" else None,
                updated_at=at,
            )
        )
        return changed.rowcount == 1

    async def mark_read(self, conversation_id: str, by: AuthorKind, seq: int) -> bool:
        """Move a side's reading mark forward, never back and never beyond the last turn."""
        mark = conversations.c.read_by_resident if by == "resident" else conversations.c.read_by_agents
        moved = await self._connection.execute(
            conversations.update()
            .where(conversations.c.id == conversation_id, mark < seq, conversations.c.last_seq >= seq)
            .values({mark: seq})
        )
        return moved.rowcount == 1

    async def queue(self, estate: str) -> Sequence[str]:
        """Return the ids of the waiting conversations: the most urgent, then the longest waiting first."""
        waiting = await self._connection.execute(
            sa.select(conversations.c.id)
            .outerjoin(escalations, _OPEN)
            .where(conversations.c.estate_id == estate, conversations.c.holder == "queue")
            .order_by(escalations.c.rank, conversations.c.waiting_since, conversations.c.id)
        )
        return list(waiting.scalars())

    async def summaries(self, wanted: SummaryFilter, *, limit: int = 200) -> Sequence[Summary]:
        """Return lines of the agents' list: longest wait first, then latest change first."""
        query = _SUMMARIES.where(*_conditions(wanted)).order_by(*_IN_ORDER)
        return await self._drawn(await self._connection.execute(query.offset(wanted.offset).limit(limit)))

    async def summary(self, conversation_id: str) -> Summary | None:
        """Return one conversation's line of the agents' list."""
        drawn = await self._drawn(await self._connection.execute(_SUMMARY, {"of": conversation_id}))
        return drawn[0] if drawn else None

    async def set_room(self, conversation_id: str, room: str, at: datetime) -> None:
        """Store the house that somebody proved to be theirs."""
        mine = conversations.c.id == conversation_id
        found = await self._connection.execute(sa.select(conversations.c.estate_id).where(mine))
        await self._connection.execute(
            conversations.update()
            .where(mine)
            .values(
                room_sealed=self._seal.close(room, f"{conversation_id}/room"),
                house_index=house_index(self._seal, found.scalar_one(), room),
                updated_at=at,
            )
        )

    async def erase(self, conversation_id: str, at: datetime) -> None:
        """Forget the person: the fields and the token that opens the conversation."""
        await self._connection.execute(
            conversations.update()
            .where(conversations.c.id == conversation_id)
            .values(
                token_hash=None,
                name_sealed=None,
                room_sealed=None,
                phone_sealed=None,
                house_index=None,
                phone_index=None,
                erased_at=at,
                updated_at=at,
            )
        )

    async def _drawn(self, found: sa.CursorResult[Any]) -> list[Summary]:
        rows = found.mappings().all()
        waiting = [row["c_id"] for row in rows if row["c_holder"] == "queue"]
        offered = await current_offers(self._connection, waiting) if waiting else {}
        return [self._summary(row, offered.get(row["c_id"])) for row in rows]

    def _conversation(self, found: sa.CursorResult[Any]) -> Conversation | None:
        row = found.mappings().first()
        if row is None:
            return None
        return Conversation(
            id=row["id"],
            estate=row["estate_id"],
            channel=row["channel"],
            holder=row["holder"],
            epoch=row["epoch"],
            agent=_agent(row["agent_id"], row["agent_name"]),
            last_seq=row["last_seq"],
            waiting_since=row["waiting_since"],
            resident=self._resident(row["id"], {field: row[f"{field}_sealed"] for field in _FIELDS}),
            consent=Consent(row["consent_version"], row["consent_at"]),
            opened_at=row["opened_at"],
            updated_at=row["updated_at"],
        )

    def _resident(self, conversation_id: str, sealed: dict[str, bytes | None]) -> Resident:
        opened = {
            field: self._seal.open(value, f"{conversation_id}/{field}") for field, value in sealed.items()
        }
        return Resident(**opened)

    def _summary(self, row: Any, offer: tuple[AgentName, datetime] | None) -> Summary:
        last = {name: row[label] for name, label in _LAST_TURN.items()}
        return Summary(
            id=row["c_id"],
            estate=row["c_estate_id"],
            estate_name=row["estate_name"],
            channel=row["c_channel"],
            holder=row["c_holder"],
            agent=_agent(row["c_agent_id"], row["agent_name"]),
            reason=row["reason"],
            urgency=row["urgency"],
            due_at=row["due_at"],
            waiting_since=row["c_waiting_since"],
            unread=row["unread"],
            last_turn=turn_of(last) if last["seq"] else None,
            resident=self._resident(row["c_id"], {field: row[f"c_{field}_sealed"] for field in _FIELDS}),
            quota=quota_of(row["quota"]) if row["quota"] is not None else None,
            opened_at=row["c_opened_at"],
            updated_at=row["c_updated_at"],
            offered_to=offer and offer[0],
            offered_until=offer and offer[1],
            incident=OpenIncident(row["incident_id"], row["facility"]) if row["incident_id"] else None,
        )


def _agent(agent_id: str | None, name: str | None) -> AgentName | None:
    return AgentName(agent_id, name or "") if agent_id else None


def _conditions(wanted: SummaryFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [conversations.c.estate_id.in_(sorted(wanted.estates))]
    if wanted.holder:
        conditions.append(conversations.c.holder == wanted.holder)
    if wanted.agent_id:
        conditions.append(conversations.c.agent_id == wanted.agent_id)
    if wanted.like:
        conditions.append(is_like(wanted.like))
    return conditions
