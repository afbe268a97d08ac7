"""What the bot answers, proven: exactly the agreed shape, and nothing that contradicts itself."""

import json
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handoff.domain.bot_reply import Act, BotReply, TicketAmendment, TicketQuestion
from handoff.domain.escalation import Reason, Urgency
from handoff.domain.ticket import Matter, Trade
from handoff.domain.turn import Choice
from handoff.errors import BotFailed

LONGEST_TEXT = 8_000

_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class _Strict(BaseModel):
    """Types are taken as they are, never converted; unknown keys may come with a newer bot."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Candidate(_Strict):
    entry_id: _Name
    title: _Name
    confidence: _Share


class _Source(_Strict):
    document: _Name
    section: str | None = None
    valid_from: str | None = None


class _Computed(_Strict):
    amount: str
    formula: str
    inputs: dict[str, Any]


class _Bot(_Strict):
    act: Act
    entry_id: _Name | None = None
    confidence: _Share | None = None
    candidates: list[_Candidate] = Field(default=[], max_length=10)
    source: _Source | None = None
    computed: _Computed | None = None


class _Choice(_Strict):
    label: _Name
    value: _Name


class _Escalate(_Strict):
    reason: Reason


class _Matter(_Strict):
    category: Literal["repair", "complaint", "suggestion", "visitor"]
    trade: Trade
    urgency: Urgency = Field(alias="class")
    summary: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
    details: dict[_Name, Annotated[str, Field(max_length=500)]] = Field(default={}, max_length=20)


class _OpenTicket(_Matter):
    kind: Literal["open"]

    def wish(self) -> Matter:
        return Matter(**self.model_dump(exclude={"kind"}))


class _AmendTicket(_Matter):
    kind: Literal["amend"]

    def wish(self) -> TicketAmendment:
        return TicketAmendment(Matter(**self.model_dump(exclude={"kind"})))


class _AskTicket(_Strict):
    kind: Literal["status", "urge"]
    number: Annotated[str, Field(min_length=1, max_length=32)] | None = None

    def wish(self) -> TicketQuestion:
        return TicketQuestion(self.kind, self.number)


class _Custom(_Strict):
    version: Literal[1]
    text: str = Field(max_length=LONGEST_TEXT)
    choices: list[_Choice] = Field(default=[], max_length=10)
    bot: _Bot
    escalate: _Escalate | None = None
    entities: list[dict[str, Any]] = Field(default=[], max_length=50)
    slots: dict[str, Any] = {}
    mood: str = Field(default="calm", max_length=32)
    ticket: Annotated[_OpenTicket | _AmendTicket | _AskTicket, Field(discriminator="kind")] | None = None


class _Item(_Strict):
    custom: _Custom


def parse_reply(body: bytes) -> BotReply:
    """Read Rasa's answer: a list with exactly one item that has `custom`; raises BotFailed."""
    try:
        items = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BotFailed("no JSON") from error
    if not isinstance(items, list) or len(items) != 1:
        raise BotFailed("not exactly one item")
    try:
        custom = _Item.model_validate(items[0]).custom
        custom.model_dump_json()  # a lone surrogate could be neither stored nor sent
    except (ValidationError, ValueError) as error:
        raise BotFailed("not the agreed shape") from error
    _refuse_contradictions(custom)
    return BotReply(
        act=custom.bot.act,
        text=custom.text,
        choices=tuple(Choice(choice.label, choice.value) for choice in custom.choices),
        bot=custom.bot.model_dump(exclude_none=True, exclude_defaults=True) | {"act": custom.bot.act},
        confidence=custom.bot.confidence,
        escalate=custom.escalate.reason if custom.escalate else None,
        entities=tuple(custom.entities),
        slots=custom.slots,
        mood=custom.mood,
        ticket=custom.ticket.wish() if custom.ticket else None,
    )


def _refuse_contradictions(custom: _Custom) -> None:
    """Refuse what has the shape and yet cannot be said."""
    act = custom.bot.act
    if act == "handoff":
        if custom.escalate is None:
            raise BotFailed("handoff without a reason")
    elif not custom.text.strip() and not isinstance(custom.ticket, _AskTicket):
        raise BotFailed("no text")
    if (act == "ticket") != (custom.ticket is not None):
        raise BotFailed("a ticket without its act, or the act without a ticket")
    if act == "answer" and (custom.bot.confidence is None or custom.bot.entry_id is None):
        raise BotFailed("answer without confidence or topic")
    if act == "clarify" and not custom.choices:
        raise BotFailed("clarification without choices")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
