"""What the bot keeps in mind between two messages; plain data that travels in the decision."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

LASTING = ("area", "floor", "kind", "trade")  # a house stays the same from one sum to the next


@dataclass(frozen=True)
class Conversation:
    """The state after a decision.

    `topic` is the entry that the last answer was about and `question` what it answered, in full. `slots` are
    those of the last sum (bot/sums), `facts` what the resident told of himself, `form` the form being filled
    and `written` the one that has become the last ticket.
    """

    topic: str = ""
    question: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] | None = None
    written: Mapping[str, Any] | None = None

    @property
    def lasting_slots(self) -> dict[str, str]:
        """What one sum leaves to the next about another subject."""
        return {name: value for name, value in self.slots.items() if name in LASTING}

    def as_dict(self) -> dict[str, Any]:
        """Give the state as plain data."""
        return asdict(self)
