"""What callers may send: strict, nothing unknown, nothing that could not be stored."""

import json
from typing import Annotated, Any, Literal, NoReturn, Self, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from sanic import Request

from handoff.domain.secret_numbers import hide_numbers
from handoff.errors import BadRequest

LONGEST_TEXT = 2_000
DEEPEST = 20


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("blank")
    return text


Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_not_blank)]
# What is kept about a resident in words: without the numbers that nobody here needs.
Recorded = Annotated[Text, AfterValidator(hide_numbers)]
Short = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_not_blank)]


class Body(BaseModel):
    """A request's body."""

    model_config = ConfigDict(strict=True, extra="forbid")


class ConsentBody(Body):
    """The privacy notice that was agreed to."""

    version: Short
    at: Annotated[AwareDatetime, Field(strict=False)]


class ResidentBody(Body):
    """The only personal fields there are."""

    name: Short | None = None
    room: Short | None = None
    phone: Annotated[str, Field(pattern=r"^[0-9+ -]{3,32}$")] | None = None


class ConversationBody(Body):
    """Begin a conversation."""

    estate: Short
    channel: Literal["web"]
    resident: ResidentBody = ResidentBody()
    consent: ConsentBody


class TurnBody(Body):
    """Say something as a resident."""

    client_key: Key
    kind: Literal["text", "choice", "image"]
    text: Text | None = None
    value: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    attachment_id: Annotated[str, Field(min_length=1, max_length=64)] | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        needed = {"text": "text", "choice": "value", "image": "attachment_id"}[self.kind]
        given = {name for name in ("text", "value", "attachment_id") if getattr(self, name) is not None}
        if needed not in given or given - {needed, "text"}:
            raise ValueError(needed)
        return self


class AgentTurnBody(Body):
    """Say something as an agent, to the resident or privately; a picture goes to the resident."""

    client_key: Key
    kind: Literal["text", "image"]
    text: Text | None = None
    attachment_id: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    private: bool = False

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        is_picture = self.kind == "image"
        if is_picture != (self.attachment_id is not None) or (self.private and is_picture):
            raise ValueError("attachment_id")
        if not is_picture and self.text is None:
            raise ValueError("text")
        return self


class EmptyBody(Body):
    """Nothing to say: the route says it."""


class RatingBody(Body):
    """Rate a closure."""

    score: Annotated[int, Field(ge=1, le=5)]
    comment: Recorded | None = None


class SessionBody(Body):
    """Sign in."""

    username: Annotated[str, Field(min_length=1, max_length=64)]
    password: Annotated[str, Field(min_length=1, max_length=256)]


class PresenceBody(Body):
    """Be there, or away."""

    state: Literal["online", "away"]
    reason: Short | None = None


class TransferBody(Body):
    """Hand over to a colleague."""

    agent_id: Annotated[str, Field(min_length=1, max_length=64)]
    note: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    force: bool = False


class ClosureBody(Body):
    """End the human part."""

    summary: Recorded
    resolved: bool


AnyBody = TypeVar("AnyBody", bound=Body)

_FIELD_NAMES = {
    "text": f"消息需要1到{LONGEST_TEXT}个字，不能只有空格",
    "client_key": "消息编号需要1到64个字母、数字、- 或 _",
    "kind": "消息类型不在支持的范围内",
    "estate": "需要小区编号",
    "consent": "需要先同意隐私告知（版本和时间）",
    "resident": "只收姓名、房号和电话，其他个人信息请不要提供",
    "phone": "电话号码只能有数字、空格、+ 和 -",
    "score": "评分是1到5的整数",
    "summary": "请用一两句话写下事情或处理结果",
    "category": "工单类别是 repair、complaint、suggestion、visitor 或 other",
    "trade": "工种是工程、保洁、安保或客服",
    "class": "紧急程度是 urgent、important 或 general",
    "to": "工单不认识这个状态",
    "due_at": "请写明承诺的时间，带时区，如 2026-11-22T10:00:00+08:00",
    "resolved": "请说明问题是否已解决（true 或 false）",
}


def read_body(request: Request, model: type[AnyBody]) -> AnyBody:
    """Read a request's JSON body as `model`; raises BadRequest that names the field."""
    return parse_body(request.body or b"{}", model)


def parse_body(written: bytes | str, model: type[AnyBody]) -> AnyBody:
    """Read JSON as `model`; raises BadRequest that names the field."""
    try:
        parsed = json.loads(written, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BadRequest("请求内容不是有效的 JSON。请检查格式。") from None
    _refuse_unstorable(parsed)
    try:
        return model.model_validate(parsed)
    except ValidationError as error:
        raise BadRequest(_explain(error)) from None


def _explain(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    names = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden" and names[:1] != ["resident"]:
        return f"不认识字段“{'.'.join(names)[:64]}”。请去掉后再试。"
    if not names:
        return "字段与消息类型不符：text 需要 text，choice 需要 value，image 需要 attachment_id。"
    known = next((_FIELD_NAMES[name] for name in reversed(names) if name in _FIELD_NAMES), None)
    return f"{known}。" if known else f"字段“{'.'.join(names)}”缺失或格式不对。请检查后再试。"


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError("not a number")


def _refuse_unstorable(value: Any, depth: int = 0) -> None:
    """Refuse what no database and no client could hold: NUL, lone surrogates, endless nesting."""
    if depth > DEEPEST:
        raise BadRequest("请求内容嵌套太深。请检查格式。")
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise BadRequest("内容里有无法保存的字符。请删去后再发送。")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _refuse_unstorable(name, depth + 1)
            _refuse_unstorable(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _refuse_unstorable(inner, depth + 1)
