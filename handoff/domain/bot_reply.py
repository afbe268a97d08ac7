"""A question for the bot and its answer, as both cross the line (docs/architecture.md)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from handoff.domain.escalation import Reason
from handoff.domain.ticket import Matter
from handoff.domain.turn import Choice, JsonObject

Act = Literal["answer", "clarify", "ask", "ticket", "handoff", "emergency", "smalltalk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the bot is asked. `choice` is the value of a tapped choice; `house` is the resident's address.

    `house_kind` is of what kind that house is, where it is known: a tariff may depend on it.
    """

    conversation_id: str
    text: str
    estate: str
    threshold: float
    choice: str | None
    at: datetime
    house: str | None = None
    house_kind: str | None = None


@dataclass(frozen=True, slots=True)
class TicketQuestion:
    """The resident asks after a ticket, or wants it hurried; without a number the desk finds which."""

    kind: Literal["status", "urge"]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class TicketAmendment:
    """The resident puts right what the last ticket of this category says; `matter` is all of it now."""

    matter: Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class BotReply:
    """A valid answer of the bot. `bot` is the object that the stored turn carries.

    `ticket` is what the bot wishes done: a ticket opened, one put right, or a question after one.
    """

    act: Act
    text: str = ""
    choices: tuple[Choice, ...] = ()
    bot: JsonObject
    confidence: float | None = None
    escalate: Reason | None = None
    entities: tuple[dict[str, Any], ...] = ()
    slots: dict[str, Any] = field(default_factory=dict)
    mood: str = "calm"
    ticket: Matter | TicketAmendment | TicketQuestion | None = None

    @property
    def candidates(self) -> list[dict[str, Any]]:
        """The topics the bot weighed, best first."""
        return list(self.bot.get("candidates") or [])
