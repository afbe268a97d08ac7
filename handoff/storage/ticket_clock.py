"""The times of tickets: kept beside them, so that a sweep finds what is due without counting."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.service_times import TicketTimes
from handoff.domain.ticket import IN_WORK, Ticket
from handoff.storage.sealing import Seal
from handoff.storage.ticket_reading import TicketReader
from handoff.storage.ticket_tables import tickets


class TicketClock:
    """Tickets' times on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._reader = TicketReader(connection, seal)

    async def watched(self, as_of: datetime, *, limit: int) -> list[Ticket]:
        """Return tickets that must be looked at by now."""
        return await self._reader.select(tickets.c.watch_at <= as_of, limit=limit)

    async def in_work(self, estate: str) -> list[Ticket]:
        """Return an estate's tickets on which somebody works."""
        return await self._reader.select(tickets.c.estate_id == estate, tickets.c.state.in_(sorted(IN_WORK)))

    async def keep(self, number: str, times: TicketTimes) -> None:
        """Keep a ticket's times, counted anew."""
        await self._update(number, **time_values(times))

    async def watch(self, number: str, at: datetime | None) -> None:
        """Keep when the ticket must be looked at next; None where there is nothing to look for."""
        await self._update(number, watch_at=at)

    async def put_first(self, number: str) -> None:
        """Raise a ticket's priority by one; there is nothing before 1."""
        raised = sa.case((tickets.c.priority > 1, tickets.c.priority - 1), else_=1)
        await self._update(number, priority=raised)

    async def _update(self, number: str, **values: object) -> None:
        await self._connection.execute(tickets.update().where(tickets.c.number == number).values(values))


def time_values(times: TicketTimes) -> dict[str, datetime]:
    """Return a ticket's times by column."""
    return {
        "response_warned_at": times.response.warned_at,
        "response_due_at": times.response.due_at,
        "resolution_warned_at": times.resolution.warned_at,
        "resolution_due_at": times.resolution.due_at,
    }
