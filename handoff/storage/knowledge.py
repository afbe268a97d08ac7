"""The ledger inside the desk's transaction: the same functions that the command line uses."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.errors import StaleEntry
from knowledge_base.content import Content
from knowledge_base.draft import Accepted, Draft
from knowledge_base.entry import Entry
from knowledge_base.estate import Estate
from knowledge_base.ledger import accepted, drafts, revisions
from knowledge_base.ledger.revisions import Mark, Revision, StaleError, Tally


class Knowledge:
    """Estates' entries on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def may_take_in(self, estate: str) -> bool:
        """Whether what the estate ships with still counts."""
        return await self._connection.run_sync(drafts.may_take_in, estate)

    async def take_in(self, content: Content, now: datetime) -> None:
        """Bring in what ships with the project."""
        await self._connection.run_sync(partial(drafts.take_in, now=now), content)

    async def begin(self, estate: Estate, mark: Mark) -> None:
        """Let an estate without content have a profile."""
        await self._connection.run_sync(partial(drafts.begin_content, mark=mark), estate)

    async def draft(self, estate: str) -> Draft | None:
        """Return what the next publication takes; None for an estate without content."""
        return await self._connection.run_sync(drafts.kept_draft, estate)

    async def heads(self, estate: str) -> list[Revision]:
        """Return the last revision of every entry that the estate has or had."""
        return await self._connection.run_sync(revisions.heads, estate)

    async def history(self, estate: str, entry_id: str) -> list[Revision]:
        """Return an entry's revisions, the newest first."""
        return await self._connection.run_sync(revisions.history, estate, entry_id)

    async def revise(self, estate: str, entry: Entry | str, base: int, mark: Mark) -> Revision:
        """Store the revision after `base`; an id alone takes the entry out. Raises StaleEntry."""
        try:
            return await self._connection.run_sync(
                partial(revisions.revise, base=base, mark=mark), estate, entry
            )
        except StaleError as error:
            raise StaleEntry from error

    async def replace(self, content: Content, mark: Mark) -> Tally:
        """Make the content the estate's draft."""
        return await self._connection.run_sync(partial(drafts.store_content, mark=mark), content)

    async def accept(self, estate: str, found: Iterable[Accepted], at: datetime) -> int:
        """Keep answers that residents accepted; return how many are new."""
        return await self._connection.run_sync(partial(accepted.accept, at=at), estate, list(found))

    async def let_go(self, estate: str, questions: Iterable[str], *, by: str, at: datetime) -> int:
        """Say that accepted answers need not hold any more; return how many did."""
        return await self._connection.run_sync(
            partial(accepted.let_go, by=by, at=at), estate, list(questions)
        )
