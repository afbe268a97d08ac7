"""What the desk keeps and finds, aggregate by aggregate; `storage` provides it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from handoff.domain.agent import Agent, Presence
from handoff.domain.bot_reply import BotReply
from handoff.domain.conversation import Conversation, Holder
from handoff.domain.escalation import Escalation, Urgency
from handoff.domain.estate import Estate
from handoff.domain.events import Summary
from handoff.domain.records import (
    Closure,
    Job,
    NewConversation,
    NewTicket,
    Rating,
    Session,
    StoredTurn,
    SummaryFilter,
    TicketFilter,
    Unanswered,
)
from handoff.domain.service_times import Deadline
from handoff.domain.ticket import Move, Ticket, Urging
from handoff.domain.turn import Attachment, AuthorKind, Line, Note, Turn
from handoff.domain.waiting import Wait


class Conversations(Protocol):
    """Conversations; residents' own words about themselves are sealed by the implementation."""

    async def add(self, new: NewConversation) -> None:
        """Store a new conversation that the bot holds."""

    async def get(self, conversation_id: str) -> Conversation | None:
        """Find a conversation by its id."""

    async def get_by_token(self, conversation_id: str, token_hash: str) -> Conversation | None:
        """Find a conversation that this token opens."""

    async def change_holder(
        self, before: Conversation, holder: Holder, agent_id: str | None, *, at: datetime
    ) -> bool:
        """Hand over by compare-and-set on the epoch; False where somebody else was faster."""

    async def mark_read(self, conversation_id: str, by: AuthorKind, seq: int) -> bool:
        """Move a side's reading mark forward; False where it stood there already."""

    async def queue(self, estate: str) -> Sequence[str]:
        """Return the ids of the waiting conversations, whose turn is next first."""

    async def summaries(self, wanted: SummaryFilter, *, limit: int = 200) -> Sequence[Summary]:
        """Return lines of the agents' list: longest wait first, then latest change first."""

    async def summary(self, conversation_id: str) -> Summary | None:
        """Return one conversation's line of the agents' list."""

    async def set_room(self, conversation_id: str, room: str, at: datetime) -> None:
        """Store the house that somebody proved to be theirs."""

    async def erase(self, conversation_id: str, at: datetime) -> None:
        """Forget the person: fields, token, consent's link to them."""


class Turns(Protocol):
    """The transcript."""

    async def append(self, conversation_id: str, line: Line, at: datetime) -> Turn:
        """Give the line the next number and store it; raises RepeatedKey."""

    async def by_key(self, conversation_id: str, author: Line) -> StoredTurn | None:
        """Find the turn that the same author stored under the same key."""

    async def after(self, conversation_id: str, seq: int, *, limit: int | None = None) -> list[Turn]:
        """Return the turns behind `seq`, in order."""

    async def latest(self, conversation_id: str, count: int, *, before: int | None = None) -> list[Turn]:
        """Return the last turns (before `before`), in order."""

    async def count_of_resident(self, conversation_id: str, since: datetime) -> int:
        """Count the resident's turns since a moment."""

    async def unanswered(self, *, limit: int) -> Sequence[Unanswered]:
        """Return the residents whom their agents have not answered, the longest waiting first."""

    async def suppress(self, job: Job, reply: BotReply, at: datetime) -> None:
        """Keep a bot's words that came too late to be said."""

    async def take_back(self, conversation_id: str, client_key: str, text: str, *, at: datetime) -> None:
        """Put `text` in the place of what the resident said under this key; the conversation has changed."""

    async def erase(self, conversation_id: str, text: str) -> None:
        """Put `text` in the place of everything that people wrote, notes and suppressed words included."""


class Notes(Protocol):
    """Agents' private notes."""

    async def append(self, conversation_id: str, note: Note) -> None:
        """Store a note; raises RepeatedKey."""

    async def by_key(self, conversation_id: str, note: Note) -> Note | None:
        """Find the note that the same agent stored under the same key."""

    async def of(self, conversation_id: str) -> list[Note]:
        """Return a conversation's notes, in order."""


class Escalations(Protocol):
    """The records that a person must take over."""

    async def add(self, escalation: Escalation) -> None:
        """Store an open escalation; the database refuses a second one."""

    async def open_of(self, conversation_id: str) -> Escalation | None:
        """Return the open escalation."""

    async def of(self, conversation_id: str) -> list[Escalation]:
        """Return all escalations, oldest first."""

    async def raise_to(self, escalation: Escalation, urgency: Urgency, deadline: Deadline) -> None:
        """Make an open escalation more urgent, or count its time anew."""

    async def put_first(self, escalation: Escalation) -> None:
        """Let it go before its class in the queue; there is nothing before the first rank."""

    async def watched(self, as_of: datetime, *, limit: int) -> Sequence[Escalation]:
        """Return escalations that nobody has claimed and that must be looked at by now."""

    async def unclaimed(self, estate: str) -> Sequence[Escalation]:
        """Return an estate's escalations that nobody has claimed."""

    async def watch(self, escalation: Escalation, at: datetime | None) -> None:
        """Keep when it must be looked at next."""

    async def claimed(self, escalation: Escalation, at: datetime) -> None:
        """Note the first claim."""

    async def placed(self, conversation_id: str, position: int) -> None:
        """Note at which place the wait began."""

    async def end(self, conversation_id: str, at: datetime) -> None:
        """End the open escalation, if there is one."""

    async def waits(self, estate: str, since: datetime) -> Sequence[Wait]:
        """Return the latest waits that ended in a claim."""

    async def erase(self, conversation_id: str) -> None:
        """Forget what the envelopes say about the person."""


