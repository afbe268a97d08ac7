"""What went before in the conversation, and what a short reply to a question back means."""

import re

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.decision import Decision
from bot.language.asking import asks
from bot.language.naming import named_in
from bot.language.words import words_of

NONE = "none"
HUMAN = "human"
_NUMBER = re.compile(
    r"^(?:我?(?:选|要|是|问的是|想问)?(?:择)?第?)?([1-4一二两三四])(?:个|项|条|号|吧|的|呢|点|"
    r"种|那个|\.|。|、|\))*$"
)
_ORDINALS = {
    **dict.fromkeys(("前面", "上面", "最前面", "最上面", "前者", "头一"), 0),
    **dict.fromkeys(("后面", "下面", "最后", "最后面", "最下面", "末尾", "后者"), -1),
    "中间": 1,
}
_ORDINAL = re.compile(
    r"^(?:我?(?:选|要|问的是|想问|是))?(最?(?:前面|上面|后面|下面)|最后|末尾|前者|后者|中间|"
    r"头一)(?:的|那|一|这)*(?:[个项条种])?(?:吧|的)?$"
)
_NONE = re.compile(
    r"^(?:都|全)?(?:不是|不对|没有)(?:的|啊|我(?:要|想)?问的|这些|这个|你说的)*$|^(?:以上|这些|"
    r"上面)?(?:都|全)(?:不是|不对|没有)|"
    r"^(?:一个|哪个)(?:都|也)(?:不是|不对|没有)|^没有我要?[问想]|^都不沾边"
)
_ASKED_ANEW = re.compile(
    r"^(?:(?:(?:以上|这些|上面)?[都全]|一个都|哪个都)(?:不是|不对|没有)(?:我?[要想]?[问找]的|这个|这些|一个)?"
    r"[的啊呀哦呢]*[,。!、; ]*|"
    r"(?:不是|不对|没有)(?:我?[要想]?[问找]的|[问说]?这个|这些)[的啊呀哦呢]*[,。!、; ]+)"
    r"(?P<lead>我?(?:其实|就|只)?是?[要想]?(?:[问说]一?下?|知道)的?是?)?(?P<asked>.{4,})$"
)
_AGAIN = re.compile(
    r"^(?:(?:能不能|能|可以|可不可以|麻烦|请|你|您|帮我?|我?(?:刚才|刚刚)?没[看听](?:清楚?|见)|刚才的?|"
    r"什么|[,。?! ])*"
    r"(?:再|重新|重复)(?:给我)?(?:说|讲|发|回答|念)?(?:一[遍次回下])|我?(?:刚才|刚刚)?没[看听](?:清楚?|见))"
    r"(?:行|好|可以)?(?:吗|呗|吧|不|啊|[,。!?])*$"
)
_PART = 8
_CLEARLY = 0.5


def previous_decision(tracker: DialogueStateTracker | None) -> Decision | None:
    """Give the decision about the message before this one, if it is remembered."""
    if tracker is None:
        return None
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            stored = (event.parse_data or {}).get("decision")
            return Decision.from_dict(stored) if stored else None
    return None


def asks_again(text: str) -> bool:
    """Say whether a message asks for no more than what was just said: 「没听清，再说一遍」."""
    return _AGAIN.match(text) is not None


def asked_anew(text: str) -> str:
    """Give what is asked behind 「都不是」 in the same message; empty where it only turns them down."""
    found = _ASKED_ANEW.match(text)
    if found is None or not (found["lead"] or asks(found["asked"])):
        return ""
    return found["asked"].strip(" ,。!")


def chosen_from(clarification: Decision, text: str) -> str | None:
    """Give the value of the choice that a reply names by number, place, label or 都不是; else None."""
    values = [value for _, value in clarification.choices if value not in (NONE, HUMAN)]
    bare = text.strip(" ,。.!?、()")
    for label, value in clarification.choices:
        if bare == label.lower():
            return value
    if _NONE.search(bare):
        return NONE
    place = _place_in(bare)
    if place is not None:
        return values[place] if -len(values) <= place < len(values) else None
    return _by_part_of_label(clarification, bare)


def _place_in(bare: str) -> int | None:
    named = _ORDINAL.match(bare)
    if named:
        return _ORDINALS[named[1]]
    match = _NUMBER.match(bare)
    if not match:
        return None
    if match[1].isdigit():
        return int(match[1]) - 1
    return "一二三四".find(match[1].replace("两", "二"))


def _by_part_of_label(clarification: Decision, bare: str) -> str | None:
    """Take 「罚款那个」 to mean the one label that has these words."""
    said = named_in(bare)
    if not 1 < len(said) <= _PART:
        return None
    labels = [(label.lower(), value) for label, value in clarification.choices if value not in (NONE, HUMAN)]
    having = [value for label, value in labels if said in label]
    if having:
        return having[0] if len(having) == 1 else None
    words = set(words_of(said))
    shares = sorted(
        ((sum(len(word) for word in words if word in label) / len(said), value) for label, value in labels),
        reverse=True,
    )
    unequalled = len(shares) == 1 or shares[0][0] > shares[1][0]
    return shares[0][1] if shares and shares[0][0] >= _CLEARLY and unequalled else None
