"""A ticket is opened: by an agent, or because the bot wished it."""

import json
from dataclasses import asdict, dataclass, replace

from handoff import phrases
from handoff.desk.access import access_conversation, known_estate
from handoff.desk.announcing import tell_of_ticket
from handoff.desk.ports import Desk, Work
from handoff.desk.ring_ticket import ring_urgent_ticket
from handoff.desk.service_times import times_from_now
from handoff.domain.agent import Agent
from handoff.domain.conversation import Conversation
from handoff.domain.records import NewTicket
from handoff.domain.ticket import Matter, Ticket
from handoff.domain.turn import BOT, Author, fingerprint
from handoff.errors import BadRequest, KeyReused, NotFound, RepeatedKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an agent wants opened: in a conversation, or in an estate where there is none."""

    client_key: str
    matter: Matter
    conversation_id: str | None = None
    estate: str | None = None

    @property
    def fingerprint(self) -> str:
        """Tell this body from another one under the same key."""
        matter = json.dumps(asdict(self.matter), sort_keys=True)
        return fingerprint(matter=matter, conversation_id=self.conversation_id, estate=self.estate)


@dataclass(frozen=True, slots=True)
class TicketReceipt:
    """The ticket, and whether this very call opened it."""

    ticket: Ticket
    is_new: bool


async def open_ticket(desk: Desk, agent: Agent, report: Report) -> TicketReceipt:
    """Open a ticket, once a key, and tell the resident; raises NotFound, BadRequest, KeyReused."""
    try:
        async with desk.store.write() as work:
            number = await _record(desk, work, agent, report)
            await ring_urgent_ticket(desk, work, number)
            ticket = await tell_of_ticket(
                desk, work, number, phrases.ticket_text(report.matter.category, number, "accepted")
            )
    except RepeatedKey:
        return TicketReceipt(await _the_same(desk, agent, report), is_new=False)
    return TicketReceipt(ticket, is_new=True)


async def open_for_the_bot(
    desk: Desk, work: Work, conversation: Conversation, matter: Matter, *, reply_to: int
) -> str:
    """Store what the bot wished in the transaction of its turn; return the number."""
    estate = await known_estate(work, conversation.estate)
    number = await work.tickets.add(
        NewTicket(
            estate=estate,
            matter=_with_house(matter, conversation),
            by=BOT,
            opener=conversation.id,
            client_key=str(reply_to),
            fingerprint=fingerprint(reply_to=str(reply_to)),
            conversations=(conversation.id,),
            times=await times_from_now(desk, work, estate.id, matter.urgency),
            at=desk.now(),
        )
    )
    await work.ticket_records.take_pictures(number, conversation.id)
    await ring_urgent_ticket(desk, work, number)
    return number


async def _record(desk: Desk, work: Work, agent: Agent, report: Report) -> str:
    conversation, matter = None, report.matter
    if report.conversation_id:
        conversation = await access_conversation(work, agent, report.conversation_id)
        matter = _with_house(matter, conversation)
    estate_id = conversation.estate if conversation else report.estate
    if estate_id is None:
        raise BadRequest("请说明工单属于哪个会话（conversation_id）或哪个小区（estate）。")
    if estate_id not in agent.estates or report.estate not in {None, estate_id}:
        raise NotFound
    estate = await known_estate(work, estate_id)
    number = await work.tickets.add(
        NewTicket(
            estate=estate,
            matter=matter,
            by=Author("agent", agent.name, agent.id),
            opener=agent.id,
            client_key=report.client_key,
            fingerprint=report.fingerprint,
            conversations=(conversation.id,) if conversation else (),
            times=await times_from_now(desk, work, estate.id, matter.urgency),
            at=desk.now(),
        )
    )
    if conversation:
        await work.ticket_records.take_pictures(number, conversation.id)
    return number


def _with_house(matter: Matter, conversation: Conversation) -> Matter:
    """Fill in the house that the resident gave for themselves, where the report names none."""
    return matter if matter.house else replace(matter, house=conversation.resident.room)


async def _the_same(desk: Desk, agent: Agent, report: Report) -> Ticket:
    async with desk.store.read() as work:
        stored = await work.tickets.by_key(agent.id, report.client_key)
    if stored is None or stored[1] != report.fingerprint:
        raise KeyReused
    return stored[0]
