"""Reading tickets with all their records; the house is opened on the way out."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.service_times import Deadline, TicketTimes
from handoff.domain.ticket import FollowUp, Handing, Matter, Move, Picture, Ticket, Urging
from handoff.domain.turn import Attachment, Author
from handoff.domain.work_step import WorkStep
from handoff.storage.locking import lock_rows
from handoff.storage.promises import promise_of
from handoff.storage.sealing import Seal
from handoff.storage.tables import attachments
from handoff.storage.ticket_tables import (
    promises,
    ticket_conversations,
    ticket_follow_ups,
    ticket_handings,
    ticket_moves,
    ticket_pictures,
    ticket_urgings,
    tickets,
    work_steps,
)

Rows = dict[str, list[sa.RowMapping]]


class TicketReader:
    """Reads tickets on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def select(self, *conditions: sa.ColumnElement[bool], limit: int | None = None) -> list[Ticket]:
        """Return the tickets that meet these conditions, the newest first."""
        await lock_rows(self._connection, tickets, *conditions)
        newest = (tickets.c.opened_at.desc(), tickets.c.number.desc())
        query = sa.select(tickets).where(*conditions).order_by(*newest).limit(limit)
        rows = (await self._connection.execute(query)).mappings().all()
        numbers = [row["number"] for row in rows]
        moves = await self._records(ticket_moves, ticket_moves.c.revision, numbers)
        urgings = await self._records(ticket_urgings, ticket_urgings.c.id, numbers)
        promised = await self._records(promises, promises.c.at, numbers)
        links = await self._records(ticket_conversations, ticket_conversations.c.conversation_id, numbers)
        calls = await self._records(ticket_follow_ups, ticket_follow_ups.c.id, numbers)
        handings = await self._records(ticket_handings, ticket_handings.c.id, numbers)
        pictures = await self._pictures(numbers)
        steps = await self._records(work_steps, work_steps.c.id, numbers)
        return [
            Ticket(
                number=row["number"],
                estate=row["estate_id"],
                matter=self._matter(row),
                state=row["state"],
                owner=Author("agent", row["owner_name"], row["owner_id"]) if row["owner_id"] else None,
                times=_times(row),
                priority=row["priority"],
                moves=tuple(
                    Move(one["state"], _author(one), one["at"], one["note"]) for one in moves[row["number"]]
                ),
                urgings=tuple(Urging(_author(one), one["at"]) for one in urgings[row["number"]]),
                promises=tuple(promise_of(one) for one in promised[row["number"]]),
                conversations=tuple(one["conversation_id"] for one in links[row["number"]]),
                follow_ups=tuple(_follow_up(one) for one in calls[row["number"]]),
                handings=tuple(_handing(one) for one in handings[row["number"]]),
                pictures=tuple(_picture(one) for one in pictures[row["number"]]),
                steps=tuple(step_of(one) for one in steps[row["number"]]),
            )
            for row in rows
        ]

    def _matter(self, row: sa.RowMapping) -> Matter:
        return Matter(
            category=row["category"],
            trade=row["trade"],
            urgency=row["urgency"],
            summary=row["summary"],
            details=row["details"],
            house=self._seal.open(row["house_sealed"], f"{row['number']}/house"),
        )

    async def _records(self, table: sa.Table, order: sa.ColumnElement[Any], numbers: Sequence[str]) -> Rows:
        """Return a table's rows of these tickets, in order, by number."""
        return await self._by_number(
            sa.select(table).where(table.c.ticket_number.in_(numbers)).order_by(order)
        )

    async def _pictures(self, numbers: Sequence[str]) -> Rows:
        """Return the pictures of these tickets, the oldest first, by number."""
        linked = sa.select(ticket_pictures.c.ticket_number, attachments).join(attachments)
        mine = ticket_pictures.c.ticket_number.in_(numbers)
        return await self._by_number(linked.where(mine).order_by(attachments.c.at, attachments.c.id))

    async def _by_number(self, query: sa.Select[Any]) -> Rows:
        by_number: Rows = defaultdict(list)
        for row in (await self._connection.execute(query)).mappings():
            by_number[row["ticket_number"]].append(row)
        return by_number


def _times(row: sa.RowMapping) -> TicketTimes:
    return TicketTimes(
        Deadline(warned_at=row["response_warned_at"], due_at=row["response_due_at"]),
        Deadline(warned_at=row["resolution_warned_at"], due_at=row["resolution_due_at"]),
    )


def _author(row: sa.RowMapping) -> Author:
    return Author(row["author_kind"], row["author_name"], row["author_id"])


def _follow_up(row: sa.RowMapping) -> FollowUp:
    return FollowUp(
        by=_author(row),
        at=row["at"],
        is_reached=row["is_reached"],
        satisfied=row["satisfied"],
        note=row["note"],
        client_key=row["client_key"],
    )


def _handing(row: sa.RowMapping) -> Handing:
    to = Author("agent", row["to_name"], row["to_id"])
    return Handing(to=to, by=_author(row), at=row["at"], note=row["note"])


def _picture(row: sa.RowMapping) -> Picture:
    attachment = Attachment(row["id"], row["media_type"], row["width"], row["height"])
    return Picture(row["conversation_id"], attachment)


def step_of(row: sa.RowMapping) -> WorkStep:
    """Return a repairer's step as its row holds it."""
    return WorkStep(
        key=row["client_key"],
        kind=row["kind"],
        by=_author(row),
        recorded_at=row["recorded_at"],
        at=row["at"],
        after=row["after_key"],
        note=row["note"],
        refusal=row["refusal"],
        attachment=Attachment(**row["attachment"]) if row["attachment"] else None,
    )
