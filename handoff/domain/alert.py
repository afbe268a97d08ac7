"""What must not be overlooked: an alert, and the ladder that it climbs until a person acknowledges it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from handoff.domain.escalation import Reason, Urgency
from handoff.domain.turn import Author

Kind = Literal[
    "handoff",
    "urgent_ticket",
    "response_warning",
    "response_breach",
    "resolution_warning",
    "resolution_breach",
    "unanswered",
    "promise_due",
    "promise_broken",
    "incident",
    "metric",
    "bad_rating",
    "channel",
    "unusual_access",
]
Severity = Literal["notice", "alarm", "overdue", "urgent"]
Rung = Literal["console", "sound", "desktop", "webhook", "supervisor", "management"]
State = Literal["open", "acknowledged", "ended"]

LATE_AFTER = timedelta(minutes=1)  # later than this only because nobody was running to raise it
_NOW = timedelta()
# How long after it was raised an alert that nobody acknowledges comes to each rung.
LADDERS: dict[Severity, dict[Rung, timedelta]] = {
    "notice": {"console": _NOW, "sound": _NOW},
    "alarm": {
        "console": _NOW,
        "sound": _NOW,
        "desktop": timedelta(seconds=30),
        "webhook": timedelta(minutes=2),
        "supervisor": timedelta(minutes=5),
        "management": timedelta(minutes=15),
    },
    "overdue": {
        "console": _NOW,
        "sound": _NOW,
        "desktop": _NOW,
        "webhook": _NOW,
        "supervisor": _NOW,
        "management": timedelta(minutes=30),
    },
    "urgent": {
        "console": _NOW,
        "sound": _NOW,
        "desktop": timedelta(seconds=10),
        "webhook": timedelta(seconds=30),
        "supervisor": timedelta(minutes=1),
        "management": timedelta(minutes=3),
    },
}
# With an alarm these wait for the desk to open; the others are seen by whoever looks at a screen.
_PEOPLE_ELSEWHERE: frozenset[Rung] = frozenset({"webhook", "supervisor", "management"})
SENT_OUTSIDE: frozenset[Rung] = frozenset({"webhook", "supervisor", "management"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """The record that an alert came to a rung; what is sent outside has its delivery or its failure."""

    rung: Rung
    at: datetime
    delivered_at: datetime | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The record that a person has seen to it."""

    by: Author
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why an alert is raised. `key` names the one occasion: the same key never rings a second time.

    `text` is a Chinese line for agents and for the webhook: no resident's words, no personal data.
    """

    key: str
    estate: str
    kind: Kind
    severity: Severity
    urgency: Urgency
    text: str
    due_at: datetime
    reason: Reason | None = None
    conversation_id: str | None = None
    ticket: str | None = None
    promise_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert as it stands. `climbs_from` is when people elsewhere begin to be called.

    `unattended` says that nobody was there when it was raised, so that the webhook is rung at once.
    """

    id: str
    cause: Cause
    raised_at: datetime
    climbs_from: datetime
    unattended: bool
    climbed: tuple[Climbed, ...] = ()
    acknowledged: Acknowledgement | None = None
    ended_at: datetime | None = None

    @property
    def state(self) -> State:
        """Open until a person acknowledges it or its cause is gone."""
        if self.ended_at:
            return "ended"
        return "acknowledged" if self.acknowledged else "open"

    @property
    def late(self) -> bool:
        """Whether it came later than it should have, because the desk was not running."""
        return self.raised_at - self.cause.due_at > LATE_AFTER

    def due_rungs(self, as_of: datetime) -> list[Rung]:
        """Return the rungs that it must come to now, the lowest first; none once somebody saw to it."""
        return [rung for rung, at in self._ahead() if at <= as_of]

    @property
    def next_rung_at(self) -> datetime | None:
        """When it comes to its next rung; None where there is none or somebody saw to it."""
        return min((at for _, at in self._ahead()), default=None)

    def _ahead(self) -> list[tuple[Rung, datetime]]:
        if self.state != "open":
            return []
        behind = {climbed.rung for climbed in self.climbed}
        ladder = LADDERS[self.cause.severity].items()
        return [(rung, self._at(rung, after)) for rung, after in ladder if rung not in behind]

    def _at(self, rung: Rung, after: timedelta) -> datetime:
        if rung == "webhook" and self.unattended:
            return self.raised_at
        return (self.climbs_from if rung in _PEOPLE_ELSEWHERE else self.raised_at) + after
