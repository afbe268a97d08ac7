"""What gathers on a ticket while it lives: follow-ups, owners, conversations and pictures."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.ticket import FollowUp, Handing
from handoff.storage.tables import attachments, closures, turns
from handoff.storage.ticket_tables import (
    ticket_conversations,
    ticket_follow_ups,
    ticket_handings,
    ticket_moves,
    ticket_pictures,
    tickets,
)
from handoff.storage.tickets import author_values


class TicketRecords:
    """Records of tickets on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def follow_up(self, number: str, call: FollowUp) -> None:
        """Store that the resident was called."""
        await self._connection.execute(
            ticket_follow_ups.insert().values(
                ticket_number=number, is_reached=call.is_reached, satisfied=call.satisfied, note=call.note,
                at=call.at, client_key=call.client_key, **author_values(call.by),
            )
        )  # fmt: skip

    async def hand_on(self, number: str, handing: Handing) -> None:
        """Give the ticket another owner and store how that came."""
        owner = {"owner_id": handing.to.id, "owner_name": handing.to.name}
        await self._connection.execute(tickets.update().where(tickets.c.number == number).values(owner))
        await self._connection.execute(
            ticket_handings.insert().values(
                ticket_number=number, to_id=handing.to.id, to_name=handing.to.name, note=handing.note,
                at=handing.at, **author_values(handing.by),
            )
        )  # fmt: skip

    async def link(self, number: str, conversation_id: str) -> None:
        """Let the ticket belong to a conversation that it does not belong to yet."""
        await self._connection.execute(
            ticket_conversations.insert().values(ticket_number=number, conversation_id=conversation_id)
        )

    async def add_picture(self, number: str, attachment_id: str) -> None:
        """Put a picture on the ticket that is not on it yet."""
        await self._connection.execute(
            ticket_pictures.insert().values(ticket_number=number, attachment_id=attachment_id)
        )

    async def take_pictures(self, number: str, conversation_id: str) -> None:
        """Put the pictures on a new ticket that its conversation was sent since this matter began.

        A matter begins where the one before ended: with the last closing, or the last other ticket
        that somebody opened; the desk's own task to call back (opened by the system) ends nothing.
        """
        sent = sa.select(turns.c.attachment["id"].as_string()).where(
            turns.c.conversation_id == conversation_id, turns.c.attachment.is_not(None)
        )
        for end in (_last_closing(conversation_id), _last_ticket(conversation_id, but=number)):
            sent = sent.where(sa.or_(end.is_(None), turns.c.at > end))
        mine = sa.select(sa.literal(number), attachments.c.id).where(
            attachments.c.conversation_id == conversation_id, attachments.c.id.in_(sent)
        )
        await self._connection.execute(
            ticket_pictures.insert().from_select(["ticket_number", "attachment_id"], mine)
        )


def _last_closing(conversation_id: str) -> sa.ScalarSelect[object]:
    last = sa.select(sa.func.max(closures.c.at)).where(closures.c.conversation_id == conversation_id)
    return last.scalar_subquery()


def _last_ticket(conversation_id: str, *, but: str) -> sa.ScalarSelect[object]:
    last = (
        sa.select(sa.func.max(tickets.c.opened_at))
        .join(ticket_conversations)
        .join(ticket_moves, ticket_moves.c.ticket_number == tickets.c.number)
        .where(
            ticket_conversations.c.conversation_id == conversation_id,
            ticket_moves.c.revision == 0,
            ticket_moves.c.author_kind != "system",
            tickets.c.number != but,
        )
    )
    return last.scalar_subquery()
