"""Whether a message calls for a person, by what it means (docs/decisions/011).

The desk's own ear comes first, knows words and syllables, and works with the bot dead. This one knows the
sentence's vector too. It learns, when Rasa trains, from the collections that teach the desk's ear, and from
what the bot itself learns from, which nearly all calls for nobody.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.meaning import encode
from bot.language.spelling import spelled_whole
from bot.nlu.labelling import Labelled
from bot.nlu.learned import LearnedComponent
from bot.settings import EARS, FORMS, QUESTIONS
from bot.topics.corpus import act_examples, rows_of
from bot.wishes import wishes_in

CALL, CALM = "call", "calm"
ASK_PERSON = "ask_person"  # what the other models' examples name a call
AUTHORS = ("asking", "second_eyes", "third_eyes", "fourth_eyes", "fifth_eyes", "sixth_eyes", "seventh_eyes")
# From SURE on it is a call, from LIKELY on one unless the topic model knows an answer. Of 699 calls and 1,643
# look-alikes (many hard) of four authors, each of whom had taught nothing, .95 and .04 reach LIKELY.
LIKELY, SURE = 0.4, 0.6
_KINDS = {"calm": CALM, "long_calm": CALM, "no_call": CALM, "person": CALL}
_EVERY = 12  # of the authors' questions, so many fewer stand against the calls


def collected() -> Iterator[tuple[str, str, str]]:
    """Give (sentence, what it is, author) of all that was collected to teach the ears."""
    asking = _read("asking")
    for part, kind in (("call", CALL), ("look_alike", CALM)):
        yield from ((text, kind, AUTHORS[0]) for texts in asking[part].values() for text in texts)
    yield from ((text, CALM, AUTHORS[0]) for texts in _read("look_alikes").values() for text in texts)
    for author in AUTHORS[1:]:
        eyes = _read(author)
        left = frozenset(eyes.get("left_to_the_bot", ()))
        for group, kind in _KINDS.items():
            yield from ((text, kind, author) for text in eyes.get(group, ()) if text not in left)


def ordinary() -> Iterator[tuple[str, str]]:
    """Give (sentence, what it is) of what the bot's other models learn from."""
    yield from ((row.text, CALM) for row in rows_of([], QUESTIONS)[::_EVERY])
    yield from ((text, CALL if act == ASK_PERSON else CALM) for text, act in act_examples(QUESTIONS))
    for file in sorted(FORMS.glob("*.yml")):
        for texts in yaml.safe_load(file.read_text(encoding="utf-8")).values():
            yield from ((str(text), CALM) for text in texts)


def learn_calls(own: Iterable[tuple[str, str]], *, without: str | None = None) -> Labelled:
    """Learn from all that was collected, or from all but one author's, and from Rasa's own examples."""
    taught = [(text, kind) for text, kind, author in collected() if author != without]
    named = [(text, CALL if act == ASK_PERSON else CALM) for text, act in own]
    heard = [(spelled_whole(text), kind) for text, kind in (*taught, *ordinary(), *named)]
    return Labelled.learn([pair for pair in dict.fromkeys(heard) if pair[0]])


def call_in(learned: Labelled, question: str) -> float:
    """Give how much like a call for a person the loudest part of a normalised question is, about 0…1."""
    parts = wishes_in(question) or [question]  # two questions in one are encoded one by one
    return max(learned.scores(part, encode(part))[CALL] for part in parts)


def _read(name: str) -> dict[str, Any]:
    file = EARS / f"{name}.yml"
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Calls(LearnedComponent):
    """Adds `call`: how much like a call for a person the message is, about 0…1."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the collections, the question authors and the examples in bot/data/acts."""
        own = ((example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples)
        return self.keep(learn_calls(own))

    def process(self, messages: list[Message]) -> list[Message]:
        """Listen to each message."""
        for message in messages:
            question = message.get("question")
            message.set("call", call_in(self._learned, question) if self._learned and question else 0.0)
        return messages
