"""A 公众号's customer-service interface: messages, pictures (developers.weixin.qq.com/doc/service)."""

from collections.abc import Callable
from datetime import datetime

from handoff import channel_phrases
from handoff.channels.account_line import AccountLine, Caller
from handoff.channels.accounts import WechatAccount
from handoff.channels.platform import Json, Platform, PlatformError
from handoff.channels.tokens import TokenStore
from handoff.channels.wechat import CHANNEL
from handoff.domain.correspondent import AccountName
from handoff.domain.delivery import LARGEST_TEXT, Outgoing, Trouble, labels, split

_SEND = "/cgi-bin/message/custom/send"
_TYPING = "/cgi-bin/message/custom/typing"
_TOKEN = "/cgi-bin/stable_token"  # noqa: S105 - an address
TOO_LONG, MEDIA_GONE = 45002, 40007
# Shows 「内容由第三方AI生成」 under a message: in pages since 2025 and in public clients of the interface.
_BY_AI: Json = {"aimsgcontext": {"is_ai_msg": 1}}
_TROUBLES: dict[int, tuple[Trouble, float | None]] = {
    -1: ("platform", 0),  # busy
    40003: ("unreachable", None),  # no such person here
    43004: ("unreachable", None),  # they do not follow
    48002: ("unreachable", None),  # they refuse messages
    45047: ("quota", None),
    45015: ("window", None),
    45011: ("platform", 60),  # too many calls a minute
    45009: ("account", 1800),  # the day's calls are used up
    40164: ("account", 300),  # this machine's address is not on the list
    40013: ("account", 300),  # AppID
    40125: ("account", 300),  # AppSecret
    48001: ("account", 300),  # the account may not send
    48004: ("account", 300),  # the interface is blocked
}


class WechatMessenger:
    """The line to one 公众号."""

    def __init__(
        self, account: WechatAccount, platform: Platform, store: TokenStore, *, now: Callable[[], datetime]
    ) -> None:
        self._account = account
        self._platform = platform
        caller = Caller(AccountName(CHANNEL, account.name), self._ask_for_token, _TROUBLES)
        self._line = AccountLine(caller, platform, store, now=now)

    @property
    def estate(self) -> str:
        """The estate that its residents belong to."""
        return self._account.estate

    async def send(self, person: str, message: Outgoing) -> int:
        """Send a message and return how many WeChat counts; raises NotDelivered."""
        with self._line.sending():
            return await self._send(person, message)

    async def _send(self, person: str, message: Outgoing) -> int:
        try:
            await self._line.post(_SEND, await self._body(person, message))
        except PlatformError as error:
            if error.code == TOO_LONG and not message.choices:
                return await self._send_halves(person, message)
            if error.code != MEDIA_GONE or message.picture is None:
                raise
            await self._line.post(_SEND, await self._body(person, message))  # handed in once more, or never
        return 1

    async def _body(self, person: str, message: Outgoing) -> Json:
        picture = message.picture
        if picture is None:
            return self._marked(message, _body(person, message))
        media = await self._line.hand_in(picture)
        return {"touser": person, "msgtype": "image", "image": {"media_id": media}}

    async def _send_halves(self, person: str, message: Outgoing) -> int:
        """Send in two what WeChat finds too long in one, against its own rule."""
        halves = split(message.text, LARGEST_TEXT // 2)
        for half in halves:
            await self._line.post(_SEND, self._marked(message, _text(person, half)))
        return len(halves)

    def _marked(self, message: Outgoing, body: Json) -> Json:
        """Say under the bot's words whose they are, where the account wants it."""
        return body | _BY_AI if self._account.marks_bot and message.by_bot else body

    async def picture(self, media: str) -> bytes:
        """Return a picture that somebody sent; raises NotDelivered. WeChat keeps it three days."""
        return await self._line.picture(media)

    async def typing(self, person: str) -> None:
        """Show for up to 15 seconds that somebody writes; raises NotDelivered, which matters to nobody."""
        with self._line.told():
            await self._line.post(_TYPING, {"touser": person, "command": "Typing"})

    async def _ask_for_token(self) -> Json:
        body = {
            "grant_type": "client_credential",
            "appid": self._account.app_id,
            "secret": self._account.secret,
            "force_refresh": False,
        }
        return await self._platform.post(_TOKEN, body)


def _body(person: str, message: Outgoing) -> Json:
    if not message.choices:
        return _text(person, message.text)
    items = [
        {"id": choice.value, "content": label}
        for choice, label in zip(message.choices, labels(message.choices), strict=True)
    ]
    menu = {"head_content": message.text, "list": items, "tail_content": channel_phrases.CHOOSE}
    return {"touser": person, "msgtype": "msgmenu", "msgmenu": menu}


def _text(person: str, text: str) -> Json:
    return {"touser": person, "msgtype": "text", "text": {"content": text}}
