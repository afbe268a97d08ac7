"""What the bot has decided about one message; travels from `Decide` through the tracker to the renderer."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import Any

from bot.conversation import Conversation
from knowledge_base.limits import CHINA

# Why a person takes over (docs/architecture.md, "The line between desk and bot").
ASKED = "asked"
LOW_CONFIDENCE = "low_confidence"
REPEATED_MISS = "repeated_miss"
REPEATED_QUESTION = "repeated_question"
UPSET = "upset"
RULE = "rule"


@dataclass(frozen=True)
class Candidate:
    """One entry that may be meant; `confidence` is the probability that it answers the question."""

    entry_id: str
    title: str
    confidence: float


@dataclass(frozen=True)
class Decision:
    """One act of the bot. `intent` is the Rasa intent that the rules turn into a response."""

    intent: str
    question: str = ""
    text: str = ""
    candidates: tuple[Candidate, ...] = ()
    source: dict[str, Any] | None = None
    choices: tuple[tuple[str, str], ...] = ()
    reason: str | None = None
    entities: tuple[dict[str, str], ...] = ()
    mood: str = "calm"
    computed: dict[str, Any] | None = None
    ticket: dict[str, Any] | None = None
    conversation: Conversation = field(default_factory=Conversation)

    @property
    def confidence(self) -> float:
        """How sure the bot is of its best candidate, 0…1."""
        return self.candidates[0].confidence if self.candidates else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Give the decision as plain data, for Rasa's tracker."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Decision":
        """Give the decision that `as_dict` wrote."""
        fields = dict(data)
        fields["candidates"] = tuple(Candidate(**candidate) for candidate in fields["candidates"])
        fields["choices"] = tuple((label, value) for label, value in fields["choices"])
        fields["conversation"] = Conversation(**fields["conversation"])
        return cls(**fields)


@dataclass(frozen=True)
class Asked:
    """What came with the message: the desk's metadata, made safe."""

    estate: str
    threshold: float
    choice: str | None
    day: date
    house_kind: str | None = None
    tenure: str | None = None
    house: str | None = None
    moment: datetime | None = None

    @property
    def at(self) -> datetime:
        """When it was asked; a day alone counts as its noon."""
        return self.moment or datetime.combine(self.day, time(12), tzinfo=CHINA)


@dataclass(frozen=True)
class Heard:
    """What the pipeline understood of the message so far.

    `amount` is how much like a wish for the amount of its own case it is (bot/nlu/amounts.py), about 0…1.
    """

    text: str
    question: str
    dialogue_act: str | None = None
    act_is_certain: bool = False
    wish: str | None = None
    entities: tuple[dict[str, str], ...] = ()
    amount: float = 0.0
