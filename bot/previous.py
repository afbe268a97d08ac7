"""What went before in the conversation, and what a short reply to it means."""

import re

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.decision import Decision

NONE = "none"
HUMAN = "human"
_NUMBER = re.compile(r"^(?:选?(?:择)?第?)?([1-4一二两三四])(?:个|项|条|号|吧|的|呢|点|\.|。|、)*$")
_LAST = re.compile(r"^(?:选)?最后(?:一)?[个项条](?:吧|的)?$")
_NONE = re.compile(
    r"^(?:都|全)?(?:不是|不对|没有)(?:的|啊|我(?:要|想)?问的|这些|这个)*$|^(?:以上)?都(?:不是|不对|没有)"
)


def previous_decision(tracker: DialogueStateTracker | None) -> Decision | None:
    """Give the decision about the message before this one, if it is remembered."""
    if tracker is None:
        return None
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            stored = (event.parse_data or {}).get("decision")
            return Decision.from_dict(stored) if stored else None
    return None


def chosen_from(clarification: Decision, text: str) -> str | None:
    """Give the value of the choice that a normalised reply names: number, label or 都不是; else None."""
    values = [value for _, value in clarification.choices if value not in (NONE, HUMAN)]
    bare = text.strip(" ,。.!?、")
    for label, value in clarification.choices:
        if bare == label.lower():
            return value
    if _NONE.search(bare):
        return NONE
    if _LAST.match(bare):
        return values[-1]
    match = _NUMBER.match(bare)
    if not match:
        return None
    place = (
        "1234".find(match.group(1))
        if match.group(1).isdigit()
        else "一二三四".find(match.group(1).replace("两", "二"))
    )
    return values[place] if place < len(values) else None
