"""Fills a form from messages: what is read, what was corrected, what is skipped. Pure."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.correction import correction_in
from bot.forms import reading
from bot.forms.definition import FORMS, Field, Filled, Form
from bot.forms.ending import is_closed
from bot.language.asking import asks

_SKIP = re.compile(
    r"^(?:我?也?(?:不知道|不清楚|不晓得|不记得|记不[清得]了?|忘了|不确定|不好说|说不[清准上]|"
    r"没注意)|没有(?:了|要求|特别要求|什么要求|别的)?|没(?:了|啥|什么)|无|跳过|"
    r"不方便说?|不想说|随便|都行|都可以|略|pass|不用(?:填|说)|暂时(?:不知道|没有|"
    r"不清楚)|没(?:有)?(?:其他|别的|啥|什么|特别|特殊)?(?:的)?(?:要求|意见|想法)?|就(?:是)?这(?:些|样|么多)|(?:好的?)?(?:谢谢|多谢|辛苦)[你您]?)[了的啊吧呢呀哦。,!]*$"
)
_LONGEST = 300
_MORE = "；"
_MOST_MISSES = 2


@dataclass(frozen=True)
class Filling:
    """A form that is being filled; travels in the conversation as plain data."""

    kind: str
    filled: Mapping[str, str]
    asked: str = ""
    skipped: tuple[str, ...] = ()
    misses: int = 0

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Filling":
        """Give the filling that `as_dict` wrote."""
        return cls(**{**data, "skipped": tuple(data["skipped"])})

    def as_dict(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)

    @property
    def form(self) -> Form:
        """The form that is being filled."""
        return FORMS[self.kind]

    @property
    def next(self) -> Field | None:
        """The piece to ask for next."""
        return self.form.missing(self.filled, self.skipped)

    @property
    def may_skip(self) -> bool:
        """Whether the piece that was asked for may be left out by somebody who only says 「好的」."""
        field = self.form.field(self.asked)
        return bool(self.filled) and field is not None and (field.optional or self.kind == "complaint")

    @property
    def is_stuck(self) -> bool:
        """Whether the same piece was asked for in vain too often."""
        return self.misses >= _MOST_MISSES


def is_skipped(text: str) -> bool:
    """Say whether the reply leaves the piece out: 不知道, 没有, 跳过."""
    return _SKIP.match(text) is not None


def started(kind: str, text: str, facts: Filled) -> Filling:
    """Begin a form with all that was said already, in this message and before."""
    filled = _all_read(FORMS[kind], text)
    if kind == "repair" and "what" not in filled and (told := reading.matter_in(reading.without_phone(text))):
        filled["what"] = clean(told)
    if kind == "complaint" and (told := subject_of_complaint(text)):
        filled["what"] = told
    if kind == "suggestion" and (told := subject_of_suggestion(text)):
        filled["what"] = told
    return _with_facts(Filling(kind, filled), facts)


def continued(filling: Filling, text: str, facts: Filled) -> Filling:
    """Take the reply to our question, and whatever else it tells or corrects."""
    correction = correction_in(text)
    said = correction.new if correction else text
    read = _all_read(filling.form, said)
    if correction:
        return _with_facts(_put_right(filling, said, read), facts)
    if is_skipped(text) or (is_closed(text) and filling.may_skip):
        return replace(filling, skipped=(*filling.skipped, filling.asked), misses=0)
    if filling.form.field("visit") and reading.names_only(said) and reading.day_apart(said):
        read = {**read, "visit": clean(said)}  # whatever was asked
    return _with_facts(_told_else(filling, said, read) or _replied(filling, said, read), facts)


def _replied(filling: Filling, said: str, read: dict[str, str]) -> Filling:
    """Take the reply for the piece that was asked for, or count it as missed."""
    field = filling.form.field(filling.asked)
    filled = {**filling.filled, **{name: told for name, told in read.items() if name not in filling.filled}}
    if field is None or field.name in filled:
        return _more_told(filling, said, filled)
    tells_another = len(filled) > len(filling.filled)
    is_at_home = field.name == "where" and "house" in read  # where enough
    if is_at_home or (field.optional and tells_another):
        return replace(filling, filled=filled, skipped=(*filling.skipped, field.name), misses=0)
    more = _more_told(filling, said, filled)
    if more.filled != filled:
        return more
    value = _reply_to(field, said, filling)
    if value is None:
        return replace(filling, filled=filled, misses=0 if tells_another else filling.misses + 1)
    return replace(filling, filled={**filled, field.name: value}, misses=0)


def _more_told(filling: Filling, said: str, filled: dict[str, str]) -> Filling:
    """Let a complaint tell more of the matter, or of when and where, instead of what was asked for."""
    name = ""
    if filling.asked == "when_where" and _tells_more(filling, said):
        name = "what"
    elif filling.asked == "wish" and _tells_where(filling, said):
        name = "when_where"
    more = {name: f"{filling.filled[name]}{_MORE}{clean(said)}"} if name else {}
    return replace(filling, filled={**filled, **more}, misses=0)


def _told_else(filling: Filling, said: str, read: dict[str, str]) -> Filling | None:
    """Take a reply that tells no time where one was asked: it puts the house right, or tells a fault."""
    field = filling.form.field(filling.asked)
    is_else = field is not None and field.optional and field.name not in read and not asks(said)
    if not is_else or reading.tells_time(said):
        return None
    house = reading.with_its_room(filling.filled.get("house", ""), said) or read.get("house")
    if house and house != filling.filled.get("house"):
        return replace(filling, filled={**filling.filled, "house": house}, misses=0)
    told = filling.filled.get("what", _MORE)
    if reading.is_faulty(said) and "what" in read and _MORE not in told and read["what"] not in told:
        return replace(filling, filled={**filling.filled, "what": f"{told}{_MORE}{read['what']}"}, misses=0)
    return None


def _tells_more(filling: Filling, said: str) -> bool:
    """Say whether the reply tells no time and no place but more of the matter, which may be told once."""
    return _MORE not in filling.filled.get("what", _MORE) and not reading.tells_when_or_where(said)


def _tells_where(filling: Filling, said: str) -> bool:
    """Say whether the reply demands nothing but tells more of when and where, which may be told once."""
    is_told = _MORE in filling.filled.get("when_where", _MORE)
    tells = reading.tells_when_or_where(said) or reading.plate_in(said) is not None
    return tells and not is_told and not reading.demands(said)


def _put_right(filling: Filling, said: str, read: dict[str, str]) -> Filling:
    """Let what a correction says replace what was told before; a bare word mends the piece it is like."""
    house = reading.with_its_room(filling.filled.get("house", ""), said, last=True)
    if house:
        read = {**read, "house": house}
    elif not read:
        last = list(filling.filled)[-1:] if filling.filled else []
        read = {name: clean(said) for name in last}
    elif "what" in read and len(read) > 1:
        read = {name: value for name, value in read.items() if name != "what"}
    return replace(filling, filled={**filling.filled, **read})


def _reply_to(field: Field, said: str, filling: Filling) -> str | None:
    if field.name == "house":
        return reading.house_from_reply(said, filling.filled.get("building", ""))
    if not field.free or reading.is_phone_alone(said):  # it is kept, but answers no other question
        return None
    if field.name in ("what", "where") and reading.names_only(said):
        return None
    return clean(said) or None


def _all_read(form: Form, text: str) -> dict[str, str]:
    found = {field.name: field.read(reading.without_phone(text)) for field in form.fields}
    return {name: clean(value) for name, value in found.items() if value}


def _with_facts(filling: Filling, facts: Filled) -> Filling:
    """Take over what the conversation knows; a building without a room is not enough for a home."""
    filled = dict(filling.filled)
    if filling.form.field("house"):
        house = filled.get("house") or facts.get("house", "")
        told = f"{filled.get('what', '')}{filled.get('where', '')}"
        if house and (reading.has_room(house) or reading.is_public(told)):
            filled["house"] = house
        elif house:
            filled.pop("house", None)
            filled["building"] = house
    if "house" in filled:
        filled.pop("building", None)
    return replace(filling, filled=filled)


def clean(text: str) -> str:
    """Give a piece as it is kept: no braces, which the ticket's number uses, and not endless."""
    return re.sub(r"[{}]", "", text).strip(" ,。.!?、")[:_LONGEST]


