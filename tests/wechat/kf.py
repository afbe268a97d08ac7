"""A 微信客服 account on the platform: a log that is pulled by cursor, and a doorbell."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.wechat import messages
from tests.wechat.accounts import KfAccount
from tests.wechat.clock import VirtualClock
from tests.wechat.envelopes import Envelope, seal
from tests.wechat.journal import Journal
from tests.wechat.media import MediaShelf
from tests.wechat.pusher import Delivery, Pusher
from tests.wechat.refusal import Refusal
from tests.wechat.sessions import BOT, NEW, OVER, PERSON, TWENTY_SECONDS, TWO_DAYS, Session
from tests.wechat.tokens import TokenDesk

HISTORY = 3 * 86_400.0
BELL_WORKS = 600.0
WITHOUT_BELL = (6, 60.0)  # calls in seconds without a callback's token; the real limit is not published
CUSTOMER, SYSTEM, SERVICER = 3, 4, 5
MSGID = re.compile(r"[0-9a-zA-Z_-]{1,32}")


@dataclass
class KfDesk:
    """One account: what customers do is logged and rung for; the desk pulls and calls."""

    account: KfAccount
    clock: VirtualClock
    journal: Journal
    media: MediaShelf
    pusher: Pusher
    greets: bool = False  # a native greeting: then no welcome_code is given
    page: int = 1000  # the most messages on one page, whatever was asked for
    empty_pages: int = 0  # how many pages answer has_more without a message
    grabs: str = ""  # a servicer who takes every new session at once
    servicers: dict[str, int] = field(default_factory=lambda: {"zhangwei": 1, "lina": 1, "resting": 2})
    log: list[dict[str, Any]] = field(default_factory=list)
    sessions: dict[str, Session] = field(default_factory=dict)
    tokens: TokenDesk = field(init=False)
    begins_at: int = field(init=False)
    _bells: dict[str, float] = field(default_factory=dict)
    _unrung: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens = TokenDesk(self.clock)
        # A desk may come with a cursor of an earlier run; it must lie before this run's first entry.
        self.begins_at = int(self.clock.now()) << 12

    async def send(
        self, customer: str, kind: str, part: Mapping[str, Any], *, ring: bool = True
    ) -> Delivery | None:
        """Let a customer send something; without `ring` the callback is lost on its way."""
        now, session = self.clock.now(), self.session(customer)
        session.customer_wrote(now)
        self.append(customer, CUSTOMER, kind, part)
        if self.grabs and session.state == NEW:
            self.take(customer, self.grabs)
        return await self.ring() if ring else None

    async def say(
        self, customer: str, content: str, *, menu_id: str = "", ring: bool = True
    ) -> Delivery | None:
        part = {"content": content} | ({"menu_id": menu_id} if menu_id else {})
        return await self.send(customer, "text", part, ring=ring)

    async def enter(self, customer: str, *, scene: str = "", parameter: str = "") -> Delivery:
        """Open the chat: an event, with a welcome code when the rules allow one."""
        session, now = self.session(customer), self.clock.now()
        fields: dict[str, Any] = {"event_type": "enter_session", "scene": scene or "123"}
        if parameter:
            fields["scene_param"] = parameter
        if not self.greets and now - session.spoke_at > TWO_DAYS:
            fields["welcome_code"] = session.give_code(
                at=now, lasts=TWENTY_SECONDS, state=None, kinds={"text", "msgmenu"}
            )
        self.event(customer, **fields)
        return await self.ring()

    def take(self, customer: str, servicer: str) -> None:
        """Let somebody in the WeCom app take the session: the event carries a code."""
        code = self.session(customer).move(PERSON, servicer=servicer, at=self.clock.now())
        self.event(
            customer,
            event_type="session_status_change",
            change_type=1,
            old_servicer_userid="",
            new_servicer_userid=servicer,
            msg_code=code,
        )

    def finish(self, customer: str) -> None:
        """Let the servicer end the session."""
        session = self.session(customer)
        old, code = session.servicer, session.move(OVER, at=self.clock.now())
        self.event(
            customer,
            event_type="session_status_change",
            change_type=3,
            old_servicer_userid=old,
            new_servicer_userid="",
            msg_code=code,
        )

    def servicer_says(self, customer: str, content: str) -> None:
        """Let the servicer answer in the WeCom app."""
        servicer = self.session(customer).servicer
        self.append(customer, SERVICER, "text", {"content": content}, servicer=servicer)

    def recall(self, customer: str, msgid: str) -> None:
        self.event(customer, event_type="user_recall_msg", recall_msgid=msgid)

    def session(self, customer: str) -> Session:
        return self.sessions.setdefault(customer, Session())

    def event(self, customer: str, **fields: Any) -> None:
        known = {"open_kfid": self.account.open_kfid, "external_userid": customer}
        self.append(customer, SYSTEM, "event", known | fields)

    def append(
        self, customer: str, origin: int, kind: str, part: Mapping[str, Any], *, servicer: str = ""
    ) -> dict[str, Any]:
        entry = {
            "msgid": secrets.token_urlsafe(16),
            "open_kfid": self.account.open_kfid,
            "send_time": int(self.clock.now()),
            "origin": origin,
            "msgtype": kind,
            kind: dict(part),
        }
        if origin != SYSTEM:  # an event names its customer inside
            entry["external_userid"] = customer
        if servicer:
            entry["servicer_userid"] = servicer
        self.log.append(entry)
        return entry

    async def ring(self) -> Delivery:
        """Post the doorbell: it says that there is something, and carries a token for ten minutes."""
        return await self.pusher.push(self.account, self.bell)

    def bell(self) -> Envelope:
        now, token = self.clock.now(), "ENC" + secrets.token_urlsafe(60)
        self._bells[token] = now + BELL_WORKS
        fields = {
            "ToUserName": self.account.corp_id,
            "CreateTime": int(now),
            "MsgType": "event",
            "Event": "kf_msg_or_event",
            "Token": token,
            "OpenKfId": self.account.open_kfid,
        }
        return seal(self.account, messages.to_xml(fields), at=now)

    def admit(self, token: str) -> None:
        """Check a pull's token, or count it against the strict limit of pulls without one."""
        now = self.clock.now()
        if token:
            if self._bells.get(token, 0) < now:
                raise Refusal(95007)
            return
        most, seconds = WITHOUT_BELL
        self._unrung = [at for at in self._unrung if now - at < seconds]
        if len(self._unrung) >= most:
            raise Refusal(45009)
        self._unrung.append(now)

    def first_kept(self) -> int:
        """Return where the history of the last three days begins."""
        oldest = self.clock.now() - HISTORY
        return next((n for n, one in enumerate(self.log) if one["send_time"] >= oldest), len(self.log))

    def may_send(self, customer: str) -> Session:
        """Return the session when the desk may send into it, else raise."""
        session, now = self.sessions.get(customer), self.clock.now()
        if not session:
            raise Refusal(40096)
        session.settle(now)
        if session.state not in {NEW, BOT}:
            raise Refusal(95018)
        session.allowance.spend(at=now)
        return session