class Records(Protocol):
    """Dated records around a conversation: assignments, closures, ratings."""

    async def assign(self, conversation_id: str, agent_id: str, at: datetime, note: str = "") -> None:
        """Make the agent the owner from then on."""

    async def unassign(self, conversation_id: str, at: datetime) -> None:
        """End the present assignment."""

    async def close(self, closure: Closure) -> None:
        """Store that an agent is done."""

    async def closures(self, conversation_id: str) -> list[Closure]:
        """Return all closures, oldest first."""

    async def rate(self, rating: Rating) -> None:
        """Store the resident's rating of a closure."""

    async def ratings(self, conversation_id: str) -> list[Rating]:
        """Return all ratings, oldest first."""

    async def erase(self, conversation_id: str, text: str) -> None:
        """Put `text` in the place of summaries and comments."""


class Outbox(Protocol):
    """Work that was promised in the same transaction as its cause."""

    async def add(self, conversation: Conversation, seq: int, at: datetime) -> None:
        """Ask the bot about this turn."""

    async def lease(self, now: datetime, until: datetime, limit: int, *, worker: str) -> list[Job]:
        """Take due jobs, one a conversation, oldest first."""

    async def finish(self, job: Job, outcome: str, at: datetime) -> bool:
        """Mark a job as done; False where it was done already."""

    async def release(self, worker: str) -> None:
        """Make what this worker had leased due again: after its start nobody works on it."""

    async def give_back(self, jobs: Sequence[Job], worker: str) -> None:
        """Make jobs of this worker due again that could not even be tried; the try does not count."""


class Agents(Protocol):
    """Agents and their sessions."""

    async def add(self, agent: Agent, password_hash: str) -> None:
        """Store an agent; raises RepeatedKey where the name is taken."""

    async def get(self, agent_id: str) -> Agent | None:
        """Find an agent by id."""

    async def by_username(self, username: str) -> tuple[Agent, str] | None:
        """Find an agent and the hash of their password."""

    async def every(self) -> list[Agent]:
        """Return all agents, by name."""

    async def set_presence(self, agent_id: str, presence: Presence, reason: str | None) -> None:
        """Note that an agent is there, or away."""

    async def open_session(self, session: Session) -> None:
        """Store a session by the hash of its token."""

    async def session(self, token_hash: str) -> Session | None:
        """Find a session."""

    async def touch_session(self, token_hash: str, at: datetime) -> None:
        """Note that a session was used."""

    async def end_session(self, token_hash: str) -> None:
        """Forget a session."""


class Estates(Protocol):
    """Communities."""

    async def put(self, estate: Estate) -> None:
        """Store or replace an estate."""

    async def get(self, estate_id: str) -> Estate | None:
        """Find an estate."""

    async def every(self) -> list[Estate]:
        """Return all estates, by id."""


class Attachments(Protocol):
    """Residents' pictures: rows; the bytes are the Pictures'."""

    async def add(self, conversation_id: str, attachment: Attachment, at: datetime) -> None:
        """Store a picture's row."""

    async def get(self, conversation_id: str, attachment_id: str) -> Attachment | None:
        """Find a picture of this very conversation."""

    async def count(self, conversation_id: str) -> int:
        """Count a conversation's pictures."""

    async def erase(self, conversation_id: str) -> list[str]:
        """Forget the pictures' rows and return their ids."""

    async def known(self, ids: Collection[str]) -> set[str]:
        """Return those of the ids that a conversation or a repairer's step has; at most some hundreds."""


class Tickets(Protocol):
    """Work to be done, with its records; houses are sealed by the implementation."""

    async def add(self, new: NewTicket) -> str:
        """Store a ticket under the day's next number, which is returned; raises RepeatedKey."""

    async def get(self, number: str) -> Ticket | None:
        """Find a ticket by its number."""

    async def by_key(self, opener: str, client_key: str) -> tuple[Ticket, str | None] | None:
        """Find the ticket opened under this key, and the hash of the body it came from."""

    async def search(self, wanted: TicketFilter, *, limit: int) -> Sequence[Ticket]:
        """Return tickets, the newest first."""

    async def of(self, conversation_id: str) -> Sequence[Ticket]:
        """Return the tickets of a conversation, the newest first."""

    async def move(self, ticket: Ticket, move: Move) -> bool:
        """Move a ticket as it was seen; False where somebody else moved it meanwhile."""

    async def urge(self, number: str, urging: Urging) -> None:
        """Store that somebody asked to hurry."""
