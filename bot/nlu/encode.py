"""Third step: the meaning of the question as a vector."""

from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.language.meaning import encode


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Encode(GraphComponent):
    """Adds `vector`, the meaning of the question."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> "Encode":
        """Rasa's constructor; loads the model at once, so that the first message is not slow."""
        encode("预热")
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode each message's question."""
        for message in messages:
            message.set("vector", encode(message.get("question")))
        return messages
