"""What the bot wishes about tickets, done in the transaction of its turn; the bot itself never writes one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handoff import phrases
from handoff.desk.amend_ticket import amend
from handoff.desk.announcing import about_ticket, announce_ticket, say
from handoff.desk.move_ticket import record_urging
from handoff.desk.open_ticket import open_for_the_bot
from handoff.desk.ports import Desk, Work
from handoff.domain.bot_reply import TicketAmendment, TicketQuestion
from handoff.domain.conversation import Conversation
from handoff.domain.ticket import IN_WORK, SETTLED, Matter, Ticket
from handoff.domain.times import on_the_wall
from handoff.domain.turn import SYSTEM, Choice, Line
from handoff.domain.verdict import HUMAN
from handoff.errors import IllegalMove

Wish = Matter | TicketAmendment | TicketQuestion


async def fulfil(desk: Desk, work: Work, conversation: Conversation, wish: Wish, line: Line) -> None:
    """Open or amend the ticket and say the bot's line with its number, or answer a question after one.

    The bot knows no ticket: what it says beside a question is not repeated, the desk says what is true.
    """
    if isinstance(wish, Matter):
        number = await open_for_the_bot(desk, work, conversation, wish, reply_to=line.reply_to or 0)
        text = phrases.opened_text(line.text, number)
        said = {**(line.bot or {}), **about_ticket(number)}
        await say(desk, work, conversation, replace(line, text=text, bot=said))
        await announce_ticket(work, number)
        return
    if isinstance(wish, TicketAmendment):
        await amend(desk, work, conversation, wish.matter, line)
        return
    tickets = await work.tickets.of(conversation.id)
    ticket = _meant(tickets, wish)
    if ticket is None:
        await say(desk, work, conversation, _nothing_found(tickets, wish, reply_to=line.reply_to))
        return
    text = await _urge(desk, work, ticket) if wish.kind == "urge" else _status(ticket)
    others = _open_ones(one for one in tickets if one.number != ticket.number)
    card = Line(
        author=SYSTEM,
        kind="card",
        text=text + (phrases.other_tickets_text(others) if others else ""),
        reply_to=line.reply_to,
        bot=about_ticket(ticket.number),
    )
    await say(desk, work, conversation, card)
    if wish.kind == "urge":
        await announce_ticket(work, ticket.number)


def _meant(tickets: Sequence[Ticket], wish: TicketQuestion) -> Ticket | None:
    """Return the ticket with the number given, else the newest that is open; to be hurried, one in work."""
    if wish.number:
        return next((one for one in tickets if one.number == wish.number), None)
    return min(tickets, key=lambda one: _distance(one, wish), default=None)


def _distance(ticket: Ticket, wish: TicketQuestion) -> tuple[bool, bool]:
    """Order tickets by how likely they are meant; among equals the newest comes first already."""
    return ticket.state in SETTLED, wish.kind == "urge" and ticket.state not in IN_WORK


def _nothing_found(tickets: Sequence[Ticket], wish: TicketQuestion, *, reply_to: int | None) -> Line:
    """Say truthfully that there is no such ticket, and offer to open one or to call a person."""
    text = phrases.no_ticket_text(wish.number, _open_ones(tickets))
    return Line(
        author=SYSTEM,
        kind="choices",
        text=text,
        choices=(Choice(phrases.HUMAN_LABEL, HUMAN),),
        reply_to=reply_to,
        bot={"act": "ticket"},
    )


def _open_ones(tickets: Iterable[Ticket]) -> str:
    return "、".join(
        phrases.ticket_in_state(one.matter.category, one.number, one.state)
        for one in tickets
        if one.state not in SETTLED
    )


def _status(ticket: Ticket) -> str:
    since = on_the_wall(ticket.moves[-1].at)
    return phrases.status_text(ticket.matter.category, ticket.number, ticket.state, since=since)


async def _urge(desk: Desk, work: Work, ticket: Ticket) -> str:
    try:
        await record_urging(desk, work, ticket)
    except IllegalMove as refusal:
        return refusal.detail
    return phrases.urged_text(ticket.matter.category, ticket.number, ticket.state)
