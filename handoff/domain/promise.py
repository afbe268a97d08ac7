"""A dated undertaking to a resident (承诺): made, reminded of, kept or broken; each a dated record."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from handoff.domain.conversation import AgentName, Resident
from handoff.domain.turn import Author

State = Literal["open", "due", "broken", "kept", "released"]
Standing = State | Literal["owed"]  # what one may look for: owed is what is neither kept nor released
REMINDED_BEFORE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The record that a promise was kept: by whom, when, and how."""

    by: Author
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promise as it stands, on a ticket, in a conversation, or both."""

    id: str
    estate: str
    text: str
    due_at: datetime
    by: Author
    at: datetime
    conversation_id: str | None = None
    ticket: str | None = None
    keeping: Keeping | None = None
    released_at: datetime | None = None

    @property
    def reminded_at(self) -> datetime:
        """When its people are reminded: a quarter of an hour before, at once where it is nearer than that."""
        return max(self.at, self.due_at - REMINDED_BEFORE)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is owed any more."""
        return self.keeping is not None or self.released_at is not None

    def state(self, as_of: datetime) -> State:
        """Return how it stands at a moment."""
        if self.keeping:
            return "kept"
        if self.released_at:
            return "released"
        if self.due_at <= as_of:
            return "broken"
        return "due" if self.reminded_at <= as_of else "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A promise with whom it was made to, and the agent who sees to it, if there is one.

    That is the ticket's owner; in a conversation whoever holds it, else the agent who promised.
    """

    promise: Promise
    owner: AgentName | None
    resident: Resident
