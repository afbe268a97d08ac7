"""What the desk asks of the records that gather on a ticket."""

from typing import Protocol

from handoff.domain.ticket import FollowUp, Handing


class TicketRecords(Protocol):
    """Follow-ups, owners, further conversations and pictures of tickets."""

    async def follow_up(self, number: str, call: FollowUp) -> None:
        """Store that the resident was called."""

    async def hand_on(self, number: str, handing: Handing) -> None:
        """Give the ticket another owner and store how that came."""

    async def link(self, number: str, conversation_id: str) -> None:
        """Let the ticket belong to a conversation that it does not belong to yet."""

    async def add_picture(self, number: str, attachment_id: str) -> None:
        """Put a picture on the ticket that is not on it yet."""

    async def take_pictures(self, number: str, conversation_id: str) -> None:
        """Put the pictures on a new ticket that its conversation was sent since this matter began."""
