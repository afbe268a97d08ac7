"""An urgent ticket rings, whoever opened it, until somebody takes it up."""

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import acknowledge_all, end_alerts, ring
from handoff.domain.agent import Agent
from handoff.domain.alert import Cause
from handoff.domain.records import AlertFilter
from handoff.domain.ticket import Ticket


async def ring_urgent_ticket(desk: Desk, work: Work, number: str) -> None:
    """Ring for a new ticket of the class 紧急; the others have their service times."""
    ticket = await work.tickets.get(number)
    if ticket is None or ticket.matter.urgency != "urgent":
        return
    estate = await known_estate(work, ticket.estate)
    cause = Cause(
        key=f"ticket/{number}/urgent",
        estate=estate.id,
        kind="urgent_ticket",
        severity="urgent",
        urgency="urgent",
        text=alert_phrases.urgent_ticket_alert(estate.name, number),
        due_at=ticket.opened_at,
        ticket=number,
        conversation_id=ticket.conversations[0] if ticket.conversations else None,
    )
    await ring(desk, work, cause, at=desk.now())


async def ticket_is_answered(desk: Desk, work: Work, ticket: Ticket, agent: Agent) -> None:
    """Take an agent's doing on a ticket as the acknowledgement of what rang for it."""
    await acknowledge_all(desk, work, agent, _about(ticket))


async def ticket_is_over(desk: Desk, work: Work, ticket: Ticket) -> None:
    """End a ticket's alerts: it is done, confirmed or cancelled."""
    await end_alerts(desk, work, _about(ticket))


def _about(ticket: Ticket) -> AlertFilter:
    return AlertFilter(estates=frozenset({ticket.estate}), ticket=ticket.number)
