"""A resident as one messenger account knows them, and what they did there."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handoff.domain.quota import Deed, Quota
from handoff.domain.turn import Via

IncomingKind = Literal[
    "text",
    "picture",
    "unreadable_kind",
    "arrival",
    "departure",
    "nothing",
    # 微信客服, where the company's own people may take part beside the desk:
    "servicer_took",
    "servicer_said",
    "servicer_ended",
    "bounced",
    "recalled",
]


@dataclass(frozen=True, slots=True)
class AccountName:
    """Which account of which channel: ("wechat", "yunshan")."""

    channel: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something a resident did in a messenger, read by its channel; `person` is the platform's id of them.

    `key` tells this message from every other one of the account, also over the platform's repeats.
    `value` is a tapped choice, `media` the platform's id of a picture, `hint` what a QR code says of a house,
    `servicer` who of the company acted, `code` a one-time code that the deed brought, `about` the platform's
    id of the message that it is about, `said_at` the platform's own time in seconds since 1970.
    """

    account: AccountName
    estate: str
    person: str
    key: str
    kind: IncomingKind
    deed: Deed | None = None
    text: str = ""
    value: str | None = None
    media: str | None = None
    via: Via | None = None
    hint: str | None = None
    servicer: str | None = None
    code: str | None = None
    about: str | None = None
    said_at: int | None = None


@dataclass(frozen=True, slots=True)
class Bell:
    """A platform says that there is something to be pulled; `token` lets us in without a queue."""

    account: AccountName
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far an account's messages were pulled, and since when they are answered."""

    place: str
    began_at: datetime
    pulled_at: datetime | None = None  # when the log was last read to its end

    @property
    def known_until(self) -> datetime:
        """The moment until when nothing that was said can be missing."""
        return self.pulled_at or self.began_at


@dataclass(frozen=True, slots=True)
class Page:
    """Messages behind a cursor, with the next one; there may be more though this page is empty."""

    messages: tuple[Incoming, ...]
    place: str
    has_more: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A genuine callback that makes no sense; it is remembered, so that nobody looks at it again."""

    account: AccountName
    key: str
    why: str


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """Lets one line go out, once, until a moment, whatever the allowance says."""

    word: str = field(repr=False)
    until: datetime
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondent:
    """The record that a person writes to us on an account; it has one conversation, for all time."""

    id: str
    account: AccountName
    person: str
    conversation_id: str
    quota: Quota
    hint: str | None = None
    unreachable_since: datetime | None = None
    house_bound_at: datetime | None = None
    code: OneTimeCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxJob:
    """A stored callback that is to be worked off."""

    id: int
    incoming: Incoming
    attempts: int
    received_at: datetime
