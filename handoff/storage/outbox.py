"""The outbox: questions to the bot that were promised in the same transaction as the turn."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.conversation import Conversation
from handoff.domain.records import Job
from handoff.storage.tables import outbox

# Put together once: they run with every message.
_ADD = outbox.insert()
_FINISH = (
    outbox.update()
    .where(outbox.c.id == sa.bindparam("job"), outbox.c.done_at.is_(None))
    .values(done_at=sa.bindparam("now"), leased_until=None, outcome=sa.bindparam("ended"))
)


class Outbox:
    """The outbox on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, conversation: Conversation, seq: int, at: datetime) -> None:
        """Ask the bot about this turn."""
        asked = {"conversation_id": conversation.id, "seq": seq, "epoch": conversation.epoch}
        await self._connection.execute(_ADD, {**asked, "attempts": 0, "created_at": at})

    async def lease(self, now: datetime, until: datetime, limit: int, *, worker: str) -> list[Job]:
        """Take due jobs, the oldest of each conversation; a conversation with a leased job waits."""
        first = (
            sa.select(sa.func.min(outbox.c.id))
            .where(outbox.c.done_at.is_(None))
            .group_by(outbox.c.conversation_id)
        )
        free = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < now)
        due = sa.select(outbox.c.id).where(outbox.c.id.in_(first), free).order_by(outbox.c.id).limit(limit)
        due = due.with_for_update(skip_locked=True)  # another worker is taking those this very moment
        ids = list((await self._connection.execute(due)).scalars())
        if not ids:
            return []
        taken = await self._connection.execute(
            outbox.update()
            .where(outbox.c.id.in_(ids))
            .values(leased_until=until, leased_by=worker, attempts=outbox.c.attempts + 1)
            .returning(outbox)
        )
        return sorted((_job(row) for row in taken), key=lambda job: job.id)

    async def finish(self, job: Job, outcome: str, at: datetime) -> bool:
        """Mark a job as done; False where it was done already."""
        done = await self._connection.execute(_FINISH, {"job": job.id, "now": at, "ended": outcome})
        return done.rowcount == 1

    async def release(self, worker: str) -> None:
        """Make what this worker had leased due again."""
        await self._connection.execute(
            outbox.update()
            .where(outbox.c.leased_by == worker, outbox.c.done_at.is_(None))
            .values(leased_until=None)
        )

    async def give_back(self, jobs: Sequence[Job], worker: str) -> None:
        """Make jobs of this worker due again that could not even be tried; the try does not count."""
        await self._connection.execute(
            outbox.update()
            .where(
                outbox.c.id.in_([job.id for job in jobs]),
                outbox.c.leased_by == worker,
                outbox.c.done_at.is_(None),
            )
            .values(leased_until=None, attempts=outbox.c.attempts - 1)
        )


def _job(row: sa.Row[tuple[object, ...]]) -> Job:
    return Job(
        id=row.id,
        conversation_id=row.conversation_id,
        seq=row.seq,
        epoch=row.epoch,
        attempts=row.attempts,
        created_at=row.created_at,
    )
