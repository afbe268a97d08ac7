"""What a repairer has to do: free work of their trade and buildings, and their own."""

from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.ticket import Ticket
from handoff.domain.work_order import REPAIRABLE, SHOWN_FOR, is_theirs_to_see

MOST_ORDERS = 500  # read at most: far more than a trade of an estate has out at a time


async def list_work_orders(desk: Desk, agent: Agent) -> list[Ticket]:
    """Return the agent's work orders: what is due first leads, what is over comes last."""
    now = desk.now()
    async with desk.store.read() as work:
        found = await work.work_steps.orders(
            agent.estates, agent.id, since=now - SHOWN_FOR, limit=MOST_ORDERS
        )
    theirs = [ticket for ticket in found if is_theirs_to_see(ticket, agent, now)]
    return sorted(theirs, key=lambda one: (one.state not in REPAIRABLE, one.resolution_due_at, one.number))
