"""Second step: the words of the question."""

from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.language.words import words_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Segment(GraphComponent):
    """Adds `words`, the words of the question."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> "Segment":
        """Rasa's constructor; loads the dictionary at once, so that the first message is not slow."""
        words_of("预热")
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Cut each message's question into words."""
        for message in messages:
            message.set("words", words_of(message.get("question")))
        return messages
