"""What the desk needs from the world. `bootstrap.py` alone knows who provides it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from handoff.desk.audit_ports import Audit
from handoff.desk.channel_ports import Messenger, Source
from handoff.desk.channel_repositories import (
    ChannelCursors,
    ChannelDoors,
    ChannelTokens,
    Correspondents,
    Deliveries,
    HouseCodes,
    Inbox,
)
from handoff.desk.doorbells import Doorbells
from handoff.desk.knowledge_ports import (
    Hindsight,
    Knowledge,
    Library,
    Proposals,
    Publications,
    SettledMisses,
)
from handoff.desk.letterbox import Letterbox
from handoff.desk.people_work import PeopleWork
from handoff.desk.repositories import (
    Agents,
    Attachments,
    Conversations,
    Escalations,
    Estates,
    Notes,
    Outbox,
    Records,
    Tickets,
    Turns,
)
from handoff.desk.retention_ports import Retention, Tombstones
from handoff.desk.ticket_repositories import TicketRecords
from handoff.desk.watch_ports import Alerts, Calendar, EstateSettings, Ledger, Promises, Robot, TicketClock
from handoff.domain.bot_reply import BotReply, Question
from handoff.domain.correspondent import AccountName
from handoff.domain.events import Event
from handoff.domain.rate import SlidingWindow
from handoff.domain.turn import Attachment


class Work(PeopleWork, Protocol):
    """One transaction. Leaving it without an exception commits, then announces; with one, undoes all."""

    @property
    def conversations(self) -> Conversations:
        """Who holds what."""

    @property
    def turns(self) -> Turns:
        """What was said."""

    @property
    def notes(self) -> Notes:
        """What only agents see."""

    @property
    def escalations(self) -> Escalations:
        """Why a person takes over."""

    @property
    def records(self) -> Records:
        """Assignments, closures, ratings."""

    @property
    def outbox(self) -> Outbox:
        """What the bot is to be asked."""

    @property
    def agents(self) -> Agents:
        """Who answers."""

    @property
    def estates(self) -> Estates:
        """The communities."""

    @property
    def attachments(self) -> Attachments:
        """Residents' pictures."""

    @property
    def tickets(self) -> Tickets:
        """Work to be done."""

    @property
    def alerts(self) -> Alerts:
        """What must not be overlooked."""

    @property
    def house_codes(self) -> HouseCodes:
        """What proves a house."""

    @property
    def inbox(self) -> Inbox:
        """What the platforms handed in."""

    @property
    def correspondents(self) -> Correspondents:
        """Who writes to us in a messenger."""

    @property
    def deliveries(self) -> Deliveries:
        """What is on its way to a messenger."""

    @property
    def channel_tokens(self) -> ChannelTokens:
        """What opens the platforms' interfaces."""

    @property
    def knowledge(self) -> Knowledge:
        """Entries and their revisions."""

    @property
    def proposals(self) -> Proposals:
        """Entries as somebody would have them."""

    @property
    def publications(self) -> Publications:
        """Attempts to put a draft into force."""

    @property
    def settled_misses(self) -> SettledMisses:
        """Misses that somebody dealt with."""

    @property
    def ticket_records(self) -> TicketRecords:
        """What gathers on tickets."""

    @property
    def ticket_clock(self) -> TicketClock:
        """By when tickets are due."""

    @property
    def ledger(self) -> Ledger:
        """Promises as people read them."""

    @property
    def promises(self) -> Promises:
        """What residents were promised."""

    @property
    def settings(self) -> EstateSettings:
        """What estates' managers set."""

    @property
    def retention(self) -> Retention:
        """What was kept as long as it may be."""

    @property
    def audit(self) -> Audit:
        """Who did what with whose data."""

    @property
    def channel_cursors(self) -> ChannelCursors:
        """How far the platforms' logs were pulled."""

    @property
    def channel_doors(self) -> ChannelDoors:
        """When the platforms' callbacks could last be stored."""

    @property
    def hindsight(self) -> Hindsight:
        """What was said, read across conversations."""

    def announce(self, event: Event) -> None:
        """Tell the listeners once the transaction is committed."""


class Store(Protocol):
    """The database."""

    def write(self) -> AbstractAsyncContextManager[Work]:
        """Begin a writing transaction; raises Busy where the database cannot take it."""

    def read(self) -> AbstractAsyncContextManager[Work]:
        """Begin a reading transaction that never waits for a writer."""

    def apart(self, kind: str) -> "Store":
        """Return the same database for one kind of work, which has a turn of its own among the kinds."""

    async def compact(self) -> None:
        """Drop what is erased from the files as well."""

    async def ping(self) -> bool:
        """Whether the database answers."""


class Bot(Protocol):
    """The line to the bot; a public twin is `handoff.bot_double.ScriptedBot`."""

    async def ask(self, question: Question) -> BotReply:
        """Return a valid reply in time; raises BotFailed."""

    async def rank(self, estate: str, text: str) -> list[tuple[str, float]]:
        """Return the entries in force that may answer a text, best first; none where the bot cannot say."""

    async def vectors(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """Return what each text means, as a vector; none at all where the bot cannot say."""

    async def is_well(self) -> bool:
        """Whether the bot answers at all."""


class Presences(Protocol):
    """Who listens at this moment."""

    def listening_agents(self) -> Collection[str]:
        """Return the ids of agents with a live feed."""


class Pictures(Protocol):
    """Where re-encoded pictures lie."""

    async def keep(self, attachment_id: str, upload: bytes) -> Attachment:
        """Check, strip and store a picture; raises BadRequest."""

    async def open(self, attachment_id: str) -> bytes:
        """Return a stored picture; raises NotFound."""

    async def remove(self, attachment_ids: Sequence[str]) -> None:
        """Delete pictures."""

    async def older_than(self, before: datetime, *, as_of: datetime) -> Sequence[str]:
        """Return what has lain there since before a moment; nothing where somebody looked an hour ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many new conversations an address, and an estate in all, may open in this process."""

    by_address: SlidingWindow
    by_estate: SlidingWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long conversations, with their pictures, and tickets are kept."""

    conversations: timedelta
    tickets: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The desk's surroundings, given to every verb first. `now` returns an aware UTC moment."""

    store: Store
    bot: Bot
    presences: Presences
    pictures: Pictures
    library: Library
    calendar: Calendar
    robot: Robot
    now: Callable[[], datetime]
    limits: Limits
    threshold: float
    turns_per_minute: int
    accepted_at: list[datetime] = field(default_factory=list)  # when accepted answers were last looked for
    taken_in: set[str] = field(default_factory=set)  # estates whose shipped content is in the draft
    silence: timedelta
    keeping: Keeping
    tombstones: Tombstones
    messengers: Mapping[AccountName, Messenger] = field(default_factory=dict)
    sources: Mapping[AccountName, Source] = field(default_factory=dict)
    doorbells: Doorbells = field(default_factory=Doorbells)
    letterbox: Letterbox = field(default_factory=Letterbox)
