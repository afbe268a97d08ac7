"""Whether a message wants the amount of its own case, by what it means, rather than the rule.

The words decide first (bot/sums/asking.py); this hears the wish in words that no list knows. It learns, when
Rasa trains, from the spoken sums in bot/data/sums against their look-alikes and against the questions and
near misses about topics that have a sum, nearly all of which ask for the rule.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.meaning import encode
from bot.language.spelling import spelled_whole
from bot.nlu.labelling import Labelled
from bot.nlu.learned import LearnedComponent
from bot.settings import QUESTIONS, SUMS
from bot.sums.catalogue import is_about_a_sum
from bot.topics.corpus import texts_about

AMOUNT, RULE = "amount", "rule"
_LOOK_ALIKES = "look_alikes"
_SHORTEST = 7  # signs; 「多少钱」 and 「物业费多少」 ask for whatever was spoken of


def spoken() -> Iterator[tuple[str, str]]:
    """Give (sentence, what it wants) of what the authors of bot/data/sums wrote."""
    for file in sorted(SUMS.glob("*.yml")):
        content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        for kinds in content.values():
            for kind, rows in kinds.items():
                wanted = RULE if kind == _LOOK_ALIKES else AMOUNT
                yield from ((row["says"] if isinstance(row, dict) else row, wanted) for row in rows)


def learn_amounts() -> Labelled:
    """Learn from the spoken sums and from what is asked about their topics."""
    named = [*spoken(), *((text, RULE) for text in texts_about(is_about_a_sum, QUESTIONS))]
    wanted = {spelled_whole(text): kind for text, kind in reversed(named)}  # the spoken sums are surer
    return Labelled.learn([pair for pair in sorted(wanted.items()) if pair[0]])


def amount_in(learned: Labelled, question: str) -> float:
    """Give how much like a wish for its own amount a question is, about 0…1; a few signs tell nothing."""
    return learned.scores(question, encode(question))[AMOUNT] if len(question) >= _SHORTEST else 0.0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Amounts(LearnedComponent):
    """Adds `amount`: how much like a wish for its own amount the message is, about 0…1."""

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002  Rasa calls it by name
        """Learn from bot/data/sums and the question authors."""
        return self.keep(learn_amounts())

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge each message."""
        for message in messages:
            question = message.get("question") or ""
            message.set("amount", amount_in(self._learned, question) if self._learned else 0.0)
        return messages
