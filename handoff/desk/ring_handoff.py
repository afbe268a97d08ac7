"""A resident waits for a person: every wait rings until somebody takes it, or sees to it."""

from typing import get_args

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.after_hours import ticket_is_taken_up
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import about_conversation, acknowledge_all, end_alerts, ring
from handoff.domain.agent import Agent
from handoff.domain.alert import Cause, Kind
from handoff.domain.conversation import Conversation
from handoff.domain.escalation import Escalation
from handoff.domain.turn import Author

_WAITING: frozenset[Kind] = frozenset({"handoff", "response_warning", "response_breach"})


async def ring_handoff(
    desk: Desk, work: Work, conversation: Conversation, escalation: Escalation | None
) -> None:
    """Ring for a conversation that waits, or whose owner must hear of an emergency; once an epoch and class.

    `conversation` is as it stands: in the queue already where it comes there. An alert for less is over.
    """
    urgency = escalation.urgency if escalation else "general"
    reason = escalation.reason if escalation else None
    estate = await known_estate(work, conversation.estate)
    now = desk.now()
    cause = Cause(
        key=f"handoff/{conversation.id}/{conversation.epoch}/{urgency}",
        estate=estate.id,
        kind="handoff",
        severity="urgent" if urgency == "urgent" else "alarm",
        urgency=urgency,
        text=alert_phrases.handoff_alert(estate.name, urgency, reason),
        due_at=now,
        reason=reason,
        conversation_id=conversation.id,
    )
    earlier = await work.alerts.search(about_conversation(conversation.id, estate.id, {"handoff"}), limit=10)
    if not any(alert.cause.key == cause.key for alert in earlier):
        await end_alerts(desk, work, about_conversation(conversation.id, estate.id, {"handoff"}))
        await ring(desk, work, cause, at=now)


async def handoff_is_answered(desk: Desk, work: Work, conversation: Conversation, agent: Agent) -> None:
    """Take an agent's claim as the acknowledgement of what rang for the conversation."""
    await acknowledge_all(
        desk, work, agent, about_conversation(conversation.id, conversation.estate, _WAITING)
    )
    for promise in await work.promises.owed_in(conversation.id):
        if promise.by.kind == "system" and promise.ticket:
            await ticket_is_taken_up(desk, work, promise.ticket, Author("agent", agent.name, agent.id))


async def nobody_waits(desk: Desk, work: Work, conversation: Conversation) -> None:
    """End every alert of a conversation that is over; a bad rating still waits for its answer."""
    kinds = frozenset(get_args(Kind)) - {"bad_rating"}
    await end_alerts(desk, work, about_conversation(conversation.id, conversation.estate, kinds))
