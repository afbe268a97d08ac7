"""Fills a form from messages: what is read, what was corrected, what is skipped. Pure."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.correction import correction_in
from bot.forms import reading
from bot.forms.definition import FORMS, Field, Filled, Form

_SKIP = re.compile(
    r"^(?:我?也?(?:不知道|不清楚|不晓得|不记得|记不[清得]了?|忘了|不确定|不好说|说不[清准上]|"
    r"没注意)|没有(?:了|要求|特别要求|什么要求|别的)?|没(?:了|啥|什么)|无|跳过|"
    r"不方便说?|不想说|随便|都行|都可以|略|pass|不用(?:填|说)|暂时(?:不知道|没有|"
    r"不清楚)|没(?:有)?(?:其他|别的)|就(?:是)?这(?:些|样|么多)|(?:好的?)?(?:谢谢|多谢|辛苦)[你您]?)[了的啊吧呢呀哦。,!]*$"
)
_DROP = re.compile(
    r"^(?:算了|不用了|不修了|不报了|不投诉了|不登记了|不约了|取消|不弄了|先不(?:弄|报|修|登记|"
    r"说)了?|不要了|不需要了|撤销|退出|停止|别弄了|不必了|没事了|已经好了|修好了|我?自己(?:已经?)?(?:弄|修|搞|通|换)好了)"
    r"(?:吧|了|登记|报修|投诉|建议|,?谢谢|,?不麻烦了?|,?不用(?:修|登记|报)?了|,?我?们?自己(?:已经?)?(?:弄|修|"
    r"来|搞|通|换|解决)(?:定|好)?(?:吧|了)?|[,。!啊]|我(?:再|先)(?:看看|想想)(?:吧)?)*$"
)
_THEN = r"(?:我|还是|就|先)*(?:不|别|没|自己|他|她|家里|下次|改天|回头|以后|等|谢|它)"
_GIVEN_UP = re.compile(
    r"^(?:.{0,8}[,。!了])?(?:那|唉|哎|哦|嗯|[, ])*(?:还是|要不|就)?(?:算了|拉倒)(?:吧|[,。! ])*"
    rf"(?:$|{_THEN}.{{0,24}}$)"
)
_NOT_ANY_MORE = re.compile(
    r"(?:^|[,。! 了啦])(?:那|我|就|还是|先|暂时|现在){0,3}(?:不(?:用|想|要|必)?(?:再)?"
    r"(?:报修|投诉|登记|预约|建议|约|修|报|弄|提|搞|换)了(?:吧|啊|哈|[,。!]|谢谢)*)+$"
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


_CALLED_OFF = re.compile(
    r"(?:算了|拉倒|不用了)[^?]{0,12}不(?:用|想|要)?(?:再)?"
    r"(?:报修|投诉|登记|预约|约|修|报|弄|换)了?(?:吧|啊|哈|[,。! ])*$"
)


_LET_BE = re.compile(
    r"^(?:唉|哎|嗯|那|[, ])*(?:算了|拉倒|罢了)(?:[吧啦,。! ]|算了)+"
    r"(?!.*(?:还是|就|帮|来|天|点|周|[一二三四五六日]号))[^?]{0,16}$"
)
_MENDED = re.compile(
    r"(?:^|[,。! ])[哎哦嗨那]?(?:我|他|她|们|老公|老婆|爸|妈|儿子|女儿|老伴|室友|家里?人|邻居|自己|自个儿?|"
    r"师傅|已经|刚才?|[都也给帮])*(?:弄|修|装|搞|通|换|接|解决|捣鼓|拾掇|整)"
    r"(?:好|上去|上|完|开|通|妥|利索)[了啦咯嘞]"
    r"(?:[,。!]?(?:谢谢|多谢|不用.{0,6}了|不麻烦.{0,6}了))?[,。! ]*$"
)
_AGAIN = re.compile(r"又|还是|可是|但|结果|没修好|没弄好")
_NO_NEED = re.compile(
    r"(?:^|[,。! ])[啊哎哦嗯唉那, ]*(?:不用|不必|甭|无须|唔使|莫|别)再?(?:麻烦|来人?|管它?|派人?|喊人|叫人|"
    r"操心|弄|修|搞|登记|报)(?:你们)?[了啦咯嘞]"
)
_CLOSED = re.compile(  # no two of the words begin alike, so that a long message is read in one go
    r"(?:[,。!~、 了啦咯啊呀哈哦嗯噢喔吧你您晒行成中谢]|好[的嘞滴]?|可以|okk?|欧[克了]|得嘞|要得|知道|"
    r"晓得|明白|懂|清楚|收到|多谢|唔该|感谢|辛苦|麻烦|再见|拜拜|没别的|没事|先这样|就这样|我(?:再|先)?(?:考虑|想想|看看)(?:一下|再说)?)+"
)
_LONGEST_CLOSING = 40


def is_closed(text: str) -> bool:
    """Say whether the reply only takes note, thanks or takes leave: 「好的，明白了，谢谢」."""
    return len(text) <= _LONGEST_CLOSING and _CLOSED.fullmatch(text) is not None


def is_skipped(text: str) -> bool:
    """Say whether the reply leaves the piece out: 不知道, 没有, 跳过."""
    return _SKIP.match(text) is not None


def is_dropped(text: str) -> bool:
    """Say whether the resident wants no form any more."""
    if _MENDED.search(text) and not _AGAIN.search(text):
        return True
    return any(
        pattern.search(text) for pattern in (_DROP, _GIVEN_UP, _NOT_ANY_MORE, _CALLED_OFF, _NO_NEED, _LET_BE)
    )


def started(kind: str, text: str, facts: Filled) -> Filling:
    """Begin a form with all that was said already, in this message and before."""
    filled = _all_read(FORMS[kind], text)
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
    filled = {**read, **filling.filled}
    field = filling.form.field(filling.asked)
    if field and field.optional and field.name not in filled and len(filled) > len(filling.filled):
        filling = replace(filling, skipped=(*filling.skipped, field.name))
    elif field and field.name == "when_where" and _tells_more(filling, said):
        filled["what"] = f"{filling.filled['what']}{_MORE}{clean(said)}"
    elif field and field.name not in filled:
        value = _reply_to(field, said, filling)
        if value is None:
            return replace(_with_facts(replace(filling, filled=filled), facts), misses=filling.misses + 1)
        filled[field.name] = value
    return _with_facts(replace(filling, filled=filled, misses=0), facts)


def _tells_more(filling: Filling, said: str) -> bool:
    """Say whether the reply tells no time and no place but more of the matter, which may be told once."""
    return _MORE not in filling.filled.get("what", _MORE) and not reading.tells_when_or_where(said)


def _put_right(filling: Filling, said: str, read: dict[str, str]) -> Filling:
    """Let what a correction says replace what was told before; a bare word mends the piece it is like."""
    house = reading.with_its_room(filling.filled.get("house", ""), said)
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
    r"^(?:你好|您好|物业|喂|[,。!: ])*(?:我们?|本人|鄙人|老朽|俺|咱们?)?(?:(?:有|提|给|想|要|想提|想给|有一|"
    r"有个|这里|这边)(?:个|一个|点|条|一条|几个|几点|几条|些)?)*(?:你们|物业|小区|贵司|贵处)?(?:提)?(?:一?[个点条些]|"
    r"几[个点条])?(?:小小?的?|不成熟的|合理化)?(?:建议|意见|提议|想法)(?:一下|下|[,:。!])*"
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
