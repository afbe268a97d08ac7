"""A dated promise to a resident: recorded on the ticket and confirmed to them in writing."""

from datetime import datetime

from handoff import phrases
from handoff.desk.access import access_ticket, new_id
from handoff.desk.announcing import tell_of_ticket
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.ticket import SETTLED, Promise, Ticket
from handoff.domain.times import on_the_wall
from handoff.domain.turn import Author
from handoff.errors import BadRequest, IllegalMove


async def promise(
    desk: Desk, agent: Agent, number: str, *, text: str, due_at: datetime
) -> tuple[Ticket, bool]:
    """Promise something about a ticket until a moment, and return whether that is news.

    The same words for the same moment are the same promise: a repeated request tells the resident nothing
    twice. Raises BadRequest where the moment is past, IllegalMove where the ticket is over.
    """
    async with desk.store.write() as work:
        ticket = await access_ticket(work, agent, number)
        now = desk.now()
        if any((one.text, one.due_at) == (text, due_at) for one in ticket.promises):
            return ticket, False
        if due_at <= now:
            raise BadRequest("承诺的时间已经过去了。请选择将来的时间。")
        if ticket.state in SETTLED:
            raise IllegalMove("工单已经结束，不能再作承诺。需要时请先重新打开工单。")
        made = Promise(
            id=new_id(),
            text=text,
            due_at=due_at,
            by=Author("agent", agent.name, agent.id),
            at=now,
        )
        await work.tickets.promise(number, made)
        told = phrases.promise_text(ticket.matter.category, number, text, due=on_the_wall(due_at))
        return await tell_of_ticket(desk, work, number, told), True
