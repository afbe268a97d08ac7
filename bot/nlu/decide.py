"""Last step: the bot's decision about the message, and the one Rasa intent that carries it."""

from datetime import datetime, timezone
from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.case import Case
from bot.decision import Asked, Heard
from bot.entities import entities_in
from bot.estates import Estates
from bot.policy import decide
from bot.previous import previous_decision
from bot.settings import knowledge_folder
from knowledge_base.limits import CHINA

_DEFAULT_THRESHOLD = 0.70


def asked_with(metadata: object) -> Asked:
    """Give the desk's metadata, made safe: whatever is missing or odd takes its default."""
    given: dict[str, Any] = metadata if isinstance(metadata, dict) else {}
    resident = given.get("resident") if isinstance(given.get("resident"), dict) else {}
    threshold = given.get("threshold")
    moment = _moment(given.get("at"))
    return Asked(
        estate=_text(given.get("estate")) or "",
        threshold=float(threshold) if isinstance(threshold, (int, float)) else _DEFAULT_THRESHOLD,
        choice=_text(given.get("choice")),
        day=moment.date(),
        moment=moment,
        house_kind=_text(resident.get("house_kind")),
        tenure=_text(resident.get("tenure")),
        house=_text(resident.get("house")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        moment = datetime.now(CHINA)
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(CHINA)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Decide(GraphComponent):
    """Sets the intent (an act, never a topic) and adds `decision` for the renderer."""

    def __init__(self, estates: Estates) -> None:
        self._estates = estates

    @classmethod
    def create(cls, *_: Any, **__: Any) -> "Decide":
        """Rasa's constructor; estates are read when they are first asked about."""
        return cls(Estates(knowledge_folder()))

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Decide about each message; Rasa hands over the conversation so far."""
        for message in messages:
            asked = asked_with(message.get("metadata"))
            heard = Heard(
                text=message.get(TEXT),
                question=message.get("question"),
                dialogue_act=message.get("dialogue_act"),
                act_is_certain=message.get("act_is_certain"),
                wish=message.get("wish"),
                entities=entities_in(message.get(TEXT)),
            )
            published = self._estates.in_force(asked.estate)
            decision = decide(Case(heard, asked, published, previous_decision(tracker)))
            intent = {"name": decision.intent, "confidence": decision.confidence}
            message.set(INTENT, intent, add_to_output=True)
            message.set("decision", decision.as_dict(), add_to_output=True)
        return messages
