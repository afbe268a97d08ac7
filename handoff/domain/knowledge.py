"""What is decided about an estate's knowledge: proposals, publications, misses that somebody dealt with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handoff.domain.conversation import AgentName
from handoff.domain.turn import JsonObject

Decision = Literal["approved", "refused"]
PublicationState = Literal["running", "published", "refused", "failed"]
Settlement = Literal["drafted", "dismissed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An entry as somebody would have it, against revision `base`; it changes nothing until approved."""

    id: str
    estate: str
    entry_id: str
    base: int
    body: JsonObject
    note: str
    origin: str
    author: AgentName
    at: datetime
    decision: Decision | None = None
    decided_by: AgentName | None = None
    decided_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One attempt to put a draft into force; an estate has one running at most."""

    id: str
    estate: str
    state: PublicationState
    note: str
    by: AgentName
    began_at: datetime
    changes: list[JsonObject]
    ended_at: datetime | None = None
    version: str | None = None
    lines: list[str]
    problems: list[str]
    gate: JsonObject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A question of the miss board that somebody dealt with: it does not come back."""

    estate: str
    conversation_id: str
    seq: int
    how: Settlement
    reason: str
    by: str
    at: datetime
