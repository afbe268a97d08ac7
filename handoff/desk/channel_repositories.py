"""What the desk keeps of the messenger channels; `storage` provides it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from handoff.domain.correspondent import AccountName, Correspondent, Cursor, InboxJob, Incoming, Unreadable
from handoff.domain.delivery import Delivery, DeliveryJob, Trouble, WaitingLine
from handoff.domain.house_code import HouseCode
from handoff.domain.platform_token import PlatformToken
from handoff.domain.turn import Turn


class Inbox(Protocol):
    """What the platforms handed in, each once."""

    async def add(self, callbacks: Sequence[Incoming | Unreadable], at: datetime) -> list[bool]:
        """Store callbacks; say of each whether it was new. What nobody could read is only remembered."""

    async def find(self, account: AccountName, key: str) -> int | None:
        """Return the id of a stored callback."""

    async def lease(self, now: datetime, until: datetime, limit: int, *, worker: str) -> list[InboxJob]:
        """Take due callbacks, the oldest of each person; a person with a leased one waits."""

    async def finish(self, job: InboxJob, outcome: str, at: datetime) -> bool:
        """Mark a callback as worked off and forget what it said; False where it was done already."""

    async def set_aside(self, job: InboxJob, at: datetime) -> None:
        """Stop trying, and keep what it said for whoever looks into it."""

    async def postpone(self, job: InboxJob, due_at: datetime) -> None:
        """Try again later."""

    async def release(self, worker: str) -> None:
        """Make what this worker had leased due again: after its start nobody works on it."""

    async def give_back(self, jobs: Sequence[InboxJob], worker: str) -> None:
        """Make jobs of this worker due again that could not even be tried; the try does not count."""

    async def has_old(self, before: datetime) -> bool:
        """Whether there are rows that were worked off before a moment."""

    async def forget(self, before: datetime) -> None:
        """Drop rows that were worked off before a moment."""


class Correspondents(Protocol):
    """Who writes to us in a messenger."""

    async def add(self, new: Correspondent, at: datetime) -> None:
        """Store a correspondent."""

    async def find(self, account: AccountName, person: str) -> Correspondent | None:
        """Find a person on an account."""

    async def of(self, conversation_id: str) -> Correspondent | None:
        """Find whose conversation it is."""

    async def update(self, now: Correspondent) -> None:
        """Store what may change of a correspondent."""

    async def erase(self, conversation_id: str) -> None:
        """Forget the person whose conversation this was."""


class HouseCodes(Protocol):
    """One-time codes, each for one house."""

    async def add(self, new: HouseCode) -> None:
        """Store a code."""

    async def use(self, estate: str, code: str, at: datetime) -> str | None:
        """Use a code up and return its house's room; None where it is no code of the estate's, or is over."""

    async def note_try(self, account: AccountName, person: str, at: datetime) -> None:
        """Remember that somebody offered a code."""

    async def tries(self, account: AccountName, person: str, since: datetime) -> int:
        """Count what somebody offered since a moment."""

    async def forget(self, before: datetime) -> None:
        """Drop codes that are over and tries made before a moment."""


class Deliveries(Protocol):
    """Lines on their way to a messenger."""

    async def add(self, conversation_id: str, turn: Turn, due_at: datetime) -> None:
        """Let a line be sent, from a moment on."""

    async def lease(self, now: datetime, until: datetime, limit: int, *, worker: str) -> list[DeliveryJob]:
        """Take conversations whose first waiting line is due."""

    async def finish(self, job: DeliveryJob) -> None:
        """Give the conversation free again."""

    async def finish_if_empty(self, job: DeliveryJob) -> bool:
        """Give the conversation free again where nothing of it waits any more."""

    async def release(self, worker: str) -> None:
        """Give free what this worker had leased: after its start nobody works on it."""

    async def give_back(self, jobs: Sequence[DeliveryJob], worker: str) -> None:
        """Make jobs of this worker due again that could not even be tried; the try does not count."""

    async def waiting(self, conversation_id: str) -> list[WaitingLine]:
        """Return the lines that wait, in order."""

    async def states(self, conversation_id: str) -> dict[int, Delivery]:
        """Return how far each line of a conversation has come, by its number."""

    async def sent(self, conversation_id: str, seqs: Sequence[int], at: datetime) -> None:
        """Note that lines went out whole."""

    async def part_sent(self, conversation_id: str, seq: int) -> None:
        """Note that one more part of a line went out."""

    async def postpone(
        self, conversation_id: str, seqs: Sequence[int], due_at: datetime, *, error: Trouble
    ) -> None:
        """Try lines again later."""

    async def fail(self, conversation_id: str, seqs: Sequence[int], at: datetime, *, error: Trouble) -> None:
        """Give lines up."""

    async def revive(
        self, conversation_id: str, since: datetime, at: datetime, *, errors: Collection[Trouble]
    ) -> list[int]:
        """Let lines that were given up for these reasons wait again; return their numbers."""

    async def erase(self, conversation_id: str, at: datetime) -> None:
        """Send nothing more of a conversation."""


class ChannelTokens(Protocol):
    """The platforms' access tokens, shared by every worker."""

    async def get(self, account: AccountName) -> PlatformToken | None:
        """Return the token that was stored last."""

    async def claim(self, account: AccountName, now: datetime, *, last_before: datetime) -> bool:
        """Take the turn to ask the platform; False where somebody asked since `last_before`."""

    async def put(self, account: AccountName, token: str, expires_at: datetime) -> None:
        """Store what the platform gave."""


class ChannelCursors(Protocol):
    """How far the accounts were pulled that hand nothing in by themselves."""

    async def claim(
        self, account: AccountName, now: datetime, until: datetime, *, worker: str
    ) -> Cursor | None:
        """Take the account to pull it; None while another worker does. The first claim begins its history."""

    async def move(self, account: AccountName, place: str, until: datetime) -> None:
        """Put the cursor behind what this transaction stores, and keep the account."""

    async def get(self, account: AccountName) -> Cursor | None:
        """Return how far an account was pulled; None where it never was."""

    async def pulled(self, account: AccountName, at: datetime) -> None:
        """Note that the account's log was read to its end."""

    async def give_back(self, account: AccountName) -> None:
        """Let anybody pull the account."""


class ChannelDoors(Protocol):
    """When callbacks of the accounts that push could last be stored."""

    async def note(self, account: AccountName, now: datetime) -> datetime | None:
        """Note that callbacks can be stored now; return when they last could, None where nobody knows."""
