"""Looking at tickets: an agent's estates, or a resident's own conversation."""

from dataclasses import replace

from handoff.desk.access import access_conversation, access_ticket, resident_conversation
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.records import TicketFilter
from handoff.domain.ticket import Ticket


async def list_tickets(
    desk: Desk, agent: Agent, wanted: TicketFilter, *, after: str | None, limit: int
) -> list[Ticket]:
    """Return the next tickets behind number `after`, the newest first; only the agent's estates, ever."""
    async with desk.store.read() as work:
        if wanted.conversation_id:
            await access_conversation(work, agent, wanted.conversation_id)
        behind = await access_ticket(work, agent, after) if after else None
        theirs = replace(wanted, estates=wanted.estates & agent.estates, behind=behind)
        return list(await work.tickets.search(theirs, limit=limit))


async def ticket_for(desk: Desk, agent: Agent, number: str) -> Ticket:
    """Return a ticket as it stands; raises NotFound."""
    async with desk.store.read() as work:
        return await access_ticket(work, agent, number)


async def tickets_of_resident(desk: Desk, *, conversation_id: str, token: str) -> list[Ticket]:
    """Return the tickets of the resident's conversation, the newest first; raises NotFound."""
    async with desk.store.read() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        return list(await work.tickets.of(conversation.id))
