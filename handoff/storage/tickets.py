"""Tickets: numbered without a gap, moved by compare-and-set, with every record of their lives."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.records import NewTicket, TicketFilter
from handoff.domain.ticket import Move, Ticket, Urging, day_of, priority_of, ticket_number
from handoff.domain.turn import Author
from handoff.errors import RepeatedKey
from handoff.storage.relations import house_index, is_of_house
from handoff.storage.sealing import Seal
from handoff.storage.ticket_clock import time_values
from handoff.storage.ticket_reading import TicketReader
from handoff.storage.ticket_tables import (
    ticket_conversations,
    ticket_days,
    ticket_moves,
    ticket_urgings,
    tickets,
)


class Tickets:
    """Tickets on one connection; the house is sealed on the way in and opened on the way out."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal
        self._reader = TicketReader(connection, seal)

    async def add(self, new: NewTicket) -> str:
        """Give the ticket the day's next number and store it; raises RepeatedKey."""
        code, day = new.estate.short_code, day_of(new.at)
        number = ticket_number(code, day, await self._next(code, day))
        values = asdict(new.matter)
        house = values.pop("house")
        owner = new.by if new.by.kind == "agent" else None
        try:
            await self._connection.execute(
                tickets.insert().values(
                    number=number, estate_id=new.estate.id, state="accepted", revision=0,
                    house_sealed=self._seal.close(house, f"{number}/house"),
                    house_index=house_index(self._seal, new.estate.id, house),
                    owner_id=owner and owner.id, owner_name=owner and owner.name,
                    opener=new.opener, client_key=new.client_key, fingerprint=new.fingerprint,
                    opened_at=new.at, priority=priority_of(new.matter.urgency),
                    watch_at=new.times.response.warned_at, **time_values(new.times), **values,
                )
            )  # fmt: skip
        except IntegrityError as error:
            raise RepeatedKey from error
        await self._record(number, 0, Move("accepted", new.by, new.at))
        for conversation_id in new.conversations:
            await self._connection.execute(
                ticket_conversations.insert().values(ticket_number=number, conversation_id=conversation_id)
            )
        return number

    async def get(self, number: str) -> Ticket | None:
        """Find a ticket by its number."""
        found = await self._reader.select(tickets.c.number == number)
        return found[0] if found else None

    async def by_key(self, opener: str, client_key: str) -> tuple[Ticket, str | None] | None:
        """Find the ticket opened under this key, and the hash of the body it came from."""
        opened = sa.and_(tickets.c.opener == opener, tickets.c.client_key == client_key)
        found = await self._reader.select(opened)
        if not found:
            return None
        fingerprint = await self._connection.execute(sa.select(tickets.c.fingerprint).where(opened))
        return found[0], fingerprint.scalar_one()

    async def search(self, wanted: TicketFilter, *, limit: int) -> list[Ticket]:
        """Return tickets, the newest first."""
        return await self._reader.select(*_conditions(wanted), limit=limit)

    async def of(self, conversation_id: str) -> list[Ticket]:
        """Return the tickets of a conversation, the newest first."""
        return await self._reader.select(_linked_to(conversation_id))

    async def move(self, ticket: Ticket, move: Move) -> bool:
        """Move a ticket as it was seen; False where somebody else moved it meanwhile."""
        revision = len(ticket.moves)
        values: dict[str, Any] = {"state": move.to, "revision": revision}
        if ticket.owner is None and move.by.kind == "agent":
            values |= {"owner_id": move.by.id, "owner_name": move.by.name}
        moved = await self._connection.execute(
            tickets.update()
            .where(tickets.c.number == ticket.number, tickets.c.revision == revision - 1)
            .values(values)
        )
        if moved.rowcount != 1:
            return False
        await self._record(ticket.number, revision, move)
        return True

    async def urge(self, number: str, urging: Urging) -> None:
        """Store that somebody asked to hurry."""
        await self._connection.execute(
            ticket_urgings.insert().values(ticket_number=number, at=urging.at, **author_values(urging.by))
        )

    async def _next(self, code: str, day: str) -> int:
        """Count one more of the day; whoever undoes the transaction gives the number back."""
        row = sa.and_(ticket_days.c.code == code, ticket_days.c.day == day)
        counting = ticket_days.update().where(row).values(opened=ticket_days.c.opened + 1)
        counted = (await self._connection.execute(counting.returning(ticket_days.c.opened))).scalar()
        if counted is not None:
            return int(counted)
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(ticket_days.insert().values(code=code, day=day, opened=1))
        except IntegrityError:  # another connection began the day in this very moment
            return await self._next(code, day)
        return 1

    async def _record(self, number: str, revision: int, move: Move) -> None:
        await self._connection.execute(
            ticket_moves.insert().values(
                ticket_number=number, revision=revision, state=move.to, note=move.note, at=move.at,
                **author_values(move.by),
            )
        )  # fmt: skip


def _conditions(wanted: TicketFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [tickets.c.estate_id.in_(sorted(wanted.estates))]
    if wanted.state:
        conditions.append(tickets.c.state == wanted.state)
    if wanted.conversation_id:
        conditions.append(_linked_to(wanted.conversation_id))
    if wanted.house_of:
        conditions.append(is_of_house(wanted.house_of))
    if last := wanted.behind:
        conditions.append(_is_behind(last.opened_at, last.number))
    return conditions


def _is_behind(opened_at: datetime, number: str) -> sa.ColumnElement[bool]:
    same_moment = sa.and_(tickets.c.opened_at == opened_at, tickets.c.number < number)
    return sa.or_(tickets.c.opened_at < opened_at, same_moment)


def _linked_to(conversation_id: str) -> sa.ColumnElement[bool]:
    linked = sa.select(ticket_conversations.c.ticket_number)
    return tickets.c.number.in_(linked.where(ticket_conversations.c.conversation_id == conversation_id))


def author_values(author: Author) -> dict[str, str | None]:
    """Return who did something, by column."""
    return {"author_kind": author.kind, "author_id": author.id, "author_name": author.name}
