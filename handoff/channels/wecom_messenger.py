"""微信客服's interface: the log that is pulled, messages, session states, one-time codes.

Sources: developer.work.weixin.qq.com/document/path/94670 (sync_msg), 94677 (send_msg), 95122
(send_msg_on_event), 94669 (service_state).
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from handoff import channel_phrases
from handoff.channels.account_line import AccountLine, Caller
from handoff.channels.accounts import WecomAccount
from handoff.channels.platform import Json, Platform, PlatformError
from handoff.channels.tokens import TokenStore
from handoff.channels.wecom import CHANNEL, EntryReader
from handoff.domain.correspondent import AccountName, Page
from handoff.domain.delivery import Outgoing, Trouble, labels
from handoff.errors import NotDelivered

_KF = "/cgi-bin/kf"
_TOKEN = "/cgi-bin/gettoken"  # noqa: S105 - an address
PAGE = 1000
NEW, BOT, QUEUE, PERSON, OVER = range(5)  # a session's states
WRONG_STATE, STALE_BELL, REFUSED_MOVE, MEDIA_GONE = 95018, 95007, 95016, 40007
# The session changed between two calls, or a picture that was handed in is not known: once more, or never.
_ONCE_MORE = frozenset({WRONG_STATE, REFUSED_MOVE, MEDIA_GONE})
LONGEST_LABEL = 128  # bytes of UTF-8
_TROUBLES: dict[int, tuple[Trouble, float | None]] = {
    -1: ("platform", 0),  # busy
    40096: ("unreachable", None),  # no such customer here
    84061: ("unreachable", None),  # no relation to the customer
    95001: ("quota", None),
    95002: ("window", None),
    95013: ("window", None),  # the session is over
    WRONG_STATE: ("window", None),  # it ended, here or there, before the words came
    REFUSED_MOVE: ("window", None),
    40058: ("window", None),  # a code that is used up or unknown
    45009: ("platform", 60),  # too many calls
    45033: ("platform", 60),  # too many at once
    40001: ("account", 300),  # secret
    40013: ("account", 300),  # CorpID
    48002: ("account", 300),  # the application may not
    60020: ("account", 300),  # this machine's address is not on the list
    95000: ("account", 300),  # open_kfid
    95003: ("account", 300),  # the company is not verified
    95004: ("account", 300),  # open_kfid
    95011: ("account", 300),  # the account is in another mode
    95012: ("account", 300),
    95017: ("account", 300),  # the interface is switched off
}


class WecomMessenger:
    """The line to one 微信客服 account, in both directions."""

    def __init__(
        self, account: WecomAccount, platform: Platform, store: TokenStore, *, now: Callable[[], datetime]
    ) -> None:
        name = AccountName(CHANNEL, account.name)
        self._account = account
        self._platform = platform
        self._reader = EntryReader(name, account.estate)
        caller = Caller(name, self._ask_for_token, _TROUBLES)
        self._line = AccountLine(caller, platform, store, now=now)

    @property
    def estate(self) -> str:
        """The estate that the account's customers belong to."""
        return self._account.estate

    async def pull(self, place: str, token: str) -> Page:
        """Return what is behind a place, from the beginning where it is empty; raises NotDelivered."""
        asked: Json = {"limit": PAGE, "open_kfid": self._account.open_kfid}
        asked |= {name: value for name, value in (("cursor", place), ("token", token)) if value}
        with self._line.told():
            try:
                answer = await self._post("sync_msg", asked)
            except PlatformError as error:
                if error.code != STALE_BELL:
                    raise
                return await self.pull(place, "")
        listed = answer.get("msg_list")
        entries = [self._reader.read(entry) for entry in listed] if isinstance(listed, list) else []
        behind = str(answer.get("next_cursor") or place)
        return Page(tuple(filter(None, entries)), behind, has_more=answer.get("has_more") == 1)

    async def send(self, person: str, message: Outgoing) -> int:
        """Send a message and return how many WeCom counts; raises NotDelivered."""
        with self._line.sending():
            return await self._send(person, message)

    async def _send(self, person: str, message: Outgoing) -> int:
        if message.code:
            return await self._send_by_code(message.code, person, message)
        if message.ends:
            return await self._send_by_code(await self._end(person), person, message)
        try:
            await self._speak(person, message)
        except PlatformError as error:
            if error.code not in _ONCE_MORE:
                raise
            await self._speak(person, message)
        return 1

    async def picture(self, media: str) -> bytes:
        """Return a picture that somebody sent; raises NotDelivered. WeCom keeps it three days."""
        return await self._line.picture(media)

    async def typing(self, person: str) -> None:
        """Do nothing: 微信客服 has no such call."""

    async def _speak(self, person: str, message: Outgoing) -> None:
        """Send as the bot; the session is claimed first, or WeCom gives it to whoever is on duty there."""
        await self._claim(person)
        whom = {"touser": person, "open_kfid": self._account.open_kfid}
        await self._post("send_msg", await self._body(person, message) | whom)

    async def _claim(self, person: str) -> None:
        """Have the session in the bot's hands; raises NotDelivered where somebody else has it."""
        state = (await self._post("service_state/get", self._session(person))).get("service_state")
        if state == NEW:
            await self._post("service_state/trans", self._session(person) | {"service_state": BOT})
        elif state in {QUEUE, PERSON}:
            raise NotDelivered("taken")
        elif state == OVER:
            raise NotDelivered("window")

    async def _end(self, person: str) -> str:
        """End the session and return the code that lets the question after it out."""
        moved = await self._post("service_state/trans", self._session(person) | {"service_state": OVER})
        return str(moved.get("msg_code", ""))

    async def _send_by_code(self, code: str, person: str, message: Outgoing) -> int:
        await self._post("send_msg_on_event", await self._body(person, message) | {"code": code})
        return 0  # it costs nothing of the allowance

    async def _body(self, person: str, message: Outgoing) -> Json:
        picture = message.picture
        if picture is None:
            return _body(person, message)
        media = await self._line.hand_in(picture)
        return _head(person, message) | {"msgtype": "image", "image": {"media_id": media}}

    def _session(self, person: str) -> Json:
        return {"open_kfid": self._account.open_kfid, "external_userid": person}

    async def _post(self, call: str, body: Json) -> Json:
        return await self._line.post(f"{_KF}/{call}", body)

    async def _ask_for_token(self) -> Json:
        asked = {"corpid": self._account.corp_id, "corpsecret": self._account.secret}
        return await self._platform.get(_TOKEN, asked)


def _head(person: str, message: Outgoing) -> Json:
    """Name a message; its id is the same whenever it is tried again, and names the line it came from."""
    owner = hashlib.sha256(person.encode()).hexdigest()[:16]
    return {"msgid": f"{owner}-{message.key}"}


def _body(person: str, message: Outgoing) -> Json:
    head = _head(person, message)
    if not message.choices:
        return head | {"msgtype": "text", "text": {"content": message.text}}
    lines = [
        {"type": "click", "click": {"id": choice.value, "content": _label(label)}}
        for choice, label in zip(message.choices, labels(message.choices), strict=True)
    ]
    menu = {"head_content": message.text, "list": lines, "tail_content": channel_phrases.CHOOSE}
    return head | {"msgtype": "msgmenu", "msgmenu": menu}


def _label(text: str) -> str:
    return text.encode()[:LONGEST_LABEL].decode(errors="ignore")
