"""Who is told what. Every verb says its changes through these, inside its transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handoff.desk.duty import colleague
from handoff.desk.joining import due_at
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Colleague
from handoff.domain.conversation import WEB, Conversation, Place
from handoff.domain.delivery import Delivery
from handoff.domain.events import (
    DeliveryChanged,
    HolderChanged,
    PresenceChanged,
    QueueMoved,
    SummaryChanged,
    TicketChanged,
    TurnAdded,
)
from handoff.domain.secret_numbers import hide_numbers
from handoff.domain.ticket import Ticket
from handoff.domain.turn import SYSTEM, JsonObject, Line, Turn
from handoff.domain.waiting import minutes_to_wait
from handoff.errors import NotFound

MEASURED_OVER = timedelta(hours=24)


async def say(desk: Desk, work: Work, conversation: Conversation, line: Line) -> Turn:
    """Store a line as the next turn and announce it; raises RepeatedKey.

    What a resident wrote is kept without the numbers that nobody here needs (`domain/secret_numbers.py`).
    """
    if line.author.kind == "resident":
        line = replace(line, text=hide_numbers(line.text))
    turn = await work.turns.append(conversation.id, line, desk.now())
    work.announce(TurnAdded(conversation_id=conversation.id, estate=conversation.estate, turn=turn))
    if conversation.channel != WEB and line.author.kind != "resident" and line.via != "servicer":
        await work.deliveries.add(conversation.id, turn, await due_at(work, conversation, turn))
        announce_deliveries(work, conversation, [turn.seq], Delivery("waiting"))
    return turn


def announce_deliveries(
    work: Work, conversation: Conversation, seqs: Sequence[int], delivery: Delivery
) -> None:
    """Show the agents how far lines have come on their way to the resident's messenger."""
    for seq in seqs:
        work.announce(
            DeliveryChanged(
                conversation_id=conversation.id, estate=conversation.estate, seq=seq, delivery=delivery
            )
        )


def about_ticket(number: str) -> JsonObject:
    """Return what a turn about a ticket carries in its `bot`."""
    return {"act": "ticket", "ticket": {"number": number}}


async def announce_ticket(work: Work, number: str) -> Ticket:
    """Show the ticket as it stands now to its residents and the estate's agents; return it."""
    ticket = await work.tickets.get(number)
    if ticket is None:
        raise NotFound
    work.announce(TicketChanged(ticket=ticket))
    return ticket


async def tell_of_ticket(desk: Desk, work: Work, number: str, text: str) -> Ticket:
    """Say a ticket's news in each conversation that it belongs to, and show it as it stands now."""
    ticket = await announce_ticket(work, number)
    card = Line(author=SYSTEM, kind="card", text=text, bot=about_ticket(number))
    for conversation_id in ticket.conversations:
        conversation = await work.conversations.get(conversation_id)
        if conversation:
            await say(desk, work, conversation, card)
            await announce_summary(work, conversation)
    return ticket


async def announce_summary(work: Work, conversation: Conversation) -> None:
    """Let the agents draw the conversation's line anew."""
    if summary := await work.conversations.summary(conversation.id):
        work.announce(
            SummaryChanged(conversation_id=conversation.id, estate=conversation.estate, summary=summary)
        )


async def announce_holder(desk: Desk, work: Work, before: Conversation) -> Conversation:
    """Tell everybody who answers next, and the waiting residents their places; return it as it stands."""
    now = await work.conversations.get(before.id)
    if now is None:
        raise NotFound
    work.announce(
        HolderChanged(conversation_id=now.id, estate=now.estate, holder=now.holder, agent=now.agent)
    )
    if "queue" in {before.holder, now.holder}:
        await announce_queue(desk, work, now.estate)
    for agent_id in {one.agent.id for one in (before, now) if one.agent}:
        await announce_colleague(desk, work, agent_id)
    return now


async def announce_colleague(desk: Desk, work: Work, agent_id: str) -> Colleague | None:
    """Tell the colleagues how an agent stands now: there or not, with how many conversations."""
    now = await colleague(desk, work, agent_id)
    if now:
        work.announce(PresenceChanged(colleague=now))
    return now


async def announce_queue(desk: Desk, work: Work, estate: str) -> None:
    """Tell the waiting residents their places."""
    for conversation_id, place in (await places(desk, work, estate)).items():
        work.announce(QueueMoved(conversation_id=conversation_id, estate=estate, place=place))


async def places(desk: Desk, work: Work, estate: str) -> dict[str, Place]:
    """Return each waiting conversation's place in its estate's queue."""
    recent = await work.escalations.waits(estate, desk.now() - MEASURED_OVER)
    waiting = await work.conversations.queue(estate)
    return {
        conversation_id: Place(position, minutes_to_wait(position, recent))
        for position, conversation_id in enumerate(waiting, start=1)
    }
