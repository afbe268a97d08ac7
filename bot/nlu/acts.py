"""What a message does when it asks nothing: greets, thanks, complains of the bot, calls for a person.

A model of its own, apart from the topics, and trained with Rasa from bot/data/acts: in one softmax with the
topics it would cost right answers (docs/architecture.md). The call for a person is heard apart (calls.py).
"""

import re
from collections.abc import Iterable

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.follow_up import fragment_of
from bot.language.asking import asks
from bot.language.meaning import encode
from bot.language.remarks import remark_in
from bot.language.spelling import normalise, question_of
from bot.nlu.calls import ASK_PERSON, LIKELY, SURE
from bot.nlu.labelling import Labelled
from bot.nlu.learned import LearnedComponent
from bot.settings import QUESTIONS
from bot.topics.corpus import QUESTION, act_examples

_SURE = 0.3
_SHORT = 20  # a pure act is short; anything longer also asks something, or is told in anger
_NO_ACTS = (QUESTION, ASK_PERSON)  # a call for a person is believed to calls.py alone
UPSET = "upset"
_ANGRY = 0.55  # of a message of any length, or of one of its clauses
_VERY_ANGRY = 0.6
_FAINTLY_ANGRY = 0.15  # less of it in the whole, and no clause is listened to
_ASKED = 0.5
_BEYOND_DOUBT = 0.25  # so much more like anger than like a question
_CLAUSE = re.compile(r"[,。!?;~ ]+")
_CLAUSES = 8  # a long tirade is heard by its first ones

_NO_PERSON = r"(?:机器人?|程序|软件|真人|活人|人工智能|ai|智能客服|自动回复|电脑|人工?(?=吗|还是))"

# Who praises the bot: 「哈哈你还挺聪明」.
_PRAISE = (
    r"^(?:[哈呵嘿哇嗯哎呀哟]+|[,。!~ ])*(?:你|您|小邻|机器人|客服|这)?(?:还|可|真|挺|好|蛮|太|倒|也|是)+"
    r"(?:聪明|厉害|棒|牛|给力|能干|专业|可爱|懂事|有意思|幽默|好玩|耐心|有礼貌)(?:的|啊|呀|嘛|了|呢|哈|哦)*[!。~]*$"
)

# Rules come first: these words leave no doubt. Written for normalised text.
_RULES = (
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
            r"^(?:(?:[你您]|大家)们?好|哈[喽罗]|嗨|hi|hello|喂|在[吗嘛不]|在不在|有人(?:在)?[吗嘛没不]|[早晚]上好|下午好|早|测试(?:一下)?|test(?:ing)?|试试看?)"
            r"[呀啊哦吗!?。, ]*$"
        ),
    ),
    (
        "thanks",
        re.compile(
            r"^(?:好的?[,。! ]*)?(?:谢谢|多谢|感谢|辛苦|谢)(?:[你您了啦]|大家|啊|哈)*[!。,~]*$"
            rf"|{_PRAISE}"
        ),
    ),
    ("goodbye", re.compile(r"^(?:好的?[,。! ]*)?(?:再见|拜拜|88|bye)[了啦啊!。]*$")),
    (
        "acknowledge",
        re.compile(
            r"^(?:[那哦噢嗯啊]+[,。! ]*)?(?:嗯|好的?|行|成|中|可以(?:可以)?|知道了|明白了?|了解了?|"
            r"收到|ok|okay|ojbk|懂了|哦+|[哈嘿嘻]+|(?:不用|不需要|不必|不问|没有?|没别的|没其他)了)[呀啊哦吧了嘞!。,~]*$"
            r"|^[哦啊好]*(?:明白|知道?|收到|晓得|清楚|懂|得)(?:晒|咗|嘞|啦|了|咯|哈)+[,。! ]*"
            r"(?:唔该晒?|多谢晒?|谢谢[你您]?|谢了|谢啦|辛苦了?)?[!。]*$"
            r"|^[哦噢啊哎唉哇喔呀,! ]*(?:原来|怪不得|难怪|差|要)?.{0,4}"
            r"(?:这么|那么|这样|如此).{0,4}[啊呀哦嘛,。! ]+"
            r"(?:那?好吧|那?行吧|那?好的|知道了|明白了?|了解了|懂了)[吧啊!。]*$"
        ),
    ),
    (
        "bot_challenge",
        re.compile(
            r"^你?(?:到底)?是?不?是?(?:机器人|真人|人工智能|ai)(?:还是.{1,4})?(?:吗|吧|啊|呢)?[?!。]*$|^你是谁"
            r"|^(?:喂|哎|那|请问|[,。! ])*(?:你|对面|那边|(?:跟|和)我(?:说话|聊天?)的|我在?(?:跟|和))"
            rf"(?:到底|该|不会|其实)?(?:是不是|不是|是)?(?:一?个|在)?{_NO_PERSON}(?:还是.{{1,6}}|(?:在|给我)?(?:回复?|说话?|聊天?)的?)?"
            r"(?:吗|吧|啊|呢|嘛|么|不)*[?!。]*$"
        ),
    ),
)


