"""A reply that is written once and sent often; the console fills in its variables."""

import re
from dataclasses import dataclass
from datetime import datetime

VARIABLES = ("resident", "house", "agent", "ticket")
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedReply:
    """A canned reply (快捷回复): an estate's, or one agent's own where it names no estate."""

    id: str
    estate: str | None
    agent_id: str | None
    shortcut: str
    title: str
    text: str
    updated_at: datetime

    @property
    def scope(self) -> str:
        """Where the shortcut may stand only once."""
        return f"estate:{self.estate}" if self.estate else f"agent:{self.agent_id}"


def unknown_variables(text: str) -> list[str]:
    """Return the names in braces that nothing fills in."""
    return [name for name in _BRACES.findall(text) if name not in VARIABLES]
