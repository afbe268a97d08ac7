"""Proposals, publications and settled misses."""

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.conversation import AgentName
from handoff.domain.knowledge import Proposal, Publication, Settled
from handoff.errors import RepeatedKey
from handoff.storage.knowledge_tables import proposals, publications, settled_misses
from handoff.storage.locking import lock_rows

SHOWN = 50


class Proposals:
    """Proposals on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, proposal: Proposal) -> None:
        """Store a proposal."""
        await self._connection.execute(proposals.insert().values(_proposal_row(proposal)))

    async def get(self, proposal_id: str) -> Proposal | None:
        """Find a proposal."""
        await lock_rows(self._connection, proposals, proposals.c.id == proposal_id)
        found = await self._select(proposals.c.id == proposal_id)
        return found[0] if found else None

    async def waiting(self, estate: str, entry_id: str | None = None) -> list[Proposal]:
        """Return an estate's undecided proposals, the oldest first."""
        wanted = [proposals.c.estate_id == estate, proposals.c.decision.is_(None)]
        return await self._select(*wanted, *([proposals.c.entry_id == entry_id] if entry_id else []))

    async def decide(self, proposal: Proposal) -> bool:
        """Store the decision; False where somebody else decided before."""
        row = _proposal_row(proposal)
        decided = ("decision", "decided_by_id", "decided_by_name", "decided_at", "reason")
        changed = await self._connection.execute(
            proposals.update()
            .where(proposals.c.id == proposal.id, proposals.c.decision.is_(None))
            .values({name: row[name] for name in decided})
        )
        return changed.rowcount == 1

    async def _select(self, *conditions: sa.ColumnElement[bool]) -> list[Proposal]:
        query = sa.select(proposals).where(*conditions).order_by(proposals.c.at, proposals.c.id)
        return [_proposal(row) for row in (await self._connection.execute(query)).mappings()]


class Publications:
    """Publications on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, publication: Publication) -> None:
        """Store a running publication; raises RepeatedKey where the estate has one."""
        row = {**asdict(publication), "estate_id": publication.estate, **_who("by", publication.by)}
        try:
            await self._connection.execute(publications.insert().values(_only(row, publications)))
        except IntegrityError as error:
            raise RepeatedKey from error

    async def end(self, publication: Publication) -> None:
        """Store how it ended."""
        names = ("state", "ended_at", "version", "lines", "problems", "gate")
        await self._connection.execute(
            publications.update()
            .where(publications.c.id == publication.id)
            .values({name: getattr(publication, name) for name in names})
        )

    async def progress(self, publication_id: str, lines: Sequence[str]) -> None:
        """Store what has been said so far."""
        await self._connection.execute(
            publications.update()
            .where(publications.c.id == publication_id, publications.c.ended_at.is_(None))
            .values(lines=list(lines))
        )

    async def get(self, publication_id: str) -> Publication | None:
        """Find a publication."""
        found = await self._select(publications.c.id == publication_id)
        return found[0] if found else None

    async def running(self, estate: str) -> Publication | None:
        """Return the estate's running publication."""
        found = await self._select(publications.c.estate_id == estate, publications.c.ended_at.is_(None))
        return found[0] if found else None

    async def of(self, estate: str) -> list[Publication]:
        """Return the estate's last publications, the newest first."""
        return await self._select(publications.c.estate_id == estate)

    async def _select(self, *conditions: sa.ColumnElement[bool]) -> list[Publication]:
        query = (
            sa.select(publications).where(*conditions).order_by(publications.c.began_at.desc()).limit(SHOWN)
        )
        return [_publication(row) for row in (await self._connection.execute(query)).mappings()]


class SettledMisses:
    """Settled misses on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, settled: Sequence[Settled]) -> None:
        """Store what was dealt with; raises RepeatedKey where somebody else did meanwhile."""
        rows = [_only({**asdict(one), "estate_id": one.estate}, settled_misses) for one in settled]
        try:
            await self._connection.execute(settled_misses.insert(), rows)
        except IntegrityError as error:
            raise RepeatedKey from error

    async def of(self, estate: str) -> set[tuple[str, int]]:
        """Return the estate's settled misses as (conversation, seq)."""
        query = sa.select(settled_misses.c.conversation_id, settled_misses.c.seq).where(
            settled_misses.c.estate_id == estate
        )
        return {(conversation, seq) for conversation, seq in await self._connection.execute(query)}


def _who(name: str, who: AgentName | None) -> dict[str, str | None]:
    return {f"{name}_id": who.id if who else None, f"{name}_name": who.name if who else None}


def _only(row: dict[str, object], table: sa.Table) -> dict[str, object]:
    return {name: value for name, value in row.items() if name in table.c}


def _proposal_row(proposal: Proposal) -> dict[str, object]:
    row = {
        **asdict(proposal),
        "estate_id": proposal.estate,
        **_who("author", proposal.author),
        **_who("decided_by", proposal.decided_by),
    }
    return _only(row, proposals)


def _proposal(row: sa.RowMapping) -> Proposal:
    kept = {name: row[name] for name in row if not name.startswith(("author_", "decided_by_", "estate_"))}
    decided_by = AgentName(row["decided_by_id"], row["decided_by_name"]) if row["decided_by_id"] else None
    author = AgentName(row["author_id"], row["author_name"])
    return Proposal(**kept, estate=row["estate_id"], author=author, decided_by=decided_by)


def _publication(row: sa.RowMapping) -> Publication:
    kept = {name: row[name] for name in row if not name.startswith(("by_", "estate_"))}
    return Publication(**kept, estate=row["estate_id"], by=AgentName(row["by_id"], row["by_name"]))
