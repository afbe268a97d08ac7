"""The inbox: what the platforms handed in, each once, worked off in order for each person."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.correspondent import AccountName, InboxJob, Incoming, Unreadable
from handoff.storage.channel_tables import inbox
from handoff.storage.sealing import Seal

OVERTAKEN_AFTER = 3  # tries


class Inbox:
    """The inbox on one connection; what a person wrote is sealed."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, callbacks: Sequence[Incoming | Unreadable], at: datetime) -> list[bool]:
        """Store callbacks in one statement; say of each whether it was new.

        What nobody could read is remembered as worked off, so that it is not looked at again.
        """
        if not callbacks:
            return []
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        rows = [self._row(callback, at) for callback in callbacks]
        stored = await self._connection.execute(
            insert(inbox)
            .on_conflict_do_nothing()
            .returning(inbox.c.channel, inbox.c.account, inbox.c.key_index),
            rows,
        )
        new = {tuple(row) for row in stored}
        # The same one twice among them is new once.
        return [_taken_from(new, (row["channel"], row["account"], row["key_index"])) for row in rows]

    def _row(self, callback: Incoming | Unreadable, at: datetime) -> dict[str, Any]:
        account = callback.account
        key_index = self._index(account, callback.key)
        row = {
            "channel": account.channel,
            "account": account.name,
            "key_index": key_index,
            "attempts": 0,
            "received_at": at,
            "due_at": at,
        }
        if isinstance(callback, Unreadable):
            nothing = {"person_index": "", "incoming_sealed": None}
            return row | nothing | {"done_at": at, "outcome": callback.why}
        values = asdict(callback)
        del values["account"]
        said = {
            "person_index": self._seal.index(callback.person, person_place(account)),
            "incoming_sealed": self._seal.close(json.dumps(values), _place(account, key_index)),
        }
        return row | said | {"done_at": None, "outcome": None}

    def _index(self, account: AccountName, key: str) -> str:
        return self._seal.index(key, f"inbox/{account.channel}/{account.name}")

    async def find(self, account: AccountName, key: str) -> int | None:
        """Return the id of a stored callback."""
        found = sa.select(inbox.c.id).where(
            inbox.c.channel == account.channel,
            inbox.c.account == account.name,
            inbox.c.key_index == self._index(account, key),
        )
        number: int | None = (await self._connection.execute(found)).scalar()
        return number

    async def lease(self, now: datetime, until: datetime, limit: int, *, worker: str) -> list[InboxJob]:
        """Take due callbacks, the oldest of each person; a person with a leased one waits.

        What was tried in vain several times and waits is overtaken: words must not wait for a picture.
        """
        is_overtaken = sa.and_(inbox.c.attempts >= OVERTAKEN_AFTER, inbox.c.due_at > now)
        first = (
            sa.select(sa.func.min(inbox.c.id))
            .where(inbox.c.done_at.is_(None), sa.not_(is_overtaken))
            .group_by(inbox.c.channel, inbox.c.account, inbox.c.person_index)
        )
        free = sa.or_(inbox.c.leased_until.is_(None), inbox.c.leased_until < now)
        due = (
            sa.select(inbox.c.id)
            .where(inbox.c.id.in_(first), free, inbox.c.due_at <= now)
            .order_by(inbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list((await self._connection.execute(due)).scalars())
        if not ids:
            return []
        taken = await self._connection.execute(
            inbox.update()
            .where(inbox.c.id.in_(ids))
            .values(leased_until=until, leased_by=worker, attempts=inbox.c.attempts + 1)
            .returning(inbox)
        )
        return sorted((self._job(row._mapping) for row in taken), key=lambda job: job.id)

    async def finish(self, job: InboxJob, outcome: str, at: datetime) -> bool:
        """Mark a callback as worked off and forget what it said; False where it was done already."""
        done = await self._connection.execute(
            inbox.update()
            .where(inbox.c.id == job.id, inbox.c.done_at.is_(None))
            .values(done_at=at, leased_until=None, outcome=outcome, incoming_sealed=None)
        )
        return done.rowcount == 1

    async def set_aside(self, job: InboxJob, at: datetime) -> None:
        """Stop trying, and keep what it said for whoever looks into it."""
        await self._connection.execute(
            inbox.update()
            .where(inbox.c.id == job.id)
            .values(done_at=at, leased_until=None, outcome="set_aside")
        )

    async def postpone(self, job: InboxJob, due_at: datetime) -> None:
        """Try again later."""
        await self._connection.execute(
            inbox.update().where(inbox.c.id == job.id).values(due_at=due_at, leased_until=None)
        )

    async def release(self, worker: str) -> None:
        """Make what this worker had leased due again."""
        await self._connection.execute(
            inbox.update()
            .where(inbox.c.leased_by == worker, inbox.c.done_at.is_(None))
            .values(leased_until=None)
        )

    async def give_back(self, jobs: Sequence[InboxJob], worker: str) -> None:
        """Make jobs of this worker due again that could not even be tried; the try does not count."""
        await self._connection.execute(
            inbox.update()
            .where(
                inbox.c.id.in_([job.id for job in jobs]),
                inbox.c.leased_by == worker,
                inbox.c.done_at.is_(None),
            )
            .values(leased_until=None, attempts=inbox.c.attempts - 1)
        )

    async def has_old(self, before: datetime) -> bool:
        """Whether there are rows that were worked off before a moment."""
        return (
            await self._connection.execute(sa.select(sa.exists().where(inbox.c.done_at < before)))
        ).scalar_one()

    async def forget(self, before: datetime) -> None:
        """Drop rows that were worked off before a moment."""
        await self._connection.execute(inbox.delete().where(inbox.c.done_at < before))

    def _job(self, row: Any) -> InboxJob:
        account = AccountName(row["channel"], row["account"])
        return InboxJob(
            id=row["id"],
            incoming=self._incoming(account, row),
            attempts=row["attempts"],
            received_at=row["received_at"],
        )

    def _incoming(self, account: AccountName, row: Any) -> Incoming:
        opened = self._seal.open(row["incoming_sealed"], _place(account, row["key_index"]))
        return Incoming(account=account, **json.loads(opened or "{}"))


def _taken_from(new: set[tuple[Any, ...]], key: tuple[Any, ...]) -> bool:
    """Take a key out of those that are new, if it is there."""
    is_new = key in new
    new.discard(key)
    return is_new


def _place(account: AccountName, key: str) -> str:
    return f"inbox/{account.channel}/{account.name}/{key}"


def person_place(account: AccountName) -> str:
    """Name what a person's blind index is bound to; the same here and with the correspondents."""
    return f"person/{account.channel}/{account.name}"
