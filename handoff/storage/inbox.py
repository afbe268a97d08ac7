"""The inbox: what the platforms handed in, each once, worked off in order for each person."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.correspondent import AccountName, InboxJob, Incoming
from handoff.storage.channel_tables import inbox
from handoff.storage.sealing import Seal

OVERTAKEN_AFTER = 3  # tries


class Inbox:
    """The inbox on one connection; what a person wrote is sealed."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, incoming: Incoming, at: datetime) -> bool:
        """Store a callback; False where it is stored already."""
        account, values = incoming.account, asdict(incoming)
        del values["account"]
        key_index = self._index(account, incoming.key)
        return await self._insert(
            account,
            key_index,
            person_index=self._seal.index(incoming.person, person_place(account)),
            incoming_sealed=self._seal.close(json.dumps(values), _place(account, key_index)),
            due_at=at,
            received_at=at,
        )

    async def quarantine(self, account: AccountName, key: str, at: datetime, *, why: str) -> bool:
        """Remember a callback that nobody could read, so that it is not looked at again."""
        return await self._insert(
            account,
            self._index(account, key),
            person_index="",
            due_at=at,
            received_at=at,
            done_at=at,
            outcome=why,
        )

    def _index(self, account: AccountName, key: str) -> str:
        return self._seal.index(key, f"inbox/{account.channel}/{account.name}")

    async def _insert(self, account: AccountName, key_index: str, **values: object) -> bool:
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        stored = await self._connection.execute(
            insert(inbox)
            .values(
                channel=account.channel,
                account=account.name,
                key_index=key_index,
                attempts=0,
                **values,
            )
            .on_conflict_do_nothing()
        )
        return stored.rowcount == 1

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


def _place(account: AccountName, key: str) -> str:
    return f"inbox/{account.channel}/{account.name}/{key}"


def person_place(account: AccountName) -> str:
    """Name what a person's blind index is bound to; the same here and with the correspondents."""
    return f"person/{account.channel}/{account.name}"
