"""What the desk asks of the records that gather on a ticket."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from handoff.domain.ticket import FollowUp, Handing, Ticket
from handoff.domain.work_step import WorkStep


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


class WorkSteps(Protocol):
    """What repairers wrote down."""

    async def add(self, number: str, step: WorkStep, fingerprint: str) -> None:
        """Store a step; raises RepeatedKey where this repairer's phone sent it already."""

    async def by_key(self, author_id: str, key: str) -> tuple[str, str, WorkStep] | None:
        """Find a repairer's step by its key: the ticket's number, the hash of the body, the step."""

    async def orders(
        self, estates: Collection[str], repairer_id: str, *, since: datetime, limit: int
    ) -> Sequence[Ticket]:
        """Return the tickets that are out for repair in these estates, or that the repairer touched since."""

    async def erase(self, numbers: Collection[str], text: str) -> list[str]:
        """Put `text` in the place of the notes and forget the pictures; return the pictures' ids."""
