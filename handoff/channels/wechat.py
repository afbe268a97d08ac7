"""A 公众号's callbacks: from the platform's XML to what a resident did.

Fields and kinds: developers.weixin.qq.com/doc/service, 接收普通消息 and 接收事件推送.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from handoff import channel_phrases, phrases
from handoff.channels.accounts import WechatAccount
from handoff.channels.crypto import CallbackCipher
from handoff.channels.door import Door
from handoff.channels.xml import Malformed, parse
from handoff.domain.correspondent import AccountName, Incoming, Unreadable

CHANNEL = "wechat"
# What the platform puts in the place of a message that it does not pass on.
UNSUPPORTED_TEXT = "【收到不支持的消息类型，暂无法显示】"
LARGEST_ID = 2**64
LATEST_MOMENT = 2**32
LONGEST_OPENID = 64
_SAY, _HUMAN = "say:", "human"
_SCENE = "qrscene_"


class WechatGate:
    """Where WeChat calls one 公众号 back."""

    def __init__(self, account: WechatAccount) -> None:
        self._name = AccountName(CHANNEL, account.name)
        self._estate = account.estate
        self._door = Door(
            account.token,
            CallbackCipher(account.keys, account.app_id),
            own_id=account.original_id,
            accepts_plain=account.accepts_plain,
        )

    def echo(self, query: Mapping[str, str]) -> str:
        """Return what WeChat wants to hear when the address is saved; raises NotGenuine."""
        return self._door.echo(query)

    def read(self, query: Mapping[str, str], body: bytes, now: datetime) -> Incoming | Unreadable:
        """Return what a resident did; raises NotGenuine."""
        message = self._door.open(query, body, now)
        try:
            return _Message(self._name, self._estate, message).read()
        except Malformed as error:
            digest = hashlib.sha256(message.encode()).hexdigest()
            return Unreadable(self._name, digest, f"no_{error}"[:32].lower())


@dataclass(frozen=True, slots=True)
class _Head:
    """What every message has."""

    openid: str
    created: str
    kind: str


class _Message:
    """One genuine message; its methods raise Malformed."""

    def __init__(self, account: AccountName, estate: str, written: str) -> None:
        self._account = account
        self._estate = estate
        self._written = written
        self._fields = parse(written)

    def read(self) -> Incoming:
        head = _Head(
            _plain(self._fields.text("FromUserName"), "FromUserName", LONGEST_OPENID),
            _number(self._fields.text("CreateTime"), "CreateTime", LATEST_MOMENT),
            self._fields.text("MsgType").strip().lower(),
        )
        if head.kind == "event":
            return self._event(head)
        nothing = Incoming(
            account=self._account,
            estate=self._estate,
            person=head.openid,
            key=self._key(head),
            kind="unreadable_kind",
            deed="message",
            text=channel_phrases.UNSUPPORTED,
        )
        reader = self._KINDS.get(head.kind)
        return reader(self, nothing) if reader else nothing

    def _key(self, head: _Head) -> str:
        """Tell this message from every other: MsgId alone was seen twice, for two people."""
        number = self._fields.get("MsgId")
        if number is None:
            return f"{head.openid}|{head.created}|{self._digest()}"
        return f"{head.openid}|{head.created}|{_number(number, 'MsgId', LARGEST_ID)}"

    def _digest(self) -> str:
        return hashlib.sha256(self._written.encode()).hexdigest()

    def _text(self, nothing: Incoming) -> Incoming:
        content = self._fields.get("Content") or ""
        if not content.strip() or content.strip() == UNSUPPORTED_TEXT:
            return nothing
        said = replace(nothing, kind="text", text=content)
        tapped = self._fields.get("bizmsgmenuid")
        # A tap counts as a click on a menu, though it arrives as words.
        return replace(said, value=tapped, deed="menu") if tapped else said

    def _image(self, nothing: Incoming) -> Incoming:
        return replace(nothing, kind="picture", media=self._fields.text("MediaId"), text=phrases.PICTURE)

    def _voice(self, nothing: Incoming) -> Incoming:
        heard = (self._fields.get("Recognition") or "").strip()
        if not heard:
            return replace(nothing, text=channel_phrases.VOICE_UNHEARD, via="voice")
        return replace(nothing, kind="text", text=heard, via="voice")

    def _video(self, nothing: Incoming) -> Incoming:
        return replace(nothing, text=channel_phrases.VIDEO)

    def _location(self, nothing: Incoming) -> Incoming:
        latitude, longitude = self._fields.text("Location_X"), self._fields.text("Location_Y")
        label = (self._fields.get("Label") or "").strip()
        return replace(nothing, kind="text", text=channel_phrases.location_text(label, latitude, longitude))

    def _link(self, nothing: Incoming) -> Incoming:
        title, url = self._fields.get("Title") or "", self._fields.get("Url") or ""
        return replace(nothing, text=channel_phrases.link_text(title.strip(), url.strip()))

    def _event(self, head: _Head) -> Incoming:
        event = self._fields.text("Event").strip().lower()
        what = (self._fields.get("EventKey") or "").strip()
        told_apart = f"{event}|{what}" if what else f"{event}|{self._digest()}"
        nothing = Incoming(
            account=self._account,
            estate=self._estate,
            person=head.openid,
            key=f"{head.openid}|{head.created}|{told_apart}",
            kind="nothing",
        )
        match event:
            case "subscribe":
                hint = what.removeprefix(_SCENE) or None
                return replace(nothing, kind="arrival", deed="follow", hint=hint)
            case "unsubscribe":
                return replace(nothing, kind="departure")
            case "scan":
                return replace(nothing, kind="arrival", deed="scan", hint=what or None)
            case "click":
                return _clicked(replace(nothing, deed="menu"), what)
            case "scancode_waitmsg":
                result = self._fields.within("ScanCodeInfo").text("ScanResult").strip()
                return replace(nothing, kind="text", deed="menu", text=channel_phrases.scan_text(result))
        return nothing

    _KINDS: ClassVar[dict[str, Callable[["_Message", Incoming], Incoming]]] = {
        "text": _text,
        "image": _image,
        "voice": _voice,
        "video": _video,
        "shortvideo": _video,
        "location": _location,
        "link": _link,
    }


def _clicked(nothing: Incoming, key: str) -> Incoming:
    """Read a menu button: `human` calls a person, `say:…` says what follows (docs/wechat.md)."""
    if key == _HUMAN:
        return replace(nothing, kind="text", text=phrases.HUMAN_LABEL, value=_HUMAN)
    if key.startswith(_SAY) and key != _SAY:
        return replace(nothing, kind="text", text=key.removeprefix(_SAY))
    return replace(nothing, kind="arrival")


def _plain(value: str, name: str, longest: int) -> str:
    if len(value) > longest or not re.fullmatch(r"[\w@.-]+", value, re.ASCII):
        raise Malformed(name)
    return value


def _number(value: str, name: str, below: int) -> str:
    written = value.strip()
    if not (
        written.isascii() and written.isdigit() and len(written) <= len(str(below)) and int(written) < below
    ):
        raise Malformed(name)
    return written
