"""Last step: the bot's decision about the message, and the one Rasa intent that carries it."""

from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.case import Case
from bot.decision import Heard
from bot.estates import Estates, shared_estates
from bot.nlu.metadata import asked_with
from bot.policy import decide
from bot.previous import previous_decision


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Decide(GraphComponent):
    """Sets the intent (an act, never a topic) and adds `decision` for the renderer."""

    def __init__(self, estates: Estates) -> None:
        self._estates = estates

    @classmethod
    def create(cls, *_: Any, **__: Any) -> "Decide":
        """Rasa's constructor; estates are read when they are first asked about."""
        return cls(shared_estates())

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
                entities=message.get("recognised") or (),  # a model trained before it was a step
                amount=message.get("amount") or 0.0,  # likewise
            )
            published = self._estates.in_force(asked.estate)
            decision = decide(Case(heard, asked, published, previous_decision(tracker)))
            intent = {"name": decision.intent, "confidence": decision.confidence}
            message.set(INTENT, intent, add_to_output=True)
            message.set("decision", decision.as_dict(), add_to_output=True)
        return messages
