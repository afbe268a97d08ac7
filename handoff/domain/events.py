"""What the desk announces after a commit. Each event says who may hear it by its topics."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handoff.domain.agent import Colleague
from handoff.domain.alert import Alert, Rung
from handoff.domain.conversation import AgentName, Holder, Place, Resident
from handoff.domain.delivery import Delivery
from handoff.domain.escalation import Reason, Urgency
from handoff.domain.incident import IncidentFile, OpenIncident
from handoff.domain.quota import Quota
from handoff.domain.ticket import Ticket
from handoff.domain.turn import Note, Turn


def conversation_topic(conversation_id: str) -> str:
    """Name the topic that the resident of a conversation listens to."""
    return f"conversation:{conversation_id}"


def estate_topic(estate: str) -> str:
    """Name the topic that the agents of an estate listen to."""
    return f"estate:{estate}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfConversation:
    """Something that both the resident and the estate's agents hear."""

    conversation_id: str
    estate: str

    @property
    def topics(self) -> tuple[str, ...]:
        """Both sides."""
        return conversation_topic(self.conversation_id), estate_topic(self.estate)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAgents(OfConversation):
    """Something that never reaches the resident."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The agents' side only."""
        return (estate_topic(self.estate),)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnAdded(OfConversation):
    """A turn is in the transcript."""

    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(ForAgents):
    """An agent left a private note."""

    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderChanged(OfConversation):
    """Somebody else answers next."""

    holder: Holder
    agent: AgentName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueMoved(OfConversation):
    """A waiting resident's place changed."""

    place: Place

    @property
    def topics(self) -> tuple[str, ...]:
        """The resident's side only; agents see the queue itself."""
        return (conversation_topic(self.conversation_id),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing(OfConversation):
    """Somebody is writing; never stored."""

    by: Literal["resident", "agent"]
    name: str | None = None
    agent_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(OfConversation):
    """One side has read up to a turn."""

    by: Literal["resident", "agent"]
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChanged:
    """An alert was raised, came to a rung, was acknowledged, or its cause is gone."""

    alert: Alert
    rung: Rung | None = None

    @property
    def topics(self) -> tuple[str, ...]:
        """The agents' side only."""
        return (estate_topic(self.alert.cause.estate),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(ForAgents):
    """A person must take over; counted, and rung as an alert."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A conversation as a line of the agents' list."""

    id: str
    estate: str
    estate_name: str
    channel: str
    holder: Holder
    agent: AgentName | None
    reason: Reason | None
    urgency: Urgency | None
    due_at: datetime | None
    waiting_since: datetime | None
    unread: int
    last_turn: Turn | None
    resident: Resident
    quota: Quota | None = None
    opened_at: datetime
    updated_at: datetime
    offered_to: AgentName | None = None
    offered_until: datetime | None = None
    incident: OpenIncident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryChanged(ForAgents):
    """A line came further on its way to the resident's messenger, or does not get on."""

    seq: int
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class CallbackStored:
    """A platform handed something in; nobody but the desk's own worker hears it."""

    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryChanged(ForAgents):
    """A line of the agents' list is to be drawn anew."""

    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(ForAgents):
    """A waiting conversation is one colleague's to take, until a moment."""

    agent: AgentName
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceChanged:
    """An agent came, went, or stepped away."""

    colleague: Colleague

    @property
    def topics(self) -> tuple[str, ...]:
        """The colleagues in the agent's estates."""
        return tuple(estate_topic(estate) for estate in sorted(self.colleague.agent.estates))


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketChanged:
    """A ticket was opened, moved, urged, or something was promised about it."""

    ticket: Ticket

    @property
    def topics(self) -> tuple[str, ...]:
        """The residents of the linked conversations, and the estate's agents."""
        return *map(conversation_topic, self.ticket.conversations), estate_topic(self.ticket.estate)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentChanged:
    """An incident was proposed, opened, told of, dismissed or closed, or has one more report."""

    file: IncidentFile

    @property
    def topics(self) -> tuple[str, ...]:
        """The agents' side only."""
        return (estate_topic(self.file.incident.estate),)


Event = OfConversation | PresenceChanged | TicketChanged | AlertChanged | IncidentChanged | CallbackStored
