"""Third step: the meaning of the question, computed once for all the steps that look at it."""

from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.language.meaning import encode
from bot.wishes import wishes_in


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Encode(GraphComponent):
    """Encodes the question ahead, unless it is two in one and each will be asked about alone."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> "Encode":
        """Rasa's constructor; loads the model at once, so that the first message is not slow."""
        encode("预热")
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode each message's question."""
        for message in messages:
            if not wishes_in(message.get("question")):
                encode(message.get("question"))
        return messages
