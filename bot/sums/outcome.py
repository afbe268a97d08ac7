"""What asking for a sum leads to: an amount, a question for what is missing, or a doubt about a number."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Computed:
    """A sum in 元 with two places, how it comes about in a formula and in words, and where the prices stand.

    `slots` is what to remember of the conversation, here as in the other outcomes; `told_by` the topic whose
    rule the amount rests on, where that is not the one asked about: a discount.
    """

    amount: str
    formula: str
    inputs: dict[str, str]
    explanation: str
    source: dict[str, str]
    slots: dict[str, str] = field(default_factory=dict)
    told_by: str = ""

    @property
    def is_a_price(self) -> bool:
        """Say whether it tells what one of something costs, of which the rule tells more."""
        return set(self.inputs.values()) == {"1"} and self.formula.count("×") == 1


@dataclass(frozen=True)
class Missing:
    """A number or fact without which nothing can be computed, and the question to the resident."""

    name: str
    question: str
    slots: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Odd:
    """A number that cannot be meant, and the question to the resident."""

    name: str
    question: str
    slots: dict[str, str] = field(default_factory=dict)


Outcome = Computed | Missing | Odd


class NotYetError(Exception):
    """Nothing can be computed before the resident has answered the question that `outcome` asks."""

    def __init__(self, outcome: Missing | Odd) -> None:
        super().__init__(outcome.name)
        self.outcome = outcome
