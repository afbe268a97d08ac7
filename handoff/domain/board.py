"""What a supervisor's board shows of conversations."""

from dataclasses import dataclass
from datetime import datetime

from handoff.domain.conversation import AgentName, Holder
from handoff.domain.escalation import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A conversation that waits or is an agent's, since when."""

    conversation_id: str
    holder: Holder
    agent_id: str | None
    urgency: Urgency
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A first answer that came late or is still owed; `agent` is who has the conversation now."""

    conversation_id: str
    urgency: Urgency
    due_at: datetime
    agent: AgentName | None
