"""Work to be done for a resident: its number, its classes and times, and the moves it may make."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from handoff.domain.escalation import RANKS, Urgency
from handoff.domain.promise import Promise
from handoff.domain.service_times import Reckoning, Span, TicketTimes
from handoff.domain.times import CHINA
from handoff.domain.turn import Attachment, Author, AuthorKind
from handoff.domain.work_step import WorkStep

Category = Literal["repair", "complaint", "suggestion", "visitor", "other"]
Trade = Literal["工程", "保洁", "安保", "客服"]
State = Literal[
    "accepted", "dispatched", "on_the_way", "done", "awaiting_confirmation", "confirmed", "cancelled"
]

# What the desk may do. A case that is settled by telephone is done without anybody setting out, and what
# turns out not to be done goes back to the beginning under its number.
_DESK_MOVES: dict[State, tuple[State, ...]] = {
    "accepted": ("dispatched", "cancelled"),
    "dispatched": ("on_the_way", "done", "cancelled"),
    "on_the_way": ("done", "cancelled"),
    "done": ("awaiting_confirmation", "accepted"),
    "awaiting_confirmation": ("confirmed", "accepted"),
    "confirmed": ("accepted",),
    "cancelled": (),
}
# A resident need not wait to be asked: what is done they may confirm or send back at once.
_RESIDENTS_MOVES: dict[State, tuple[State, ...]] = {
    "done": ("confirmed", "accepted"),
    "awaiting_confirmation": ("confirmed", "accepted"),
    "confirmed": ("accepted",),
}
IN_WORK: frozenset[State] = frozenset({"accepted", "dispatched", "on_the_way"})
SETTLED: frozenset[State] = frozenset({"confirmed", "cancelled"})
Watch = Literal["response_warning", "response_breach", "resolution_warning", "resolution_breach"]
URGED_ANEW_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a ticket is about, as reported; `details` are named answers such as where and since when."""

    category: Category
    trade: Trade
    urgency: Urgency
    summary: str
    details: dict[str, str] = field(default_factory=dict)
    house: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """The record that a ticket came into a state: who did it, when, and a note that only colleagues see."""

    to: State
    by: Author
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Urging:
    """The record that somebody asked to hurry (催单)."""

    by: Author
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """The record of a call (回访) that asks whether all is well; `satisfied` is None without a word of it."""

    by: Author
    at: datetime
    is_reached: bool
    satisfied: bool | None = None
    note: str = ""
    client_key: str | None = None

    def says_the_same(self, other: "FollowUp") -> bool:
        """Whether another record tells the same of a call, whenever it was noted."""
        told = (self.is_reached, self.satisfied, self.note)
        return told == (other.is_reached, other.satisfied, other.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """The record that a ticket came to another owner (首问负责人): to whom, by whom, and why."""

    to: Author
    by: Author
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that shows what a ticket is about, and the conversation in which it was sent."""

    conversation_id: str
    attachment: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket as it stands: `moves` is its whole life, the opening first; `owner` the first agent on it.

    `priority` begins as the rank of its class, 1 to 3, and goes up where a time is missed.
    """

    number: str
    estate: str
    matter: Matter
    state: State
    owner: Author | None
    moves: tuple[Move, ...]
    times: TicketTimes
    priority: int
    urgings: tuple[Urging, ...] = ()
    promises: tuple[Promise, ...] = ()
    conversations: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    handings: tuple[Handing, ...] = ()
    pictures: tuple[Picture, ...] = ()
    steps: tuple[WorkStep, ...] = ()

    @property
    def opened_at(self) -> datetime:
        """When it was accepted for the first time."""
        return self.moves[0].at

    @property
    def response_due_at(self) -> datetime:
        """By when somebody must have taken it up."""
        return self.times.response.due_at

    @property
    def resolution_due_at(self) -> datetime:
        """By when it must be done; as it stood last where the clock stands still."""
        return self.times.resolution.due_at

    @property
    def due_at(self) -> datetime | None:
        """The time that counts now: to respond, then to resolve; None once it is done."""
        if self.state not in IN_WORK:
            return None
        return self.response_due_at if self.is_untouched else self.resolution_due_at

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has taken it up since it was opened."""
        return len(self.moves) == 1

    @property
    def watched(self) -> list[tuple[Watch, datetime]]:
        """What is looked at, and when, while the ticket stays as it is; nothing where the clock rests."""
        if self.state not in IN_WORK:
            return []
        response, resolution = self.times.response, self.times.resolution
        answering: list[tuple[Watch, datetime]] = [
            ("response_warning", response.warned_at),
            ("response_breach", response.due_at),
        ]
        settling: list[tuple[Watch, datetime]] = [
            ("resolution_warning", resolution.warned_at),
            ("resolution_breach", resolution.due_at),
        ]
        return answering + settling if self.is_untouched else settling

    @property
    def is_followed_up(self) -> bool:
        """Whether the desk asked after what was done, so that it may close without the resident's word.

        Only calls since it was done last count. Somebody reached says how it is, and "not well" stands until
        a later call; nobody reached on two of the estate's days is as good as silence.
        """
        done_at = next((move.at for move in reversed(self.moves) if move.to == "done"), None)
        calls = [call for call in self.follow_ups if done_at and call.at >= done_at]
        if reached := [call for call in calls if call.is_reached]:
            return reached[-1].satisfied is not False
        return len({day_of(call.at) for call in calls}) > 1

    def may_go(self, by: AuthorKind) -> tuple[State, ...]:
        """Return where it may go now: the desk confirms nothing that it did not ask after (回访)."""
        moves = legal_moves(self.state, by)
        if by == "resident" or self.is_followed_up:
            return moves
        return tuple(to for to in moves if to != "confirmed")

    def was_just_urged(self, at: datetime) -> bool:
        """Whether somebody asked to hurry so shortly before that asking again says nothing new."""
        return bool(self.urgings) and at - self.urgings[-1].at < URGED_ANEW_AFTER


def opening_times(reckoning: Reckoning, urgency: Urgency, at: datetime) -> TicketTimes:
    """Return the times of a ticket that is opened now."""
    return TicketTimes(reckoning.response(urgency, at), reckoning.resolution(urgency, [(at, None)]))


def times_of(reckoning: Reckoning, ticket: Ticket) -> TicketTimes:
    """Return a ticket's times, counted anew over its whole life: the clock rests while it is done."""
    urgency = ticket.matter.urgency
    return TicketTimes(
        reckoning.response(urgency, ticket.opened_at),
        reckoning.resolution(urgency, running_spans(ticket.moves)),
    )


def running_spans(moves: Sequence[Move]) -> list[Span]:
    """Return the stretches in which somebody owed the resident work, the opening's first."""
    spans: list[Span] = []
    begins: datetime | None = None
    for move in moves:
        if move.to in IN_WORK:
            begins = begins or move.at
        elif begins:
            spans.append((begins, move.at))
            begins = None
    return [*spans, (begins, None)] if begins else spans


def priority_of(urgency: Urgency) -> int:
    """Return the priority that a class begins with: 1 goes first."""
    return RANKS[urgency]


def legal_moves(state: State, by: AuthorKind) -> tuple[State, ...]:
    """Return where a ticket may go from a state, by the desk's hand or by the resident's."""
    moves = _RESIDENTS_MOVES if by == "resident" else _DESK_MOVES
    return moves.get(state, ())


def day_of(at: datetime) -> str:
    """Return the estate's day that a number carries, as in 20261121."""
    return f"{at.astimezone(CHINA):%Y%m%d}"


def ticket_number(code: str, day: str, running: int) -> str:
    """Write a ticket's number: the estate's short code, the day, the running number of that day."""
    return f"{code}-{day}-{running:04d}"
