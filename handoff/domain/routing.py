"""Whom a waiting conversation is offered to. Anybody of the estate may claim it all the same (抢单)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handoff.domain.agent import Agent, Colleague
from handoff.domain.escalation import Reason, Urgency
from handoff.domain.ticket import Ticket
from handoff.domain.turn import Author

OFFER = timedelta(seconds=30)  # how long a conversation is one colleague's before it is offered on
COORDINATES = 2  # the grade that urgent matters go to first
_SKILL_OF: dict[Reason, str] = {"upset": "complaint", "emergency": "安保"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a waiting conversation calls for: the place, the skill as far as known, who knew it before."""

    estate: str
    building: str | None
    skills: frozenset[str]
    urgency: Urgency
    last_agent: str | None = None
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The dated record that a waiting conversation was offered to an agent, for the epoch of this wait."""

    conversation_id: str
    epoch: int
    agent: Author
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unoffered:
    """A wait without a live offer, and how many were asked already."""

    conversation_id: str
    estate: str
    urgency: Urgency
    asked: int


@dataclass(frozen=True, slots=True)
class LastOwner:
    """Who owned a conversation last, and until when; None where they still do."""

    agent_id: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The dated record that somebody gave a conversation to an agent; `epoch` is the one it began."""

    conversation_id: str
    epoch: int
    from_agent: str | None
    to_agent: str
    by: str
    is_forced: bool
    at: datetime


def skills_for(reason: Reason | None, tickets: Iterable[Ticket]) -> frozenset[str]:
    """Return the skills that a conversation calls for: its tickets' trades and categories, its reason's."""
    words: set[str] = {word for ticket in tickets for word in (ticket.matter.trade, ticket.matter.category)}
    if reason in _SKILL_OF:
        words.add(_SKILL_OF[reason])
    return frozenset(words)


def next_to_ask(need: Need, colleagues: Iterable[Colleague]) -> Agent | None:
    """Return whom to offer it to next, or None where everybody suited was asked: then it is anybody's.

    Who spoke with the resident last comes first, then who has the skill, then the grade that fits the class,
    then who has least to do. A full agent is asked about urgent matters only.
    """
    suited = [one for one in colleagues if _is_suited(need, one)]
    best = min(suited, key=lambda one: _distance(need, one), default=None)
    return best.agent if best else None


def has_room(one: Colleague, need: Need | Unoffered) -> bool:
    """Tell whether somebody of the estate may take one more; what is urgent has room always."""
    is_free = one.load < one.agent.capacity or need.urgency == "urgent"
    return need.estate in one.agent.estates and is_free


def _is_suited(need: Need, one: Colleague) -> bool:
    agent = one.agent
    theirs = agent.buildings.get(need.estate)
    is_near = not theirs or need.building is None or need.building in theirs
    return one.online and agent.id not in need.asked and has_room(one, need) and is_near


def _distance(need: Need, one: Colleague) -> tuple[bool, bool, int, float, str]:
    agent = one.agent
    lacks_skill = bool(need.skills and agent.skills and not need.skills & agent.skills)
    far = max(0, COORDINATES - agent.grade) if need.urgency == "urgent" else agent.grade
    return agent.id != need.last_agent, lacks_skill, far, one.load / agent.capacity, agent.id
