"""What an agent has begun to write and not sent: kept, so that a computer that dies costs no words."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from handoff.domain.conversation import AgentName

UnsentKind = Literal["reply", "note"]
LONGEST = 8_000  # four messages: what two computers wrote is kept whole, though only 2,000 signs can be sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """One agent's words of one kind in one conversation; `version` counts every change and never goes back.

    Without words the record stays, so that an older computer's version is known to be older.
    """

    conversation_id: str
    agent: AgentName
    kind: UnsentKind
    text: str
    version: int
    at: datetime

    def rewritten(self, text: str, *, at: datetime) -> "Unsent":
        """Return the next version."""
        return replace(self, text=text, version=self.version + 1, at=at)

    def may_become(self, text: str, *, seen: int) -> bool:
        """Tell whether a writer who saw version `seen` may put `text` here without losing anybody's words."""
        return not self.text or self.version == seen or self.text == text

    def was_sent_as(self, text: str) -> bool:
        """Tell whether these words are what was sent, or how it began."""
        return bool(self.text) and text.strip().startswith(self.text.strip())
