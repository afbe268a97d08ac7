"""What the desk keeps and finds about knowledge; `storage` and `library` provide it."""

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from handoff.domain.knowledge import Proposal, Publication, Settled
from handoff.domain.turn import Turn
from knowledge_base.content import Content
from knowledge_base.draft import Accepted, Draft
from knowledge_base.entry import Entry
from knowledge_base.estate import Estate
from knowledge_base.ledger.revisions import Mark, Revision, Tally
from knowledge_base.places import Places
from knowledge_base.published import Published, Release


class Knowledge(Protocol):
    """Entries as they were changed; the draft is each entry's last revision."""

    async def may_take_in(self, estate: str) -> bool:
        """Whether what the estate ships with still counts."""

    async def take_in(self, content: Content, now: datetime) -> None:
        """Bring in what ships with the project."""

    async def begin(self, estate: Estate, mark: Mark) -> None:
        """Let an estate without content have a profile."""

    async def draft(self, estate: str) -> Draft | None:
        """Return what the next publication takes; None for an estate without content."""

    async def heads(self, estate: str) -> list[Revision]:
        """Return the last revision of every entry that the estate has or had."""

    async def history(self, estate: str, entry_id: str) -> list[Revision]:
        """Return an entry's revisions, the newest first."""

    async def revise(self, estate: str, entry: Entry | str, base: int, mark: Mark) -> Revision:
        """Store the revision after `base`; an id alone takes the entry out. Raises StaleEntry."""

    async def replace(self, content: Content, mark: Mark) -> Tally:
        """Make the content the estate's draft."""

    async def accept(self, estate: str, found: Iterable[Accepted], at: datetime) -> int:
        """Keep answers that residents accepted; return how many are new."""

    async def let_go(self, estate: str, questions: Iterable[str], *, by: str, at: datetime) -> int:
        """Say that accepted answers need not hold any more; return how many did."""


class Proposals(Protocol):
    """Entries as somebody would have them."""

    async def add(self, proposal: Proposal) -> None:
        """Store a proposal."""

    async def get(self, proposal_id: str) -> Proposal | None:
        """Find a proposal."""

    async def waiting(self, estate: str, entry_id: str | None = None) -> list[Proposal]:
        """Return undecided proposals, the oldest first."""

    async def decide(self, proposal: Proposal) -> bool:
        """Store the decision; False where somebody else decided before."""


class Publications(Protocol):
    """Attempts to put a draft into force."""

    async def begin(self, publication: Publication) -> None:
        """Store a running publication; raises RepeatedKey where the estate has one."""

    async def progress(self, publication_id: str, lines: Sequence[str]) -> None:
        """Store what has been said so far."""

    async def end(self, publication: Publication) -> None:
        """Store how it ended."""

    async def get(self, publication_id: str) -> Publication | None:
        """Find a publication."""

    async def running(self, estate: str) -> Publication | None:
        """Return the estate's running publication."""

    async def of(self, estate: str) -> list[Publication]:
        """Return the estate's last publications, the newest first."""


class SettledMisses(Protocol):
    """Questions of the miss board that somebody dealt with."""

    async def add(self, settled: Sequence[Settled]) -> None:
        """Store what was dealt with; raises RepeatedKey where somebody else did meanwhile."""

    async def of(self, estate: str) -> set[tuple[str, int]]:
        """Return the estate's settled misses as (conversation, seq)."""


class Hindsight(Protocol):
    """What was said, read across conversations; erased ones are left out."""

    async def transcripts(
        self, estate: str, since: datetime, until: datetime, *, missed_only: bool = False
    ) -> list[tuple[str, list[Turn]]]:
        """Return the conversations with a turn in the time, whole, those with a miss only where asked."""

    async def households(self, conversation_ids: Sequence[str]) -> dict[str, str]:
        """Return who stands behind each conversation, as something to count by: house, number, or itself."""

    async def minutes_with_agents(self, estate: str, since: datetime, until: datetime) -> list[float]:
        """Return how many minutes each ended assignment of the time took."""


class Library(Protocol):
    """Published versions, and the process that publishes."""

    def places(self, estate: str) -> Places:
        """Return where an estate's knowledge lies."""

    async def given(self, estate: str) -> Content | None:
        """Return what the estate ships with, if anything."""

    async def in_force(self, estate: str) -> Published | None:
        """Return the version in force; None where nothing was published."""

    async def search(self, estate: str, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the entries in force whose words are nearest, best first, with a score from 0 to 1."""

    async def versions(self, estate: str) -> list[Release]:
        """Return the versions that are kept, the newest first."""

    async def roll_back(self, estate: str) -> Release:
        """Put the version before the one in force back; raises PublishingNow, NothingBefore."""

    def is_publishing(self, estate: str) -> bool:
        """Whether some process works on this estate's versions right now."""

    async def publish(
        self, estate: str, tell: Callable[[list[str]], Awaitable[None]]
    ) -> tuple[bool, dict[str, Any]]:
        """Publish in a process of its own; return whether it came into force, and its report."""

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work go on behind the request that began it."""
