"""Blind indexes of houses and telephone numbers, by which conversations and tickets find their like."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.domain.likeness import house_key, phone_key
from handoff.storage.sealing import Seal
from handoff.storage.tables import conversations
from handoff.storage.ticket_tables import tickets

UNREADABLE = ""  # stands where something was given that is no house and no number; it is like nothing


def house_index(seal: Seal, estate: str, room: str | None) -> str | None:
    """Return the blind index of a house in its estate; None where none was given."""
    return _index(seal, f"{estate}/house", room, house_key(room))


def phone_index(seal: Seal, estate: str, phone: str | None) -> str | None:
    """Return the blind index of a number in its estate; None where none was given."""
    return _index(seal, f"{estate}/phone", phone, phone_key(phone))


def _index(seal: Seal, place: str, given: str | None, key: str | None) -> str | None:
    if given is None:
        return None
    return seal.index(key, place) if key else UNREADABLE


def is_like(conversation_id: str) -> sa.ColumnElement[bool]:
    """Condition: another conversation with the same number or house as this one."""
    return sa.and_(
        conversations.c.id != conversation_id,
        sa.or_(
            conversations.c.house_index == _of(conversations.c.house_index, conversation_id),
            conversations.c.phone_index == _of(conversations.c.phone_index, conversation_id),
        ),
    )


def is_of_house(conversation_id: str) -> sa.ColumnElement[bool]:
    """Condition: a ticket of the house of this conversation's resident."""
    return tickets.c.house_index == _of(conversations.c.house_index, conversation_id)


def _of(column: sa.Column[Any], conversation_id: str) -> sa.ScalarSelect[Any]:
    mine = conversations.alias("mine")
    return sa.select(sa.func.nullif(mine.c[column.name], UNREADABLE)).where(
        mine.c.id == conversation_id
    ).scalar_subquery()  # fmt: skip


async def index_the_rest(writer: AsyncEngine, seal: Seal) -> None:
    """Give their indexes to rows that were stored before there were any."""
    kinds = (
        (conversations, conversations.c.id, "room", "house_index", house_index),
        (conversations, conversations.c.id, "phone", "phone_index", phone_index),
        (tickets, tickets.c.number, "house", "house_index", house_index),
    )
    async with writer.begin() as connection:
        for table, key, field, column, index in kinds:
            sealed = table.c[f"{field}_sealed"]
            query = sa.select(key, table.c.estate_id, sealed).where(
                table.c[column].is_(None), sealed.is_not(None)
            )
            for identity, estate, value in (await connection.execute(query)).all():
                opened = seal.open(value, f"{identity}/{field}")
                await connection.execute(
                    table.update().where(key == identity).values({column: index(seal, estate, opened)})
                )
