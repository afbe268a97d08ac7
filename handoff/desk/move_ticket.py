"""A ticket goes on: moved by an agent, hurried, confirmed or sent back by its resident."""

from dataclasses import dataclass

from handoff import phrases
from handoff.desk.access import access_ticket, resident_conversation, residents_ticket
from handoff.desk.announcing import tell_of_ticket
from handoff.desk.keep_promise import settle_promises
from handoff.desk.ports import Desk, Work
from handoff.desk.ring_ticket import ticket_is_answered, ticket_is_over
from handoff.desk.service_times import count_ticket
from handoff.domain.agent import Agent
from handoff.domain.ticket import IN_WORK, SETTLED, Move, State, Ticket, Urging, legal_moves
from handoff.domain.turn import RESIDENT, Author
from handoff.errors import IllegalMove


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where an agent wants a ticket to go. `seen` is the state that they had before their eyes, if known."""

    to: State
    note: str = ""
    seen: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The resident's word about what was done."""

    is_resolved: bool
    comment: str = ""


async def move_ticket(desk: Desk, agent: Agent, number: str, step: Step) -> Ticket:
    """Move a ticket; raises NotFound, and IllegalMove naming what is legal, also where it moved meanwhile."""
    async with desk.store.write() as work:
        ticket = await access_ticket(work, agent, number)
        move = Move(step.to, Author("agent", agent.name, agent.id), desk.now(), step.note)
        if step.seen not in {None, ticket.state}:
            raise _illegal(ticket, move)
        moved = await go_on(desk, work, ticket, move)
        await ticket_is_answered(desk, work, ticket, agent)
        return moved


async def confirm_ticket(
    desk: Desk, *, conversation_id: str, token: str, number: str, verdict: Verdict
) -> Ticket:
    """Take the resident's word: resolved confirms, not resolved reopens under the same number."""
    async with desk.store.write() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        ticket = await residents_ticket(work, conversation, number)
        to: State = "confirmed" if verdict.is_resolved else "accepted"
        return await go_on(desk, work, ticket, Move(to, RESIDENT, desk.now(), verdict.comment))


async def urge_ticket(desk: Desk, *, conversation_id: str, token: str, number: str) -> tuple[Ticket, bool]:
    """Note that the resident wants it hurried; return whether that is news. Raises IllegalMove when done."""
    async with desk.store.write() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        ticket = await residents_ticket(work, conversation, number)
        if not await record_urging(desk, work, ticket):
            return ticket, False
        matter = ticket.matter
        text = phrases.urged_text(matter.category, ticket.number, ticket.state)
        return await tell_of_ticket(desk, work, ticket.number, text), True


async def record_urging(desk: Desk, work: Work, ticket: Ticket) -> bool:
    """Store that the resident asks to hurry; False where they just did. Raises IllegalMove when done."""
    if ticket.state not in IN_WORK:
        raise IllegalMove(
            phrases.nothing_to_urge_text(ticket.matter.category, ticket.number, ticket.state),
            legal=list(ticket.may_go("resident")),
        )
    if ticket.was_just_urged(desk.now()):
        return False
    await work.tickets.urge(ticket.number, Urging(RESIDENT, desk.now()))
    return True


async def go_on(desk: Desk, work: Work, ticket: Ticket, move: Move, *, told_as_of: str = "") -> Ticket:
    """Move a ticket in the caller's transaction and do what follows; raises IllegalMove.

    `told_as_of` is the time that the resident reads beside the news, where these are not of now.
    """
    await record_move(desk, work, ticket, move)
    text = phrases.ticket_text(
        ticket.matter.category, ticket.number, move.to, reopened=move.to == "accepted", as_of=told_as_of
    )
    return await tell_of_ticket(desk, work, ticket.number, text)


async def record_move(desk: Desk, work: Work, ticket: Ticket, move: Move) -> None:
    """Move a ticket in the caller's transaction and do what follows, unsaid; raises IllegalMove."""
    if move.to not in ticket.may_go(move.by.kind) or not await work.tickets.move(ticket, move):
        raise _illegal(ticket, move)
    await count_ticket(desk, work, ticket.number)
    if move.to not in IN_WORK:
        await ticket_is_over(desk, work, ticket)
    if move.to in SETTLED:
        is_confirmed = move.to == "confirmed"
        await settle_promises(desk, work, ticket.number, by=move.by, is_confirmed=is_confirmed)


def _illegal(ticket: Ticket, move: Move) -> IllegalMove:
    legal = ticket.may_go(move.by.kind)
    detail = phrases.illegal_move_detail(ticket.state, move.to, legal)
    if move.to not in legal and move.to in legal_moves(ticket.state, move.by.kind):
        detail = phrases.follow_up_first_text(detail)
    return IllegalMove(detail, state=ticket.state, legal=list(legal))
