"""What callers may send about tickets."""

from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from handoff.api.bodies import Body, Key, Recorded, Short, Text
from handoff.domain.escalation import Urgency
from handoff.domain.secret_numbers import hide_numbers
from handoff.domain.ticket import Category, Matter, State, Trade

Sentence = Annotated[Recorded, Field(max_length=500)]
Note = Annotated[str, Field(max_length=500), AfterValidator(hide_numbers)]


class TicketBody(Body):
    """Open a ticket, in a conversation or for an estate."""

    client_key: Key
    conversation_id: Short | None = None
    estate: Short | None = None
    category: Category
    trade: Trade
    urgency: Annotated[Urgency, Field(alias="class")]
    summary: Sentence
    house: Short | None = None
    details: dict[Short, Sentence] = Field(default_factory=dict, max_length=20)

    @property
    def matter(self) -> Matter:
        """What the ticket is about."""
        return Matter(**self.model_dump(exclude={"client_key", "conversation_id", "estate"}))


class MoveBody(Body):
    """Move a ticket; `from` is the state that the caller saw."""

    to: State
    note: Note = ""
    seen: Annotated[State | None, Field(alias="from")] = None


class StepPictureBody(Body):
    """A picture that a repairer took, by the phone's key and clock."""

    client_key: Key
    recorded_at: Annotated[AwareDatetime, Field(strict=False)]


class StepBody(StepPictureBody):
    """A step that a repairer wrote down; `after` is the key of the one before it about the same order."""

    kind: Literal["accept", "set_out", "begin", "finish"]
    note: Note = ""
    after: Key | None = None


class FollowUpBody(Body):
    """How a follow-up call went; `satisfied` only where somebody was reached and said so."""

    client_key: Key | None = None
    reached: bool
    satisfied: bool | None = None
    note: Note = ""


class OwnerBody(Body):
    """Who answers for the ticket from now on, and why."""

    agent_id: Short
    note: Sentence


class PromiseBody(Body):
    """Promise something until a moment."""

    text: Sentence
    due_at: Annotated[AwareDatetime, Field(strict=False)]


class ReplyWordsBody(Body):
    """What an agent is about to say."""

    text: Text


class KeepingBody(Body):
    """How a promise was kept."""

    note: Note = ""


class ConfirmationBody(Body):
    """The resident's word about what was done."""

    resolved: bool
    comment: Sentence | None = None
