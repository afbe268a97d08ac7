"""A 公众号 on the platform: its followers, and the customer-service calls that reach them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.wechat import messages
from tests.wechat.accounts import OfficialAccount
from tests.wechat.clock import VirtualClock
from tests.wechat.envelopes import Envelope, seal
from tests.wechat.journal import Journal
from tests.wechat.media import MediaShelf
from tests.wechat.pusher import Delivery, Pusher
from tests.wechat.quota import Allowance
from tests.wechat.refusal import Refusal
from tests.wechat.tokens import TokenDesk

LONGEST_TEXT = 2048  # bytes in UTF-8
TYPING_LASTS = 15.0
TYPING_NEEDS = 30.0
NEEDED = {
    "text": "content",
    "image": "media_id",
    "voice": "media_id",
    "video": "media_id",
    "msgmenu": "list",
    "news": "articles",
    "miniprogrampage": "appid",
}


@dataclass
class Follower:
    """A resident as the platform knows them."""

    follows: bool = True
    refuses: bool = False
    spoke_at: float = float("-inf")
    typing_until: float = float("-inf")
    allowance: Allowance = field(default_factory=Allowance)


@dataclass
class OfficialDesk:
    """One account: what its followers do goes out as callbacks, what the desk calls comes in."""

    account: OfficialAccount
    clock: VirtualClock
    journal: Journal
    media: MediaShelf
    pusher: Pusher
    verified: bool = True  # an unverified account may not send (48001)
    followers: dict[str, Follower] = field(default_factory=dict)
    tokens: TokenDesk = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = TokenDesk(self.clock)

    def sealed(self, openid: str, fields: Mapping[str, Any]) -> Envelope:
        """Return the callback for something that a resident did, now."""
        now = self.clock.now()
        whole = {
            "ToUserName": self.account.original_id,
            "FromUserName": openid,
            "CreateTime": int(now),
        } | dict(fields)
        if fields.get("MsgType") != "event":
            whole.setdefault("MsgId", int(messages.next_id()))
        return seal(self.account, messages.to_xml(whole), at=now, openid=openid)

    async def send(self, openid: str, fields: Mapping[str, Any]) -> Delivery:
        """Let a resident send something: the allowance is refreshed, then the callback is posted."""
        return await self.pusher.push(self.account, lambda: self.does(openid, fields))

    async def say(self, openid: str, content: str) -> Delivery:
        return await self.send(openid, messages.text(content))

    async def tap(self, openid: str, menu_id: str, content: str) -> Delivery:
        """Tap a line of a menu message: it arrives as text but allows what a menu click allows."""
        return await self.send(openid, messages.text(content, menu_id=menu_id))

    async def follow(self, openid: str, *, scene: str = "") -> Delivery:
        ticket = {"EventKey": f"qrscene_{scene}", "Ticket": "gQH47"} if scene else {"EventKey": ""}
        return await self.send(openid, messages.event("subscribe", **ticket))

    async def unfollow(self, openid: str) -> Delivery:
        return await self.send(openid, messages.event("unsubscribe", EventKey=""))

    async def scan(self, openid: str, scene: str) -> Delivery:
        return await self.send(openid, messages.event("SCAN", EventKey=scene, Ticket="gQH47"))

    async def click(self, openid: str, key: str) -> Delivery:
        return await self.send(openid, messages.event("CLICK", EventKey=key))

    async def photo(self, openid: str, content: bytes) -> Delivery:
        return await self.send(openid, messages.image(self.media.put("image", content)))

    async def speak(self, openid: str, recognition: str | None) -> Delivery:
        media_id = self.media.put("voice", b"#!AMR\n" + b"\0" * 64)
        return await self.send(openid, messages.voice(media_id, recognition=recognition))

    def does(self, openid: str, fields: Mapping[str, Any]) -> Envelope:
        """Note what a resident does, and return its callback."""
        follower = self.followers.setdefault(openid, Follower())
        now, event = self.clock.now(), str(fields.get("Event", "")).lower()
        source = {"subscribe": "follow", "scan": "scan", "click": "click"}.get(event)
        if fields.get("MsgType") != "event":
            source = "click" if "bizmsgmenuid" in fields else "message"
        if source:
            follower.allowance.refresh(source, at=now)
            follower.spoke_at = now
        if event in {"subscribe", "unsubscribe"}:
            follower.follows = event == "subscribe"
        return self.sealed(openid, fields)

    async def custom_send(self, body: dict[str, Any]) -> dict[str, object]:
        """`message/custom/send`: refuse for the first reason that applies, else show it."""
        if not self.verified:
            raise Refusal(48001)
        kind = _checked_kind(body)
        follower = self._reachable(str(body.get("touser", "")))
        for media_id in _media_in(body[kind]):
            self.media.get(media_id)
        follower.allowance.spend(at=self.clock.now())
        follower.typing_until = float("-inf")
        await self.journal.accept(
            at=self.clock.now(), account=self.account.name, body=body, call="custom/send"
        )
        await asyncio.sleep(0)
        return {"errcode": 0, "errmsg": "ok"}

    async def typing(self, body: dict[str, Any]) -> dict[str, object]:
        """`message/custom/typing`."""
        follower, now = self._reachable(str(body.get("touser", ""))), self.clock.now()
        command = body.get("command")
        if command not in {"Typing", "CancelTyping"}:
            raise Refusal(45072)
        if now - follower.spoke_at > TYPING_NEEDS:
            raise Refusal(45080)
        if command == "Typing" and follower.typing_until > now:
            raise Refusal(45081)
        follower.typing_until = now + TYPING_LASTS if command == "Typing" else float("-inf")
        return {"errcode": 0, "errmsg": "ok"}

    def _reachable(self, openid: str) -> Follower:
        follower = self.followers.get(openid)
        if not follower:
            raise Refusal(40003)
        if not follower.follows:
            raise Refusal(43004)
        if follower.refuses:
            raise Refusal(48002)
        return follower


def _checked_kind(body: dict[str, Any]) -> str:
    """Return the message's kind, or raise what the platform says about a bad one."""
    kind = body.get("msgtype")
    if not isinstance(kind, str) or kind not in NEEDED:
        raise Refusal(40008)
    part = body.get(kind)
    if not isinstance(part, dict) or not part.get(NEEDED[kind]):
        raise Refusal(44004 if kind == "text" else 47001)
    if len(str(part.get("content", "")).encode()) > LONGEST_TEXT:
        raise Refusal(45002)
    if kind == "news" and len(part["articles"]) > 1:
        raise Refusal(45008)
    if kind == "msgmenu" and not all(
        isinstance(item, dict) and item.get("id") and item.get("content") for item in part["list"]
    ):
        raise Refusal(47001)
    return kind


def _media_in(part: dict[str, Any]) -> list[str]:
    return [str(part[name]) for name in ("media_id", "thumb_media_id") if part.get(name)]
