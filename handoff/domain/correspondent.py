"""A resident as one messenger account knows them, and what they did there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handoff.domain.quota import Deed, Quota
from handoff.domain.turn import Via

IncomingKind = Literal["text", "picture", "unreadable_kind", "arrival", "departure", "nothing"]


@dataclass(frozen=True, slots=True)
class AccountName:
    """Which account of which channel: ("wechat", "yunshan")."""

    channel: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something a resident did in a messenger, read by its channel; `person` is the platform's id of them.

    `key` tells this message from every other one of the account, also over the platform's repeats.
    `value` is a tapped choice, `media` the platform's id of a picture, `hint` what a QR code says of a house.
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


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A genuine callback that makes no sense; it is remembered, so that nobody looks at it again."""

    account: AccountName
    key: str
    why: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxJob:
    """A stored callback that is to be worked off."""

    id: int
    incoming: Incoming
    attempts: int
    received_at: datetime
