"""What a message wishes to have done: a repair, a complaint, a visitor's car, news of a ticket. Or nothing.

A question how it works (「怎么报修」) wishes nothing; it is a topic. A model of its own, learnt from
bot/data/forms: wishes and look-alikes, with the authors' questions as look-alikes too.
"""

from collections.abc import Iterator

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.forms.wish import (
    NOTHING,
    is_plain,
    only_asks,
    tells_of_a_visit,
    tells_of_danger,
    wish_and_question,
    wish_by_rule,
)
from bot.language.asking import asks
from bot.language.meaning import encode
from bot.language.spelling import spelled
from bot.nlu.labelling import Labelled
from bot.nlu.learned import LearnedComponent
from bot.settings import FORMS, QUESTIONS
from bot.topics.corpus import Row, rows_of

_SURE = 0.33
_SURE_OF_A_QUESTION = 0.6  # who asks how soon or at whose cost is answered
_ANSWERED = ("repair", "complaint", "visitor")  # a suggestion is put as a question
_OUTVOTED = 0.3  # so much likelier to wish nothing, a message that only sounds like a call for help is none
_EVERY = 12  # of the authors' questions, so many fewer stand against the wishes


def wish_examples() -> Iterator[tuple[str, str]]:
    """Give (question, wish) of every sentence in bot/data/forms; look-alikes wish nothing."""
    for file in sorted(FORMS.glob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for part, wish in (("wishes", file.stem), ("look_alikes", NOTHING)):
            yield from ((spelled(text), wish) for text in content[part])


def learn_wishes(examples: Iterator[tuple[str, str]] | None = None) -> Labelled:
    """Learn the wishes, by default from all that is written."""
    asked: list[Row] = rows_of([], QUESTIONS)
    against = [(row.text, NOTHING) for row in asked[::_EVERY]]
    return Labelled.learn([pair for pair in [*(examples or wish_examples()), *against] if pair[0]])


def wish_in(learned: Labelled, question: str) -> str | None:
    """Give what a normalised question wishes to have done, or None; what it asks beside counts not."""
    question, _ = wish_and_question(question)
    by_rule = wish_by_rule(question)
    if is_plain(by_rule, question) or not question or only_asks(question):
        return by_rule
    scores = learned.scores(question, encode(question))
    nothing = scores.pop(NOTHING)
    if by_rule and nothing - scores[by_rule] < _OUTVOTED:
        return by_rule
    wish = max(scores, key=scores.__getitem__)
    if wish == "visitor" and not tells_of_a_visit(question):
        return None
    if wish == "repair" and tells_of_danger(question):  # its answer comes first; the desk has alarmed
        return None
    sure = _SURE_OF_A_QUESTION if wish in _ANSWERED and asks(question) else _SURE
    return wish if scores[wish] >= max(sure, nothing) else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Wish(LearnedComponent):
    """Adds `wish`: which form or ticket the message plainly wishes, else None."""

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002  Rasa calls it by name
        """Learn the wishes from bot/data/forms and the question authors."""
        return self.keep(learn_wishes())

    def process(self, messages: list[Message]) -> list[Message]:
        """Name each message's wish."""
        for message in messages:
            question = message.get("question")
            message.set("wish", wish_in(self._learned, question) if self._learned else None)
        return messages
