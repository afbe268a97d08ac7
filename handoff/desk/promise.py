"""A dated promise to a resident: recorded in the ledger and confirmed to them in writing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handoff import phrases
from handoff.desk.access import access_ticket, new_id
from handoff.desk.announcing import announce_summary, say, tell_of_ticket
from handoff.desk.claim import owned
from handoff.desk.ports import Desk
from handoff.desk.service_times import reckoning_of
from handoff.domain.agent import Agent
from handoff.domain.promise import Promise
from handoff.domain.promise_words import Proposal, propose
from handoff.domain.ticket import SETTLED, Ticket
from handoff.domain.times import on_the_wall
from handoff.domain.turn import SYSTEM, Author, Line
from handoff.errors import BadRequest, IllegalMove


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What is promised, and by when."""

    text: str
    due_at: datetime


async def promise(desk: Desk, agent: Agent, number: str, wanted: Undertaking) -> tuple[Ticket, bool]:
    """Promise something about a ticket until a moment, and return whether that is news.

    The same words for the same moment are the same promise: a repeated request tells the resident nothing
    twice. Raises BadRequest where the moment is past, IllegalMove where the ticket is over.
    """
    async with desk.store.write() as work:
        ticket = await access_ticket(work, agent, number)
        if _the_same(ticket.promises, wanted):
            return ticket, False
        _refuse_the_past(desk, wanted)
        if ticket.state in SETTLED:
            raise IllegalMove("工单已经结束，不能再作承诺。需要时请先重新打开工单。")
        await work.promises.add(replace(_made(desk, agent, wanted, estate=ticket.estate), ticket=number))
        told = phrases.promise_text(
            wanted.text, due=on_the_wall(wanted.due_at), about=(ticket.matter.category, number)
        )
        return await tell_of_ticket(desk, work, number, told), True


async def promise_in_conversation(
    desk: Desk, agent: Agent, conversation_id: str, wanted: Undertaking
) -> tuple[Promise, bool]:
    """Promise something in a conversation that the agent owns; raises NotFound, NotYours, BadRequest."""
    async with desk.store.write() as work:
        conversation = await owned(work, agent, conversation_id)
        if known := _the_same(await work.promises.of_conversation(conversation.id), wanted):
            return known, False
        _refuse_the_past(desk, wanted)
        made = _made(desk, agent, wanted, estate=conversation.estate)
        made = replace(made, conversation_id=conversation.id)
        await work.promises.add(made)
        text = phrases.promise_text(wanted.text, due=on_the_wall(wanted.due_at))
        await say(desk, work, conversation, Line(author=SYSTEM, text=text, bot={"act": "ticket"}))
        await announce_summary(work, conversation)
        return made, True


async def proposal_in(desk: Desk, agent: Agent, text: str) -> Proposal | None:
    """Return the promise that an agent's words hold, counted by the service hours of their estate."""
    async with desk.store.read() as work:
        reckoning = await reckoning_of(desk, work, min(agent.estates, default=""))
    return propose(text, desk.now(), reckoning.clock)


def _the_same(known: Sequence[Promise], wanted: Undertaking) -> Promise | None:
    return next((one for one in known if (one.text, one.due_at) == (wanted.text, wanted.due_at)), None)


def _refuse_the_past(desk: Desk, wanted: Undertaking) -> None:
    if wanted.due_at <= desk.now():
        raise BadRequest("承诺的时间已经过去了。请选择将来的时间。")


def _made(desk: Desk, agent: Agent, wanted: Undertaking, *, estate: str) -> Promise:
    return Promise(
        id=new_id(),
        estate=estate,
        text=wanted.text,
        due_at=wanted.due_at,
        by=Author("agent", agent.name, agent.id),
        at=desk.now(),
    )