_COMPLAINING = re.compile(
    r"^(?:你好|您好|物业|喂|[,。!: ])*(?:我|我们)?(?:们)?(?:就?是?(?:要|想|得|"
    r"必须)(?:来)?)?(?:投诉|举报|反映|反应|告|申诉)(?:一下|下|一个|个|你们|点|几个|一件事|问题|"
    r"情况|[,:。!])*"
)
_SUGGESTING = re.compile(
    r"^(?:你好|您好|物业|喂|[,。!: ]|我们?|本人|鄙人|老朽|俺|咱们?|也|还|就|倒|想|要|来|这里|这边|这儿|"
    r"[给向跟对和同](?:你们|您|物业|小区|贵司|贵处|服务中心|领导)*|"
    r"[有提讲说写一]|[个点条些]|几[个点条]|小小?的?|不成熟的|合理化)*(?:建议|意见|提议|想法)(?:一下|下|[,:。!])*"
)
_PASS_ON = re.compile(
    r"(?:[,。! 想要请烦望给跟向和您收听说讲提一下二]|麻烦|劳烦|希望|能否|可否|帮我?|代为|你们|贵[司处]|物业|"
    r"领导|上面|反[映应]|转[达告]|记录?|登记|采纳)+"
)
_TOO_LITTLE = 3


def subject_of_complaint(text: str) -> str | None:
    """Give what the complaint is about, when the message that wishes it tells."""
    return _told(_COMPLAINING, text)


def subject_of_suggestion(text: str) -> str | None:
    """Give the suggestion, when the message that announces it makes it."""
    return _told(_SUGGESTING, text)


def _told(opening: re.Pattern[str], text: str) -> str | None:
    rest = re.sub(
        r"[,。]?(?:我要|我想|必须)?(?:投诉|提个建议|提个意见|提建议)(?:你们|一下)?[!。]*$",
        "",
        clean(opening.sub("", text)),
    )
    rest = "" if _PASS_ON.fullmatch(rest) else rest
    return rest if len(rest) > _TOO_LITTLE else None
