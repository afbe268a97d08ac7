"""What the desk keeps about agents at work; `storage` provides it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from handoff.domain.agent import Agent, Suspension
from handoff.domain.backlog import Backlog
from handoff.domain.board import Breach, Standing
from handoff.domain.canned_reply import CannedReply
from handoff.domain.conversation import Conversation
from handoff.domain.routing import Handover, LastOwner, Offer, Unoffered
from handoff.domain.unsent import Unsent, UnsentKind


class People(Protocol):
    """Profiles, saved filters, leases, and who has how much to do."""

    async def change(self, agent: Agent) -> None:
        """Store an agent's name, grade and profile as they are given."""

    async def filters(self, agent_id: str) -> list[dict[str, Any]]:
        """Return the filters that an agent saved."""

    async def save_filters(self, agent_id: str, filters: Sequence[Mapping[str, Any]]) -> None:
        """Replace the filters that an agent saved."""

    async def renew(self, agent_id: str, until: datetime) -> None:
        """Let an agent's lease run until a moment, be that sooner than before."""

    async def leases(self) -> dict[str, datetime]:
        """Return until when each agent's lease runs."""

    async def loads(self) -> dict[str, int]:
        """Count the conversations that each agent holds."""

    async def held_by(self, agent_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Return (agent, conversation) for everything that these agents hold."""


class Accounts(Protocol):
    """Accounts closed and opened again, passwords, and the end of sessions."""

    async def suspend(self, suspension: Suspension) -> bool:
        """Close an account; False where it is closed already."""

    async def lift(self, agent_id: str, at: datetime) -> bool:
        """Open an account again; False where it was not closed."""

    async def suspended(self) -> frozenset[str]:
        """Return whose accounts are closed."""

    async def password_hash(self, agent_id: str) -> str | None:
        """Return what a password is compared with."""

    async def change_password(self, agent_id: str, password_hash: str) -> None:
        """Store another password."""

    async def end_sessions(self, agent_id: str, *, but: str = "") -> int:
        """Forget an agent's sessions, all but the one with this hash; return how many."""


class Routing(Protocol):
    """Whom a waiting conversation was offered to, and who gave one to whom."""

    async def offer(self, offer: Offer) -> None:
        """Store that a waiting conversation is offered to an agent."""

    async def offers(self, conversation: Conversation) -> list[Offer]:
        """Return to whom this very wait was offered, in order."""

    async def unoffered(self, at: datetime) -> list[Unoffered]:
        """Return the waits without a live offer at a moment, the longest first."""

    async def hand_over(self, handover: Handover) -> None:
        """Store that somebody gave a conversation to an agent."""

    async def handover(self, conversation: Conversation) -> Handover | None:
        """Return how the present owner came by it, None where they took it themselves."""

    async def last_agent(self, conversation_id: str) -> LastOwner | None:
        """Return who owned a conversation last."""

    async def has_spoken(self, conversation_id: str, agent_id: str, since: datetime) -> bool:
        """Tell whether an agent said something to the resident since a moment."""

    async def silent(self, since: datetime) -> list[str]:
        """Return the conversations in agents' hands in which an agent had the last word before a moment."""


class Attempts(Protocol):
    """Attempts to sign in, by account or address."""

    async def latest(self, by: str, since: datetime, count: int) -> datetime | None:
        """Return when the `count`-th latest attempt since a moment was, None where there were fewer."""

    async def lock(self, by: str) -> None:
        """Let nobody else count these until the commit."""

    async def add(self, by: str, at: datetime) -> None:
        """Count an attempt."""

    async def forget(self, by: str) -> None:
        """Start anew, as after a right password."""

    async def forget_before(self, moment: datetime) -> None:
        """Forget what counts no more."""


class BoardView(Protocol):
    """The supervisor's view over conversations."""

    async def standings(self, estates: frozenset[str]) -> list[Standing]:
        """Return what waits or is an agent's, longest first."""

    async def with_the_bot(self, estates: frozenset[str]) -> int:
        """Count the conversations that the bot holds."""

    async def breaches(self, estates: frozenset[str], *, since: datetime, until: datetime) -> list[Breach]:
        """Return the first answers due in a time that came late or are still owed, the oldest first."""


class Backlogs(Protocol):
    """What waits to be done, at each place where it may."""

    async def all(self) -> list[Backlog]:
        """Return what waits in every estate together."""


class CannedReplies(Protocol):
    """Canned replies: an agent's own and an estate's."""

    async def put(self, reply: CannedReply) -> None:
        """Store or replace a reply; raises RepeatedKey where its shortcut is in use beside it."""

    async def get(self, reply_id: str) -> CannedReply | None:
        """Find a reply by its id."""

    async def of(self, agent_id: str, estates: frozenset[str]) -> list[CannedReply]:
        """Return an agent's own replies and those of estates, by shortcut."""

    async def remove(self, reply_id: str) -> None:
        """Forget a reply."""


class UnsentWords(Protocol):
    """What agents have begun to write; sealed by the implementation."""

    async def of(self, conversation_id: str) -> list[Unsent]:
        """Return a conversation's drafts, the latest first."""

    async def get(self, conversation_id: str, agent_id: str, kind: UnsentKind) -> Unsent | None:
        """Find one agent's draft."""

    async def put(self, words: Unsent) -> None:
        """Store a version; the one before is gone."""

    async def empty(self, conversation_id: str, at: datetime) -> None:
        """Let nothing be left of a conversation's drafts but their versions."""

    async def erase(self, conversation_id: str) -> None:
        """Forget a conversation's drafts altogether."""
