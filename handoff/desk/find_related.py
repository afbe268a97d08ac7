"""What was before: earlier conversations of the same number or house, and the house's tickets."""

from dataclasses import dataclass

from handoff.desk.access import access_conversation
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.events import Summary
from handoff.domain.likeness import Likeness, likeness
from handoff.domain.records import SummaryFilter, TicketFilter
from handoff.domain.ticket import Ticket

MOST = 20  # of each; who looks for more has the lists


@dataclass(frozen=True, slots=True)
class Related:
    """Conversations that are alike, each with what is alike, and tickets that are not this conversation's."""

    conversations: list[tuple[Summary, tuple[Likeness, ...]]]
    tickets: list[Ticket]


async def related(desk: Desk, agent: Agent, conversation_id: str) -> Related:
    """Return what belongs to the same number or house in the same estate; raises NotFound."""
    async with desk.store.read() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        estates = frozenset({conversation.estate})
        alike = await work.conversations.summaries(
            SummaryFilter(estates=estates, like=conversation.id), limit=MOST
        )
        tickets = await work.tickets.search(
            TicketFilter(estates=estates, house_of=conversation.id), limit=MOST
        )
    mine = conversation.resident
    return Related(
        [(one, likeness(mine, one.resident)) for one in alike],
        [ticket for ticket in tickets if conversation.id not in ticket.conversations],
    )
