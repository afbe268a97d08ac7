"""What the bot keeps in mind between two messages; plain data that travels in the decision."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.sums.asking import asks_for_price
from bot.sums.catalogue import are_neighbours, is_about_a_sum
from knowledge_base.chinese_numbers import SIGNS

_LONGEST = 160  # characters that are kept of what was told for a sum
_COUNTED = re.compile(rf"[{SIGNS}\d两半]")
LASTING = ("area", "floor", "kind", "trade")  # a house stays the same from one sum to the next


@dataclass(frozen=True)
class Conversation:
    """The state after a decision.

    `topic` is the entry that the last answer was about and `question` what it answered, in full. `slots` are
    those of the last sum (bot/sums), `facts` what the resident told of himself, `form` the form being filled,
    `written` the one that has become the last ticket and `dropped` the one that was given up last. `about` is
    the topic of the last sum or of the tariff that was told last, and `told` all that was said for it, so
    that a later message may change one thing of it. `sums` are the last sums
    that were told, each with the fee's name and its amount in 元.
    """

    topic: str = ""
    question: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] | None = None
    written: Mapping[str, Any] | None = None
    dropped: Mapping[str, Any] | None = None
    about: str = ""
    told: str = ""
    sums: Sequence[Sequence[str]] = ()

    @property
    def lasting_slots(self) -> dict[str, str]:
        """What one sum leaves to the next about another subject."""
        return {name: value for name, value in self.slots.items() if name in LASTING}

    def as_dict(self) -> dict[str, Any]:
        """Give the state as plain data."""
        return asdict(self)


def told_of_tariffs(before: Conversation, entry_id: str, said: str) -> Conversation:
    """Keep what was told for a sum, where an answer that is none was given in between, or begin anew.

    `said` led to the answer of that entry; one about something else leaves what was told.
    """
    lasting = replace(before, slots=before.lasting_slots)
    if is_about_a_sum(entry_id):
        goes_on = are_neighbours(before.about, entry_id)
        keeps = asks_for_price(said) and _COUNTED.search(before.told)  # 「一个月多少钱」 counts no month
        told = before.told if keeps else f"{before.told},{said}"[-_LONGEST:]
        told = told if goes_on else said
        return replace(lasting, about=entry_id, told=told)
    return lasting
