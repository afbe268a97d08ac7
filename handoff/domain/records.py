"""The plain records that cross the desk's ports, beside the conversation itself."""

from dataclasses import dataclass
from datetime import datetime

from handoff.domain.alert import Alert, Kind, Rung
from handoff.domain.alert import State as AlertState
from handoff.domain.conversation import AgentName, Consent, Conversation, Holder, Resident
from handoff.domain.escalation import Urgency
from handoff.domain.estate import Estate
from handoff.domain.promise import Standing as PromiseStanding
from handoff.domain.service_times import TicketTimes
from handoff.domain.ticket import Matter, State, Ticket
from handoff.domain.turn import Author, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConversation:
    """A conversation to be stored; only the hash of its token is kept."""

    id: str
    token_hash: str
    estate: str
    channel: str
    resident: Resident
    consent: Consent
    at: datetime

    @property
    def conversation(self) -> Conversation:
        """The conversation as it stands once it is stored."""
        return Conversation(
            id=self.id,
            estate=self.estate,
            channel=self.channel,
            resident=self.resident,
            consent=self.consent,
            opened_at=self.at,
            updated_at=self.at,
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """An opened conversation and the token that its resident keeps."""

    conversation: Conversation
    token: str


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn with the hash of the body it came from."""

    turn: Turn
    fingerprint: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A turn that the bot is to answer, for the epoch in which it was said."""

    id: int
    conversation_id: str
    seq: int
    epoch: int
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An agent's signed-in session, known by the hash of its token."""

    token_hash: str
    agent_id: str
    began_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """An agent is done with a conversation, or both sides were silent so long that it ended by itself."""

    id: str
    conversation_id: str
    agent_id: str
    summary: str
    resolved: bool
    at: datetime
    by_silence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The resident's 1–5 for a closure."""

    closure_id: str
    conversation_id: str
    score: int
    comment: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFilter:
    """Which lines of the agents' list are wanted; None means any.

    `like` is a conversation's id: those of the same number or house.
    """

    estates: frozenset[str]
    holder: Holder | None = None
    agent_id: str | None = None
    like: str | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """A ticket to be stored; `opener` is whose `client_key` it is."""

    estate: Estate
    matter: Matter
    by: Author
    opener: str
    client_key: str
    fingerprint: str
    conversations: tuple[str, ...]
    times: TicketTimes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFilter:
    """Which tickets are wanted; None means any. `behind` is the last one that was seen.

    `house_of` is a conversation's id: those of its resident's house.
    """

    estates: frozenset[str]
    state: State | None = None
    conversation_id: str | None = None
    house_of: str | None = None
    behind: Ticket | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which records of the audit log are wanted: of these estates, or the reader's own; `before` a number."""

    estates: frozenset[str]
    reader_id: str = ""
    actor_id: str | None = None
    before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter:
    """Which alerts are wanted; None and nothing mean any. `offset` is how many were seen.

    A conversation's own alerts are not those of its tickets, which live longer.
    """

    estates: frozenset[str]
    state: AlertState | None = None
    conversation_id: str | None = None
    ticket: str | None = None
    promise_id: str | None = None
    kinds: frozenset[Kind] = frozenset()
    key: str | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A rung of an alert that is to be sent outside; `attempts` counts those made before."""

    alert: Alert
    rung: Rung
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A resident's first turn, `seq`, that their agent has not answered; since then or since the claim."""

    conversation_id: str
    estate: str
    agent: AgentName
    urgency: Urgency
    seq: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFilter:
    """Which promises are wanted, as they stand at `as_of`; None means any. `offset` is how many were seen.

    `owed` is what is neither kept nor released, `owner` an agent's id.
    """

    estates: frozenset[str]
    as_of: datetime
    state: PromiseStanding | None = None
    owner: str | None = None
    offset: int = 0
