"""Agents answer for a ticket: who owns it, whether its resident was asked, what else belongs to it."""

from dataclasses import asdict, dataclass

from handoff import phrases
from handoff.desk.access import access_conversation, access_ticket, known_colleague, require_grade
from handoff.desk.announcing import about_ticket, announce_summary, announce_ticket, say, tell_of_ticket
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.rights import COORDINATES
from handoff.domain.ticket import SETTLED, FollowUp, Handing, State, Ticket
from handoff.domain.times import on_the_wall
from handoff.domain.turn import SYSTEM, Author, Line
from handoff.errors import BadRequest, IllegalMove, KeyReused, NotFound

_ASKED_AFTER: frozenset[State] = frozenset({"done", "awaiting_confirmation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """How a follow-up call (回访) went; whoever was not reached said nothing of being satisfied."""

    is_reached: bool
    satisfied: bool | None = None
    note: str = ""
    client_key: str | None = None


async def follow_up(desk: Desk, agent: Agent, number: str, call: Call) -> tuple[Ticket, bool]:
    """Record a follow-up call once it is done, once a key; return whether that is news.

    Raises NotFound, BadRequest, IllegalMove, and KeyReused for another call under the same key.
    """
    if call.satisfied is not None and not call.is_reached:
        raise BadRequest("没有联系上住户，就不能记录是否满意。请去掉 satisfied。")
    async with desk.store.write() as work:
        ticket = await access_ticket(work, agent, number)
        record = FollowUp(by=_author(agent), at=desk.now(), **asdict(call))
        if _is_recorded(ticket, record):
            return ticket, False
        if ticket.state not in _ASKED_AFTER:
            raise _refused(ticket, phrases.no_follow_up_text(ticket.state))
        await work.ticket_records.follow_up(number, record)
        if call.is_reached:
            return await announce_ticket(work, number), True
        told = phrases.unreached_text(ticket.matter.category, number)
        return await tell_of_ticket(desk, work, number, told), True


def _is_recorded(ticket: Ticket, call: FollowUp) -> bool:
    """Whether this very call is on the ticket already; raises KeyReused where its key told of another."""
    keyed = [one for one in ticket.follow_ups if call.client_key and one.client_key == call.client_key]
    known = next((one for one in keyed if one.by.id == call.by.id), None)
    if known and not known.says_the_same(call):
        raise KeyReused
    return known is not None


async def hand_on(desk: Desk, agent: Agent, number: str, *, to_agent_id: str, note: str) -> Ticket:
    """Make a colleague the ticket's owner: one's own ticket, one without owner, or as a coordinator.

    Raises NotFound, NotPermitted, BadRequest for an unknown colleague, IllegalMove when it is over.
    """
    async with desk.store.write() as work:
        ticket = await access_ticket(work, agent, number)
        if ticket.state in SETTLED:
            raise _refused(ticket, phrases.settled_owner_text(ticket.state))
        if ticket.owner and ticket.owner.id != agent.id:
            require_grade(agent, COORDINATES)
        colleague = await known_colleague(work, to_agent_id, ticket.estate)
        if ticket.owner and ticket.owner.id == colleague.id:
            return ticket
        handing = Handing(to=_author(colleague), by=_author(agent), at=desk.now(), note=note)
        await work.ticket_records.hand_on(number, handing)
        return await announce_ticket(work, number)


async def link_conversation(desk: Desk, agent: Agent, number: str, conversation_id: str) -> Ticket:
    """Let a further conversation of the estate share the ticket, and tell its resident; raises NotFound."""
    async with desk.store.write() as work:
        ticket = await access_ticket(work, agent, number)
        conversation = await access_conversation(work, agent, conversation_id)
        if conversation.estate != ticket.estate:
            raise NotFound
        if conversation.id in ticket.conversations:
            return ticket
        await work.ticket_records.link(number, conversation.id)
        since = on_the_wall(ticket.moves[-1].at)
        text = phrases.status_text(ticket.matter.category, number, ticket.state, since=since)
        card = Line(author=SYSTEM, kind="card", text=text, bot=about_ticket(number))
        await say(desk, work, conversation, card)
        await announce_summary(work, conversation)
        return await announce_ticket(work, number)


async def add_picture(desk: Desk, agent: Agent, number: str, attachment_id: str) -> Ticket:
    """Put a picture from one of the ticket's own conversations on it; raises NotFound."""
    async with desk.store.write() as work:
        ticket = await access_ticket(work, agent, number)
        if any(picture.attachment.id == attachment_id for picture in ticket.pictures):
            return ticket
        if not await _is_of(work, ticket, attachment_id):
            raise NotFound
        await work.ticket_records.add_picture(number, attachment_id)
        return await announce_ticket(work, number)


async def _is_of(work: Work, ticket: Ticket, attachment_id: str) -> bool:
    for conversation_id in ticket.conversations:
        if await work.attachments.get(conversation_id, attachment_id):
            return True
    return False


def _author(agent: Agent) -> Author:
    return Author("agent", agent.name, agent.id)


def _refused(ticket: Ticket, detail: str) -> IllegalMove:
    return IllegalMove(detail, state=ticket.state, legal=list(ticket.may_go("agent")))
