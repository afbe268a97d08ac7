"""Who answers next, and whose conversation it is."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handoff.domain.house import House, parse_room

Holder = Literal["bot", "queue", "agent", "closed"]
WEB = "web"  # the channel whose residents read the transcript themselves; others are sent to


@dataclass(frozen=True, slots=True)
class Resident:
    """What a resident told us about themselves; each part is optional and sealed at rest."""

    name: str | None = None
    room: str | None = None
    phone: str | None = None

    @property
    def house(self) -> House | None:
        """The house that the room's free text means, as far as it can be read."""
        return parse_room(self.room) if self.room else None


@dataclass(frozen=True, slots=True)
class Consent:
    """Which privacy notice the resident agreed to, and when."""

    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AgentName:
    """The agent that holds a conversation."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation as it stands. `epoch` counts the changes of holder; older writes are stale."""

    id: str
    estate: str
    channel: str = "web"
    holder: Holder = "bot"
    epoch: int = 0
    agent: AgentName | None = None
    last_seq: int = 0
    waiting_since: datetime | None = None
    resident: Resident = field(default_factory=Resident)
    consent: Consent
    opened_at: datetime
    updated_at: datetime

    def is_held_by(self, agent_id: str) -> bool:
        """Whether this very agent owns the conversation now."""
        return self.holder == "agent" and self.agent is not None and self.agent.id == agent_id


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue: the position from 1, and the minutes to wait where they are known."""

    position: int
    wait_minutes: int | None
