"""A resident's rating of a service, and the answer that a bad one must have."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handoff.domain.conversation import AgentName
from handoff.domain.turn import Author

BAD = 2  # of 1–5: up to here somebody must answer
REMIND = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAnswer:
    """The record that a supervisor answered."""

    text: str
    by: Author
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedService:
    """A closure's rating with whose service it was."""

    closure_id: str
    conversation_id: str
    estate: str
    agent: AgentName
    score: int
    comment: str | None
    at: datetime
    answer: RatingAnswer | None = None

    @property
    def is_due(self) -> bool:
        """Whether somebody must still answer it."""
        return self.score <= BAD and self.answer is None
