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
_PLACES = "一二三四五六七八九"
_NUMBER = re.compile(
    r"^(?:[我那就选要是看点说你您列给]|想问|问的?是|选择|应该|可能|大概|还是|上面|下面|的)*(?P<back>倒数)?(?P<ordinal>第)?"
    rf"(?P<number>[1-9{_PLACES}两])(?:[个项条号吧的呢点种样那啊哈呀咯嘛.。、,) ]|好了|就行|就好|就是|谢谢)*$"
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
    named = _ORDINAL.match(bare)
    if named:
        return values[_ORDINALS[named[1]]] if values else None
    place = _place_in(bare, len(values))
    if place is not None:
        shown = [value for _, value in clarification.choices]
        return shown[place] if 0 <= place < len(shown) else None
    return _by_part_of_label(clarification, bare)


def _place_in(bare: str, offered: int) -> int | None:
    match = _NUMBER.match(bare)
    if not match:
        return None
    number = match["number"].replace("两", "二")
    counted = int(number) if number.isdigit() else _PLACES.find(number) + 1
    return offered - counted if match["back"] else counted - 1


def names_no_choice(clarification: Decision, text: str) -> bool:
    """Say whether a reply names a choice by a place that none has: 「第5个」 of three."""
    match = _NUMBER.match(text.strip(" ,。.!?、()"))
    return match is not None and match["ordinal"] is not None and chosen_from(clarification, text) is None


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
