"""Lines on their way to a messenger, in order, one message in flight a conversation."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.delivery import Delivery, DeliveryJob, Trouble, WaitingLine
from handoff.domain.turn import Turn
from handoff.storage.channel_tables import correspondents, deliveries
from handoff.storage.tables import outbox, turns
from handoff.storage.turns import turn_of

PATIENCE = timedelta(seconds=5)  # that a line has with the bot's answer behind it
_WAITING = deliveries.c.state == "waiting"


class Deliveries:
    """Deliveries on one connection. Leases are the correspondents': one message in flight for each."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, conversation_id: str, turn: Turn, due_at: datetime) -> None:
        """Let a line be sent, from a moment on."""
        await self._connection.execute(
            deliveries.insert().values(
                conversation_id=conversation_id,
                seq=turn.seq,
                state="waiting",
                parts_sent=0,
                attempts=0,
                created_at=turn.at,
                due_at=due_at,
            )
        )

    async def lease(self, now: datetime, until: datetime, limit: int, *, worker: str) -> list[DeliveryJob]:
        """Take conversations whose first waiting line is due.

        While the bot still makes its answer the line waits for it, so that one message carries both.
        """
        first = (
            sa.select(deliveries.c.conversation_id, sa.func.min(deliveries.c.seq).label("seq"))
            .where(_WAITING)
            .group_by(deliveries.c.conversation_id)
            .subquery()
        )
        heads = deliveries.alias("heads")
        is_being_answered = sa.exists().where(
            outbox.c.conversation_id == heads.c.conversation_id,
            outbox.c.done_at.is_(None),
            outbox.c.created_at > now - PATIENCE,
        )
        due = (
            sa.select(correspondents.c.id)
            .join(first, first.c.conversation_id == correspondents.c.conversation_id)
            .join(
                heads,
                sa.and_(heads.c.conversation_id == first.c.conversation_id, heads.c.seq == first.c.seq),
            )
            .where(
                heads.c.due_at <= now,
                sa.not_(is_being_answered),
                sa.or_(correspondents.c.leased_until.is_(None), correspondents.c.leased_until < now),
            )
            .order_by(heads.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=correspondents)
        )
        ids = list((await self._connection.execute(due)).scalars())
        if not ids:
            return []
        taken = await self._connection.execute(
            correspondents.update()
            .where(correspondents.c.id.in_(ids))
            .values(leased_until=until, leased_by=worker)
            .returning(correspondents.c.id, correspondents.c.conversation_id)
        )
        return [DeliveryJob(id=row.id, conversation_id=row.conversation_id) for row in taken]

    async def finish(self, job: DeliveryJob) -> None:
        """Give the conversation free again."""
        await self._connection.execute(
            correspondents.update().where(correspondents.c.id == job.id).values(leased_until=None)
        )

    async def finish_if_empty(self, job: DeliveryJob) -> bool:
        """Give the conversation free again where nothing of it waits any more."""
        waits = sa.exists().where(deliveries.c.conversation_id == job.conversation_id, _WAITING)
        given = await self._connection.execute(
            correspondents.update()
            .where(correspondents.c.id == job.id, sa.not_(waits))
            .values(leased_until=None)
        )
        return given.rowcount == 1

    async def release(self, worker: str) -> None:
        """Give free what this worker had leased: after its start nobody works on it."""
        await self._connection.execute(
            correspondents.update()
            .where(correspondents.c.leased_by == worker, correspondents.c.leased_until.is_not(None))
            .values(leased_until=None)
        )

    async def give_back(self, jobs: Sequence[DeliveryJob], worker: str) -> None:
        """Give the conversations of these jobs free again; nothing was tried."""
        await self._connection.execute(
            correspondents.update()
            .where(correspondents.c.id.in_([job.id for job in jobs]), correspondents.c.leased_by == worker)
            .values(leased_until=None)
        )

    async def waiting(self, conversation_id: str) -> list[WaitingLine]:
        """Return the lines that wait, in order."""
        query = (
            sa.select(
                turns,
                deliveries.c.parts_sent,
                deliveries.c.attempts,
                deliveries.c.created_at.label("promised_at"),
            )
            .join(
                turns,
                sa.and_(
                    turns.c.conversation_id == deliveries.c.conversation_id,
                    turns.c.seq == deliveries.c.seq,
                ),
            )
            .where(deliveries.c.conversation_id == conversation_id, _WAITING)
            .order_by(deliveries.c.seq)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [
            WaitingLine(
                turn=turn_of(row),
                parts_sent=row["parts_sent"],
                attempts=row["attempts"],
                created_at=row["promised_at"],
            )
            for row in rows
        ]

    async def states(self, conversation_id: str) -> dict[int, Delivery]:
        """Return how far each line of a conversation has come, by its number."""
        query = sa.select(deliveries.c.seq, deliveries.c.state, deliveries.c.error)
        rows = await self._connection.execute(query.where(deliveries.c.conversation_id == conversation_id))
        return {row.seq: Delivery(row.state, row.error) for row in rows}

    async def sent(self, conversation_id: str, seqs: Sequence[int], at: datetime) -> None:
        """Note that lines went out whole."""
        await self._change(conversation_id, seqs, state="sent", error=None, settled_at=at)

    async def part_sent(self, conversation_id: str, seq: int) -> None:
        """Note that one more part of a line went out."""
        await self._change(conversation_id, [seq], parts_sent=deliveries.c.parts_sent + 1, attempts=0)

    async def postpone(
        self, conversation_id: str, seqs: Sequence[int], due_at: datetime, *, error: Trouble
    ) -> None:
        """Try lines again later."""
        await self._change(
            conversation_id, seqs, due_at=due_at, error=error, attempts=deliveries.c.attempts + 1
        )

    async def fail(self, conversation_id: str, seqs: Sequence[int], at: datetime, *, error: Trouble) -> None:
        """Give lines up."""
        await self._change(conversation_id, seqs, state="failed", error=error, settled_at=at)

    async def revive(
        self, conversation_id: str, since: datetime, at: datetime, *, errors: Collection[Trouble]
    ) -> list[int]:
        """Let lines that were given up for these reasons wait again; return their numbers."""
        again = await self._connection.execute(
            deliveries.update()
            .where(
                deliveries.c.conversation_id == conversation_id,
                deliveries.c.state == "failed",
                deliveries.c.error.in_(sorted(errors)),
                deliveries.c.created_at > since,
            )
            .values(state="waiting", error=None, due_at=at, attempts=0, settled_at=None)
            .returning(deliveries.c.seq)
        )
        return sorted(again.scalars())

    async def erase(self, conversation_id: str, at: datetime) -> None:
        """Send nothing more of a conversation."""
        await self._connection.execute(
            deliveries.update()
            .where(deliveries.c.conversation_id == conversation_id, _WAITING)
            .values(state="failed", error="unreachable", settled_at=at)
        )

    async def _change(self, conversation_id: str, seqs: Sequence[int], **values: object) -> None:
        await self._connection.execute(
            deliveries.update()
            .where(deliveries.c.conversation_id == conversation_id, deliveries.c.seq.in_(seqs))
            .values(**values)
        )
