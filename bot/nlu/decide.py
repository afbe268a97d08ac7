"""Last step: the bot's decision about the message, and the one Rasa intent that carries it."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.case import Case
from bot.decision import Heard
from bot.estates import shared_estates
from bot.nlu.learned import LearnedComponent
from bot.nlu.metadata import asked_with
from bot.policy import decide
from bot.previous import previous_decision
from bot.topics.asked_on import asked_on
from bot.topics.recall import Recall


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Decide(LearnedComponent):
    """Sets the intent (an act, never a topic) and adds `decision` for the renderer.

    It keeps what residents asked on after answers; estates are read when they are first asked about.
    """

    kept = Recall

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002  Rasa calls it by name
        """Learn from bot/data/talks and bot/data/follow_ups."""
        return self.keep(Recall.learn(list(asked_on())))

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
            published = shared_estates().in_force(asked.estate)
            case = Case(heard, asked, published, previous_decision(tracker), self._learned)
            decision = decide(case)
            intent = {"name": decision.intent, "confidence": decision.confidence}
            message.set(INTENT, intent, add_to_output=True)
            message.set("decision", decision.as_dict(), add_to_output=True)
        return messages
