"""What the message names and states: houses, areas, times, amounts, days, places of the estate."""

from datetime import date
from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.metadata import asked_with
from bot.recognition.pipeline import recognised


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Recognise(GraphComponent):
    """Adds `recognised`, the entities of the message, by spaCy over jieba's words."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> "Recognise":
        """Rasa's constructor; makes the pipeline at once, so that the first message is not slow."""
        recognised("预热", date.min)
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Recognise each message's entities; days are told from the day on which it was asked."""
        for message in messages:
            asked = asked_with(message.get("metadata"))
            message.set("recognised", recognised(message.get(TEXT), asked.day))
        return messages
