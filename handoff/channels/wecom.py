"""微信客服: its callback is only a doorbell; what customers did is pulled, and read here.

Fields and kinds: developer.work.weixin.qq.com/document/path/94670 (接收消息和事件).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handoff import channel_phrases, phrases
from handoff.channels.accounts import WecomAccount
from handoff.channels.crypto import CallbackCipher
from handoff.channels.door import Door
from handoff.channels.xml import Malformed, parse
from handoff.domain.correspondent import AccountName, Bell, Incoming, Unreadable

CHANNEL = "wecom"
RINGS = "kf_msg_or_event"
LONGEST_BELL = 128
CUSTOMER, SYSTEM, SERVICER = 3, 4, 5
_ID = re.compile(r"[\w@.-]{1,64}", re.ASCII)
_STAND_FOR = {
    "image": phrases.PICTURE,
    "voice": channel_phrases.VOICE_UNHEARD,
    "video": channel_phrases.VIDEO,
}
_TAKEN_FROM_POOL, _TRANSFERRED, _ENDED = 1, 2, 3
Json = Mapping[str, Any]


class WecomGate:
    """Where WeCom rings for one account, and for the company's others: an application has one address.

    `companions` are the company's accounts by their open_kfid, this one among them.
    """

    def __init__(self, account: WecomAccount, companions: Mapping[str, AccountName]) -> None:
        self._name = AccountName(CHANNEL, account.name)
        self._companions = companions
        self._door = Door(
            account.token,
            CallbackCipher(account.keys, account.corp_id),
            own_id=account.corp_id,
            says_type=False,
        )

    def echo(self, query: Mapping[str, str]) -> str:
        """Return what WeCom wants to hear when the address is saved; raises NotGenuine."""
        return self._door.sealed_echo(query)

    def read(self, query: Mapping[str, str], body: bytes, now: datetime) -> Bell | Unreadable:
        """Return the ring; raises NotGenuine. Rings for accounts that the file lacks are none of ours."""
        message = self._door.open(query, body, now)
        fields = parse(message)
        try:
            event, account = fields.text("Event"), self._companions.get(fields.text("OpenKfId"))
            token = fields.get("Token") or ""
        except Malformed:
            event, account, token = "", None, ""
        if event.lower() != RINGS or account is None or len(token) > LONGEST_BELL:
            return Unreadable(self._name, hashlib.sha256(message.encode()).hexdigest(), "no_ring")
        return Bell(account, token)


@dataclass(frozen=True, slots=True)
class EntryReader:
    """Reads the log of one account, entry by entry."""

    account: AccountName
    estate: str

    def read(self, entry: object) -> Incoming | None:
        """Return what happened; None for an entry that makes no sense, which the platform never repairs."""
        try:
            return self._read(_mapping(entry))
        except Malformed:
            return None

    def _read(self, entry: Json) -> Incoming:
        kind, origin = _word(entry, "msgtype"), entry.get("origin")
        part = _mapping(entry.get(kind, {}))
        person = part.get("external_userid") if kind == "event" else entry.get("external_userid")
        if not isinstance(person, str) or not _ID.fullmatch(person):
            if kind != "event":
                raise Malformed("external_userid")
            person = ""  # about a servicer, not a customer
        nothing = Incoming(
            account=self.account,
            estate=self.estate,
            person=person,
            key=_word(entry, "msgid"),
            kind="nothing",
            said_at=_number(entry, "send_time"),
        )
        if kind == "event":
            return _event(nothing, part) if person else nothing
        if origin == SERVICER:
            who = _word(entry, "servicer_userid")
            return replace(nothing, kind="servicer_said", servicer=who, text=_shown(kind, part))
        if origin == CUSTOMER:
            return _said(replace(nothing, kind="unreadable_kind", deed="message"), kind, part)
        return nothing


def _said(nothing: Incoming, kind: str, part: Json) -> Incoming:
    shown = _shown(kind, part)
    if kind == "text" and shown.strip():
        return replace(nothing, kind="text", text=shown, value=_text(part, "menu_id") or None)
    if kind == "image":
        return replace(nothing, kind="picture", media=_word(part, "media_id"), text=phrases.PICTURE)
    if kind == "voice":
        return replace(nothing, text=shown, via="voice")
    if kind == "location":
        return replace(nothing, kind="text", text=shown)
    return replace(nothing, text=shown)


def _shown(kind: str, part: Json) -> str:
    """Return the line that stands for an entry in the transcript."""
    match kind:
        case "text":
            return _text(part, "content")
        case "location":
            label = (_text(part, "name") or _text(part, "address")).strip()
            return channel_phrases.location_text(label, str(part.get("latitude")), str(part.get("longitude")))
        case "link":
            return channel_phrases.link_text(_text(part, "title").strip(), _text(part, "url").strip())
    return _STAND_FOR.get(kind, channel_phrases.UNSUPPORTED)


def _event(nothing: Incoming, part: Json) -> Incoming:
    match part.get("event_type"):
        case "enter_session":
            # Without a code nothing may be said yet, so whoever only looks in is left alone.
            arrived = replace(nothing, hint=_text(part, "scene_param") or None)
            code = _text(part, "welcome_code")
            return replace(arrived, kind="arrival", code=code) if code else arrived
        case "session_status_change":
            return _changed(nothing, part)
        case "msg_send_fail":
            why = str(part.get("fail_type", ""))
            return replace(nothing, kind="bounced", about=_word(part, "fail_msgid"), text=why)
        case "user_recall_msg" | "servicer_recall_msg":
            return replace(nothing, kind="recalled", about=_word(part, "recall_msgid"))
    return nothing


def _changed(nothing: Incoming, part: Json) -> Incoming:
    change = part.get("change_type")
    if change in {_TAKEN_FROM_POOL, _TRANSFERRED}:
        return replace(nothing, kind="servicer_took", servicer=_word(part, "new_servicer_userid"))
    if change == _ENDED:
        return replace(nothing, kind="servicer_ended", code=_text(part, "msg_code") or None)
    return nothing


def _mapping(value: object) -> Json:
    if not isinstance(value, dict):
        raise Malformed("part")
    return value


def _word(part: Json, name: str) -> str:
    value = part.get(name)
    if not isinstance(value, str) or not value:
        raise Malformed(name)
    return value


def _text(part: Json, name: str) -> str:
    value = part.get(name, "")
    return value if isinstance(value, str) else ""


def _number(part: Json, name: str) -> int:
    value = part.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Malformed(name)
    return value
