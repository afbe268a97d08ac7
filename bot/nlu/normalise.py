"""First step of every message: one spelling for one meaning."""

from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.spelling import normalise, question_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Normalise(GraphComponent):
    """Replaces the message's text by its normal form and adds `question`, the part that asks."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> "Normalise":
        """Rasa's constructor; reads the tables once, so that the first message is not slow."""
        normalise("预热")
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalise each message in place."""
        for message in messages:
            text = normalise(message.get(TEXT) or "")
            message.set(TEXT, text)
            message.set("question", question_of(text))
        return messages