_THANKS_LAST = re.compile(r"(?:谢谢|谢了|谢啦|多谢|感谢|辛苦了?)[^,。!? ]{0,10}[!。~ ]*$")
_LONGEST_THANKS = 30


def act_by_rule(text: str) -> str | None:
    """Give the act that the words of a normalised message leave no doubt about, if any."""
    by_words = next((act for act, pattern in _RULES if pattern.search(text)), None)
    return by_words or remark_in(text)


def learn_acts(own: Iterable[tuple[str, str]]) -> Labelled:
    """Learn the acts from Rasa's own examples and from the question authors, against their real questions."""
    named = [(normalise(text), act) for text, act in own]
    examples = [(text, act) for text, act in [*named, *act_examples(QUESTIONS)] if text]
    return Labelled.learn(examples, meant=_meant)


def likely_act(learned: Labelled, text: str) -> str | None:
    """Give the act of a short normalised message; None when it is a question or not clear enough."""
    if not 0 < len(text) <= _SHORT:
        return None
    scores = _scores(learned, text)
    if scores[UPSET] < _ANGRY:  # who only grumbles asks on, or takes note
        del scores[UPSET]
    act = max(scores, key=scores.__getitem__)
    return None if act in _NO_ACTS or scores[act] < _SURE else act


def anger_in(learned: Labelled, text: str) -> tuple[bool, bool]:
    """Say whether a normalised message of any length is told in anger, and whether it is beyond doubt.

    No clause may ask anything but in anger: 「气死我了！楼上漏水找谁」 is a question. What cannot stand alone
    may sound angry and only ask on: 「收钱不」.
    """
    scores = _scores(learned, text)
    if not text or scores[UPSET] < _FAINTLY_ANGRY:
        return False, False
    clauses = {one: _scores(learned, one) for one in _CLAUSE.split(text)[:_CLAUSES] if one}
    if any(asks(one) and of[QUESTION] > max(_ASKED, of[UPSET]) for one, of in clauses.items()):
        return False, False
    margin = scores[UPSET] - scores[QUESTION]
    if scores[UPSET] >= _ANGRY and margin > 0:
        is_plain = scores[UPSET] >= _VERY_ANGRY and margin >= _BEYOND_DOUBT
        return True, is_plain and fragment_of(_meant(text)) is None
    return any(of[UPSET] >= max(_ANGRY, of[QUESTION]) for of in clauses.values()), False


def act_in(learned: Labelled, text: str, call: float) -> tuple[str | None, bool]:
    """Give the act of a normalised message, None for a question, and whether it is certain.

    `call` is how much like a call for a person it is (calls.py).
    """
    if call >= SURE:
        return ASK_PERSON, True
    by_rule = act_by_rule(text)
    if by_rule is not None:
        return by_rule, True
    angry, beyond_doubt = anger_in(learned, text)
    if beyond_doubt:
        return UPSET, True
    if call >= LIKELY:
        return ASK_PERSON, False
    if angry:
        return UPSET, False
    thanks = len(text) <= _LONGEST_THANKS and _THANKS_LAST.search(text) and not asks(text)
    return ("thanks" if thanks else likely_act(learned, text)), False


def _scores(learned: Labelled, text: str) -> dict[str, float]:
    return learned.scores(text, encode(_meant(text)))


def _meant(text: str) -> str:
    """Give what is encoded: the question, which all steps share, or the whole message where it has none."""
    return question_of(text) or text


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Acts(LearnedComponent):
    """Adds `dialogue_act`, what a message that asks nothing does (else None), and `act_is_certain`."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the acts; Rasa brings what stands in bot/data/acts."""
        own = ((example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples)
        return self.keep(learn_acts(own))

    def process(self, messages: list[Message]) -> list[Message]:
        """Name each message's act."""
        for message in messages:
            text = message.get(TEXT)
            call = message.get("call")
            act, certain = act_in(self._learned, text, call) if self._learned else (None, False)
            message.set("dialogue_act", act)
            message.set("act_is_certain", certain)
        return messages
