"""A ticket as its repairer sees it (派工单): whose it is, and what comes of a step that they wrote down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from handoff.domain.agent import Agent
from handoff.domain.house import parse_room
from handoff.domain.ticket import State, Ticket
from handoff.domain.turn import Author
from handoff.domain.work_step import WorkStep

REPAIRABLE: frozenset[State] = frozenset({"dispatched", "on_the_way"})
SHOWN_FOR = timedelta(days=3)  # how long a repairer still sees what they worked on
TAKEN_FOR = timedelta(days=30)  # how long after its end what a phone wrote down about an order is still taken
Refused = Literal["not_dispatched", "over", "taken", "not_accepted"]
_LEADS_TO: dict[str, State] = {"set_out": "on_the_way", "finish": "done"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What comes of a step: a refusal, a move of the ticket, or neither: then it is a record and no more."""

    refused: Refused | None = None
    moves_to: State | None = None


def repairer_of(ticket: Ticket) -> Author | None:
    """Return who accepted the order since it was dispatched last; None where it is anybody's of the trade."""
    dispatched = [move.at for move in ticket.moves if move.to == "dispatched"]
    if not dispatched:
        return None
    accepted = (one for one in ticket.steps if one.kind == "accept" and not one.refusal)
    return next((one.by for one in accepted if one.at >= dispatched[-1]), None)


def rule_on(ticket: Ticket, step: WorkStep) -> Ruling:
    """Judge a step by the ticket as it stands: what happened meanwhile counts, not the phone's clock.

    What the desk noted already (it set the ticket on its way after a telephone call) is no conflict.
    """
    if step.kind == "picture":
        return Ruling()
    if ticket.state not in REPAIRABLE:
        return Ruling("not_dispatched" if ticket.state == "accepted" else "over")
    theirs = repairer_of(ticket)
    if theirs and theirs.id != step.by.id:
        return Ruling("taken")
    if theirs is None and step.kind != "accept":
        return Ruling("not_accepted")
    to = _LEADS_TO.get(step.kind)
    return Ruling(moves_to=to if to != ticket.state else None)


def is_theirs_to_see(ticket: Ticket, agent: Agent, at: datetime) -> bool:
    """Whether a ticket is on this repairer's list: free work of their trade and buildings, or their own."""
    if ticket.state in REPAIRABLE:
        theirs = repairer_of(ticket)
        return theirs.id == agent.id if theirs else suits(ticket, agent)
    return any(one.by.id == agent.id and one.at >= at - SHOWN_FOR for one in ticket.steps)


def may_be_worked_on(ticket: Ticket, agent: Agent, at: datetime) -> bool:
    """Whether a repairer may hand something in about a ticket: it was sent out to their trade, or to them.

    Also where a colleague has it or it is over: what was written down without a network must not be lost.
    """
    if any(one.by.id == agent.id for one in ticket.steps):
        return True
    was_sent_out = any(move.to == "dispatched" for move in ticket.moves)
    is_recent = ticket.state in REPAIRABLE or ticket.moves[-1].at >= at - TAKEN_FOR
    return was_sent_out and is_recent and suits(ticket, agent)


def suits(ticket: Ticket, agent: Agent) -> bool:
    """Whether a ticket is of the agent's trades and buildings; without a list of either, all are."""
    trades = {ticket.matter.trade, ticket.matter.category}
    buildings = agent.buildings.get(ticket.estate)
    house = parse_room(ticket.matter.house or "")
    building = house.building if house else None
    is_near = not buildings or building is None or building in buildings
    return ticket.estate in agent.estates and is_near and (not agent.skills or bool(trades & agent.skills))
