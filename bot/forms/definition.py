"""The forms and their pieces: what each asks, in which order, and how a reply is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import phrases
from bot.forms import houses, reading, times

Filled = Mapping[str, str]
_TICKET_ABOUT = re.compile(r"(?:投诉|报修?|反[映应])(?:过|了)?(?P<what>[^,。!?的]{2,12})的(?:那|单|事|工单)")
_TICKET_OF_THE = re.compile(r"报的(?:那个)?(?P<what>[^,。!?]{1,8}?)(?=修|换|弄|处理|怎么样|好了?没)")
_VAGUE = "一直"  # 「一直滴水」 tells no time


@dataclass(frozen=True)
class Field:
    """One piece. `read` finds it in any message; `needed` may excuse it.

    A `free` piece takes the whole reply as it is; an `optional` one is let go when the reply tells another.
    """

    name: str
    question: Callable[[Filled], str]
    read: Callable[[str], str | None]
    free: bool = False
    optional: bool = False
    needed: Callable[[Filled], bool] = lambda _: True


@dataclass(frozen=True)
class Form:
    """One kind of wish: `title` is how it is called to the resident.

    `about` is the entry that a question in between is likeliest to go on from, where the estate has it.
    """

    kind: str
    title: str
    opening: str
    fields: tuple[Field, ...]
    about: str = ""
    dropped: str = phrases.FORM_DROPPED

    def missing(self, filled: Filled, skipped: tuple[str, ...]) -> Field | None:
        """Give the next piece to ask for, or None when all is told."""
        for field in self.fields:
            if field.name not in filled and field.name not in skipped and field.needed(filled):
                return field
        return None

    def field(self, name: str) -> Field | None:
        """Give the piece of that name."""
        return next((field for field in self.fields if field.name == name), None)


def _always(question: str) -> Callable[[Filled], str]:
    return lambda _: question


def _nothing(_: str) -> None:
    return None


def _reported(text: str) -> str | None:
    """Give what a ticket that is looked for was about: 「我前天投诉广场舞的那个单子」."""
    if reading.is_faulty(text):
        return reading.fault_in(text)
    named = _TICKET_ABOUT.search(text) or _TICKET_OF_THE.search(text)
    return named["what"] if named else None


def told_place(filled: Filled) -> str:
    """Give what was told of the matter and its place, to tell a home from a shop and both from the estate."""
    return f"{filled.get('what', '')}{filled.get('where', '')}"


def _is_public(filled: Filled) -> bool:
    return reading.is_public(told_place(filled))


def _house_question(filled: Filled) -> str:
    if _is_public(filled):
        return "请问是几栋几单元？"
    building = filled.get("building", "")
    if houses.is_of_a_shop(told_place(filled)):
        return f"请问是{building}底商几号铺？"
    missing = "几室" if building.endswith("单元") else "几单元几室"
    return f"请问是{building}{missing}？" if building else "请问您家是几栋几单元几室？"


def _house_needed(filled: Filled) -> bool:
    told = told_place(filled)
    return not reading.is_public(told) or reading.is_shared_by_a_building(told)


def _visit_question(filled: Filled) -> str:
    inside = "店里" if houses.is_of_a_shop(told_place(filled)) else "家里"
    return f"请问什么时候{inside}有人，方便师傅上门？说不准可以说「不知道」。"


def _since_needed(filled: Filled) -> bool:
    return _is_public(filled) and "visit" not in filled


def _visit_needed(filled: Filled) -> bool:
    """Nobody is asked for a time twice; who tells since when it is has told one."""
    return not _is_public(filled) and filled.get("since", _VAGUE) == _VAGUE


REPAIR = Form(
    "repair",
    "报修",
    "好的，我来帮您登记报修。",
    (
        Field("what", _always("请问是什么东西坏了，现在是什么情况？"), reading.fault_in, free=True),
        Field("where", _always("请问具体在哪个位置？比如厨房、卫生间、楼道。"), reading.place_in, free=True),
        Field("house", _house_question, houses.house_in, needed=_house_needed),
        Field(
            "since",
            _always("请问是从什么时候开始的？记不清可以说「不知道」。"),
            times.since_in,
            free=True,
            optional=True,
            needed=_since_needed,
        ),
        Field(
            "visit",
            _visit_question,
            times.visit_in,
            free=True,
            optional=True,
            needed=_visit_needed,
        ),
    ),
)
COMPLAINT = Form(
    "complaint",
    "投诉",
    "给您添麻烦了，我来帮您登记投诉。",
    (
        Field("what", _always("请问您要投诉什么事？"), _nothing, free=True),
        Field(
            "when_where",
            _always("请问是什么时候、在哪里的事？不方便说可以说「跳过」。"),
            reading.when_and_where_in,
            free=True,
        ),
        Field(
            "wish",
            _always("您希望我们怎么处理？没有特别要求可以说「没有」。"),
            reading.demand_in,
            free=True,
        ),
    ),
)
SUGGESTION = Form(
    "suggestion",
    "建议",
    "好的，我来帮您记下建议。",
    (Field("what", _always("请把您的建议用一两句话告诉我。"), _nothing, free=True),),
)
VISITOR = Form(
    "visitor",
    "访客车登记",
    "好的，我来帮您登记访客车。",
    (
        Field("plate", _always("请问访客的车牌号是多少？比如「浙A12345」。"), reading.plate_in),
        Field("day", _always("请问哪天来？"), times.day_in),
    ),
    about="parking.visitor.fee",
)
SEARCH = Form(  # ends with a person, who finds the ticket by this
    "search",
    "查单",
    "没有单号也能查。",
    (
        Field("what", _always("请问当时报的是什么事？比如厨房漏水、楼上太吵。"), _reported, free=True),
        Field("house", _house_question, houses.house_in, needed=_house_needed),
    ),
    dropped=phrases.SEARCH_DROPPED,
)
FORMS = {form.kind: form for form in (REPAIR, COMPLAINT, SUGGESTION, VISITOR, SEARCH)}
