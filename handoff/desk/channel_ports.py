"""What the desk needs of the messenger platforms; `channels` provides it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from handoff.domain.correspondent import Bell, Incoming, Page, Unreadable
from handoff.domain.delivery import Outgoing


class Gate(Protocol):
    """Where a platform calls one account back. `query` is the request's, one value a name."""

    def echo(self, query: Mapping[str, str]) -> str:
        """Return what the platform wants to hear when the address is saved; raises NotGenuine."""

    def read(self, query: Mapping[str, str], body: bytes, now: datetime) -> Incoming | Bell | Unreadable:
        """Return what happened; raises NotGenuine."""


class Messenger(Protocol):
    """The line to one account of a platform; `person` is the platform's id of somebody."""

    @property
    def estate(self) -> str:
        """The estate that its residents belong to."""

    async def send(self, person: str, message: Outgoing) -> int:
        """Send a message and return how many the platform counts; raises NotDelivered."""

    async def picture(self, media: str) -> bytes:
        """Return a picture that somebody sent; raises NotDelivered."""

    async def typing(self, person: str) -> None:
        """Show for some seconds that a person writes, where the platform can; raises NotDelivered."""


class Source(Protocol):
    """An account whose messages must be pulled."""

    @property
    def estate(self) -> str:
        """The estate that its residents belong to."""

    async def pull(self, place: str, token: str) -> Page:
        """Return what is behind a place, from the beginning where it is empty; raises NotDelivered."""
