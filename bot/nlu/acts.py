"""What a message does when it asks nothing: greets, thanks, calls for a person, complains of the bot.

A model of its own, apart from the topics, and trained with Rasa from bot/data/acts: in one softmax with the
topics it would cost right answers (docs/architecture.md).
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.meaning import encode
from bot.language.spelling import normalise
from bot.settings import QUESTIONS, cache_folder
from bot.topics.corpus import QUESTION, act_examples
from bot.topics.ranker import Memory, solve
from bot.topics.vectors import VectorCache

_SURE = 0.3
_SHORT = 20  # a pure act is short; anything longer also asks something
_FILE = "acts.npz"

# Rules come first: these words leave no doubt. Written for normalised text.
_RULES = (
    (
        "ask_person",
        re.compile(
            r"(?:转|转接|转到|转给|找|要|叫|换|接|来)(?:一?[个位下])?(?:人工(?!费|价|多少|收费|湖|智能)|真人|活人|坐席)"
            r"|转(?:接|到|给)?(?:一?下)?客服|^(?:人工|真人|活人)(?:客服|服务|坐席)?[吧啊呢!。]*$|(?:不想|不要|别)(?:跟|和|再)?.{0,3}机器人|跟真人(?:说|聊|讲)"
        ),
    ),
    (
        "upset",
        re.compile(
            r"他妈的(?![房车名户电身卡])|(?<![我你他她爸老大妈])妈的|操你|草泥马|傻[逼b]|滚(?:蛋|开)|混蛋|王八蛋|狗屁|放屁|去死|不要脸|黑心物业|骗子物业"
            r"|垃圾(?:物业|客服|公司)"
        ),
    ),
    (
        "greet",
        re.compile(
            r"^(?:(?:[你您]|大家)们?好|哈[喽罗]|嗨|hi|hello|喂|在吗|在不在|有人吗|[早晚]上好|下午好|早)"
            r"[呀啊哦吗!?。, ]*$"
        ),
    ),
    (
        "thanks",
        re.compile(r"^(?:好的?[,。! ]*)?(?:谢谢|多谢|感谢|辛苦|谢)(?:[你您了啦]|大家|啊|哈)*[!。,~]*$"),
    ),
    ("goodbye", re.compile(r"^(?:好的?[,。! ]*)?(?:再见|拜拜|88|bye)[了啦啊!。]*$")),
    (
        "acknowledge",
        re.compile(r"^(?:嗯|好的?|行|可以|知道了|明白了?|了解了?|收到|ok|懂了|哦+)[呀啊哦吧了!。,]*$"),
    ),
    (
        "bot_challenge",
        re.compile(
            r"^你?(?:到底)?是?不?是?(?:机器人|真人|人工智能|ai)(?:还是.{1,4})?(?:吗|吧|啊|呢)?[?!。]*$|^你是谁"
        ),
    ),
)


def act_by_rule(text: str) -> str | None:
    """Give the act that the words of a normalised message leave no doubt about, if any."""
    return next((act for act, pattern in _RULES if pattern.search(text)), None)


@dataclass(frozen=True)
class LearnedActs:
    """The remembered examples and the regression over them, one column an act."""

    memory: Memory
    coefficients: np.ndarray
    acts: tuple[str, ...]

    def act(self, text: str, vector: np.ndarray) -> str | None:
        """Give the act of a short normalised message; None when it is a question or not clear enough."""
        scores = (self.memory.likeness([text], vector[None, :]).kernel @ self.coefficients)[0]
        best = int(scores.argmax())
        return None if self.acts[best] == QUESTION or scores[best] < _SURE else self.acts[best]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Acts(GraphComponent):
    """Adds `dialogue_act`, what a message that asks nothing does (else None), and `act_is_certain`."""

    def __init__(self, storage: ModelStorage, resource: Resource, learned: "LearnedActs | None") -> None:
        self._storage = storage
        self._resource = resource
        self._learned = learned

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003  Rasa calls it by keyword
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "Acts":
        """Rasa's constructor for training."""
        return cls(model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_: Any,
    ) -> "Acts":
        """Rasa's constructor for serving."""
        with (
            model_storage.read_from(resource) as folder,
            np.load(folder / _FILE, allow_pickle=False) as stored,
        ):
            arrays = dict(stored.items())
        learned = LearnedActs(
            Memory.from_arrays(arrays), arrays["coefficients"], tuple(arrays["acts"].tolist())
        )
        return cls(model_storage, resource, learned)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the acts from bot/data/acts and from the question authors, against their real questions."""
        own = [
            (normalise(example.get(TEXT)), example.get(INTENT)) for example in training_data.intent_examples
        ]
        examples = [(text, act) for text, act in [*own, *act_examples(QUESTIONS)] if text]
        texts = [text for text, _ in examples]
        vectors = VectorCache(cache_folder()).of(texts, progress=lambda found, _: found)
        memory, acts = Memory.of(texts, vectors), sorted({act for _, act in examples})
        targets = np.array([[float(act == column) for column in acts] for _, act in examples])
        coefficients = solve(memory.likeness(texts, vectors).kernel, targets)
        with self._storage.write_to(self._resource) as folder:
            arrays = {**memory.as_arrays(), "coefficients": coefficients, "acts": np.array(acts)}
            np.savez(folder / _FILE, **arrays)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Name each message's act."""
        for message in messages:
            by_rule = act_by_rule(message.get(TEXT))
            message.set("dialogue_act", by_rule or self._likely_act(message))
            message.set("act_is_certain", by_rule is not None)
        return messages

    def _likely_act(self, message: Message) -> str | None:
        text = message.get(TEXT)
        if self._learned is None or not 0 < len(text) <= _SHORT:
            return None
        vector = message.get("vector") if message.get("question") == text else encode(text)
        return self._learned.act(text, vector)
