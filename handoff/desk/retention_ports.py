"""What the desk asks about what is kept too long or was erased; `storage` provides it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol


class Retention(Protocol):
    """Looks for what is past its time."""

    async def conversations_before(self, moment: datetime, *, limit: int) -> Sequence[str]:
        """Return the ids of conversations that nothing happened in since, the longest untouched first."""

    async def still_there(self, conversation_ids: Collection[str]) -> Sequence[str]:
        """Return which of these conversations are not erased."""

    async def tickets_before(self, moment: datetime, text: str, *, limit: int) -> Sequence[str]:
        """Return the numbers of tickets opened before a moment that still say what they were about."""

    async def blank_tickets(self, numbers: Collection[str], text: str) -> None:
        """Put `text` in the place of what people wrote in these tickets; numbers and moves stay."""


class Tombstones(Protocol):
    """Which conversations were erased, kept outside the database."""

    async def add(self, conversation_id: str) -> None:
        """Remember an erasure; it is on the disk when this returns."""

    async def every(self) -> list[str]:
        """Return all ids."""
