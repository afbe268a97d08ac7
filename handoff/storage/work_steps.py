"""What repairers wrote down about tickets: each step once, whatever became of it."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.ticket import Ticket
from handoff.domain.work_order import REPAIRABLE
from handoff.domain.work_step import WorkStep
from handoff.errors import RepeatedKey
from handoff.storage.sealing import Seal
from handoff.storage.ticket_reading import TicketReader, step_of
from handoff.storage.ticket_tables import tickets, work_steps
from handoff.storage.tickets import author_values


class WorkSteps:
    """Steps on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._reader = TicketReader(connection, seal)

    async def add(self, number: str, step: WorkStep, fingerprint: str) -> None:
        """Store a step; raises RepeatedKey where this repairer's phone sent it already."""
        try:
            await self._connection.execute(
                work_steps.insert().values(
                    ticket_number=number, client_key=step.key, after_key=step.after, kind=step.kind,
                    note=step.note, refusal=step.refusal, recorded_at=step.recorded_at, at=step.at,
                    attachment=asdict(step.attachment) if step.attachment else None,
                    fingerprint=fingerprint, **author_values(step.by),
                )
            )  # fmt: skip
        except IntegrityError as error:
            raise RepeatedKey from error

    async def by_key(self, author_id: str, key: str) -> tuple[str, str, WorkStep] | None:
        """Find a repairer's step by its key: the ticket's number, the hash of the body, the step."""
        query = sa.select(work_steps).where(
            work_steps.c.author_id == author_id, work_steps.c.client_key == key
        )
        row = (await self._connection.execute(query)).mappings().first()
        return (row["ticket_number"], row["fingerprint"], step_of(row)) if row else None

    async def orders(
        self, estates: Collection[str], repairer_id: str, *, since: datetime, limit: int
    ) -> Sequence[Ticket]:
        """Return the tickets that are out for repair in these estates, or that the repairer touched since."""
        touched = sa.select(work_steps.c.ticket_number).where(
            work_steps.c.author_id == repairer_id, work_steps.c.at >= since
        )
        return await self._reader.select(
            tickets.c.estate_id.in_(sorted(estates)),
            sa.or_(tickets.c.state.in_(sorted(REPAIRABLE)), tickets.c.number.in_(touched)),
            limit=limit,
        )

    async def erase(self, numbers: Collection[str], text: str) -> list[str]:
        """Put `text` in the place of the notes and forget the pictures; return the pictures' ids."""
        mine = work_steps.c.ticket_number.in_(sorted(numbers))
        found = await self._connection.execute(
            sa.select(work_steps.c.attachment).where(mine, work_steps.c.attachment.is_not(None))
        )
        pictures = [str(attachment["id"]) for attachment in found.scalars()]
        note = sa.case((work_steps.c.note == "", ""), else_=text)
        await self._connection.execute(work_steps.update().where(mine).values(note=note, attachment=None))
        return pictures
