"""A resident puts right what they had written down by the bot: a new ticket takes the old one's place."""

from dataclasses import replace

from handoff import phrases
from handoff.desk.announcing import about_ticket, announce_ticket, say
from handoff.desk.escalate import Case, escalate
from handoff.desk.move_ticket import record_move
from handoff.desk.open_ticket import open_for_the_bot
from handoff.desk.ports import Desk, Work
from handoff.domain.conversation import Conversation
from handoff.domain.envelope import Evidence
from handoff.domain.ticket import IN_WORK, Matter, Move, Ticket
from handoff.domain.turn import BOT, Line


async def amend(desk: Desk, work: Work, conversation: Conversation, matter: Matter, line: Line) -> None:
    """Open the ticket as it is now and call the old one off, in one transaction.

    Where somebody has taken up the old one already, they must be told: a person takes over.
    """
    tickets = await work.tickets.of(conversation.id)
    alike = (one for one in tickets if one.matter.category == matter.category and one.state in IN_WORK)
    old = next(alike, None)
    if old and not (old.state == "accepted" and old.is_untouched):
        evidence = Evidence(text=None, threshold=desk.threshold, rule="ticket_amended")
        await escalate(
            desk, work, conversation, Case(reason="rule", evidence=evidence, reply_to=line.reply_to)
        )
        return
    number = await open_for_the_bot(desk, work, conversation, matter, reply_to=line.reply_to or 0)
    text = phrases.opened_text(line.text, number)
    if old:
        await _call_off(desk, work, old, number)
        text = f"{text}\n{phrases.replaced_text(old.number)}"
    await say(
        desk, work, conversation, replace(line, text=text, bot={**(line.bot or {}), **about_ticket(number)})
    )
    await announce_ticket(work, number)


async def _call_off(desk: Desk, work: Work, old: Ticket, number: str) -> None:
    note = phrases.replaced_note(number)
    await record_move(desk, work, old, Move("cancelled", BOT, desk.now(), note))
    await announce_ticket(work, old.number)
