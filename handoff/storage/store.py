"""The database as the desk sees it: writing and reading transactions that announce after the commit."""

import copy
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.domain.events import Event
from handoff.endings import to_the_end
from handoff.errors import Busy
from handoff.storage.accounts import Accounts
from handoff.storage.agents import Agents
from handoff.storage.alerts import Alerts
from handoff.storage.attachments import Attachments
from handoff.storage.attempts import Attempts
from handoff.storage.audit import Audit
from handoff.storage.backlogs import Backlogs
from handoff.storage.board import BoardView
from handoff.storage.canned_replies import CannedReplies
from handoff.storage.channel_cursors import ChannelCursors
from handoff.storage.channel_doors import ChannelDoors
from handoff.storage.channel_tokens import ChannelTokens
from handoff.storage.conversations import Conversations
from handoff.storage.correspondents import Correspondents
from handoff.storage.deliveries import Deliveries
from handoff.storage.engine import WAIT_FOR_WRITER, connected, places_of
from handoff.storage.escalations import Escalations
from handoff.storage.estates import Estates
from handoff.storage.figures import FiguresView
from handoff.storage.hindsight import Hindsight
from handoff.storage.house_codes import HouseCodes
from handoff.storage.inbox import Inbox
from handoff.storage.incidents import Incidents
from handoff.storage.knowledge import Knowledge
from handoff.storage.ledger import Ledger
from handoff.storage.locking import mark_as_writing
from handoff.storage.notes import Notes
from handoff.storage.outbox import Outbox
from handoff.storage.people import People
from handoff.storage.promises import Promises
from handoff.storage.publications import Proposals, Publications, SettledMisses
from handoff.storage.ratings import Ratings
from handoff.storage.records import Records
from handoff.storage.retention import Retention
from handoff.storage.rota import Rota
from handoff.storage.routing import Routing
from handoff.storage.sealing import Seal
from handoff.storage.settings import EstateSettings
from handoff.storage.ticket_clock import TicketClock
from handoff.storage.ticket_records import TicketRecords
from handoff.storage.tickets import Tickets
from handoff.storage.turns import Turns
from handoff.storage.unsent import UnsentWords
from handoff.storage.work_steps import WorkSteps

log = logging.getLogger(__name__)
RETRY_AFTER = 2
# SQLSTATE classes and codes of PostgreSQL's manual, appendix A: connection lost, deadlock or failed
# serialisation, no resources, lock not to be had, server going down or coming up.
_PASSING = ("08", "40", "53", "55P03", "57P")
_CALLING = "calling"  # whoever is at the door
_TURNS = {_CALLING: 2}  # at a time: they look at a screen meanwhile


class _PeopleWork:
    """The part that is about people at work, what many report, and what is counted."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self.incidents = Incidents(connection, seal)
        self.figures = FiguresView(connection, seal)
        self.ratings = Ratings(connection)
        self.people = People(connection)
        self.accounts = Accounts(connection)
        self.attempts = Attempts(connection, seal)
        self.routing = Routing(connection)
        self.board = BoardView(connection)
        self.backlogs = Backlogs(connection)
        self.unsent = UnsentWords(connection, seal)
        self.canned_replies = CannedReplies(connection)
        self.work_steps = WorkSteps(connection, seal)


class Work(_PeopleWork):
    """One transaction and everything that can be done in it."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        super().__init__(connection, seal)
        self.conversations = Conversations(connection, seal)
        self.turns = Turns(connection)
        self.notes = Notes(connection)
        self.escalations = Escalations(connection)
        self.records = Records(connection)
        self.outbox = Outbox(connection)
        self.agents = Agents(connection)
        self.estates = Estates(connection)
        self.attachments = Attachments(connection)
        self.tickets = Tickets(connection, seal)
        self.alerts = Alerts(connection)
        self.house_codes = HouseCodes(connection, seal)
        self.inbox = Inbox(connection, seal)
        self.correspondents = Correspondents(connection, seal)
        self.deliveries = Deliveries(connection)
        self.channel_tokens = ChannelTokens(connection, seal)
        self.knowledge = Knowledge(connection)
        self.proposals = Proposals(connection)
        self.publications = Publications(connection)
        self.settled_misses = SettledMisses(connection)
        self.ticket_records = TicketRecords(connection)
        self.ticket_clock = TicketClock(connection, seal)
        self.promises = Promises(connection)
        self.ledger = Ledger(connection, seal)
        self.settings = EstateSettings(connection, seal)
        self.retention = Retention(connection)
        self.audit = Audit(connection, seal)
        self.channel_cursors = ChannelCursors(connection)
        self.channel_doors = ChannelDoors(connection)
        self.hindsight = Hindsight(connection)
        self.announced: list[Event] = []

    def announce(self, event: Event) -> None:
        """Tell the listeners once the transaction is committed."""
        self.announced.append(event)


class Store:
    """Transactions over two engines; `publish` is called once for each event of a committed transaction."""

    def __init__(
        self, writer: AsyncEngine, reader: AsyncEngine, *, seal: Seal, publish: Callable[[Event], None]
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._rotas = {
            engine: Rota(places_of(engine), patience=WAIT_FOR_WRITER, turns=_TURNS)
            for engine in (writer, reader)
        }
        self._kind = _CALLING
        self._seal = seal
        self._publish = publish

    def apart(self, kind: str) -> "Store":
        """Return the same database for one kind of work, which has a turn of its own among the kinds."""
        store = copy.copy(self)
        store._kind = kind
        return store

    @asynccontextmanager
    async def _turn(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        async with self._rotas[engine].turn(self._kind), connected(engine) as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Work]:
        """Begin a writing transaction; raises Busy where the database is locked or full."""
        with _as_busy():
            async with self._turn(self._writer) as connection:
                await mark_as_writing(connection)
                await connection.begin()
                work = Work(connection, self._seal)
                yield work
                # A caller that is cancelled now must not part the commit from its announcement.
                await to_the_end(self._commit(connection, work))

    async def _commit(self, connection: AsyncConnection, work: Work) -> None:
        await connection.commit()
        for event in work.announced:
            self._publish(event)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Work]:
        """Begin a reading transaction: a snapshot that waits for nobody."""
        with _as_busy():
            async with self._turn(self._reader) as connection:
                yield Work(connection, self._seal)

    async def compact(self) -> None:
        """Write the log back and empty it, so that erased words are in no file any more."""
        if self._writer.dialect.name == "sqlite":
            async with self._turn(self._writer) as connection:
                raw: Any = await connection.get_raw_connection()
                await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def ping(self) -> bool:
        """Whether the database answers."""
        try:
            async with self._turn(self._reader) as connection:
                await connection.execute(sa.text("SELECT 1"))
        except (DBAPIError, PoolTimeout, OSError):
            return False
        return True


class _as_busy:  # noqa: N801 - reads as a statement: `with _as_busy():`
    """Turn a database that cannot take a transaction into Busy."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if _is_unavailable(error):
            log.error("database_unavailable", extra={"cause": type(error).__name__})
            raise Busy(retry_after=RETRY_AFTER) from error


def _is_unavailable(error: BaseException | None) -> bool:
    """Whether the database, not the statement, is why it failed; the caller may try again."""
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or ""
        return (
            isinstance(error, OperationalError) or error.connection_invalidated or state.startswith(_PASSING)
        )
    return isinstance(error, PoolTimeout | ConnectionError | TimeoutError)
