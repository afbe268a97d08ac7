"""The accounts that the operator connected: `channels.toml`, read once at start (docs/wechat.md)."""

import base64
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_KEY = re.compile(r"[A-Za-z0-9]{43}")
SHORTEST_TOKEN, WISE_TOKEN = 3, 32  # both are the platforms' own limits


class BadChannelsFileError(ValueError):
    """The channels file cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What every account has: a name of ours, its estate, and the secrets of its callbacks."""

    name: str
    estate: str
    token: str = field(repr=False)
    keys: tuple[bytes, ...] = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WechatAccount(Account):
    """A 公众号.

    `accepts_plain` takes unencrypted callbacks, whose bodies nobody signed: development only. `marks_bot` has
    WeChat show a line under the bot's messages that says so.
    """

    app_id: str
    original_id: str
    accepts_plain: bool = False
    marks_bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WecomAccount(Account):
    """A 微信客服 account of a company."""

    corp_id: str
    open_kfid: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts by name."""

    wechat: Mapping[str, WechatAccount] = field(default_factory=dict)
    wecom: Mapping[str, WecomAccount] = field(default_factory=dict)


def read_accounts(path: Path, *, production: bool) -> Accounts:
    """Read the file, or none where there is none; raises BadChannelsFileError."""
    if not path.is_file():
        return Accounts()
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadChannelsFileError(f"渠道文件 {path} 读不了：{error}") from None
    if unknown := set(written) - {"wechat", "wecom"}:
        raise BadChannelsFileError(f"渠道文件 {path} 里有不认识的渠道：{'、'.join(sorted(unknown))}。")
    wechat = [_wechat(table, production=production) for table in _tables(written, "wechat")]
    wecom = [_wecom(table) for table in _tables(written, "wecom")]
    return Accounts(
        {account.name: account for account in wechat}, {account.name: account for account in wecom}
    )


def _tables(written: dict[str, Any], channel: str) -> list["_Table"]:
    entries = written.get(channel, {})
    if not isinstance(entries, dict):
        raise BadChannelsFileError(f"{channel} 应该写成 [{channel}.账号名]。")
    return [_Table(f"{channel}.{name}", entry) for name, entry in entries.items()]


def _wechat(table: "_Table", *, production: bool) -> WechatAccount:
    accepts_plain = table.flag("accept_plain_for_development")
    if accepts_plain and production:
        raise BadChannelsFileError(
            f"[{table.name}] 正式环境不能打开 accept_plain_for_development。请删掉这一行，改用安全模式。"
        )
    account = WechatAccount(
        name=table.name.split(".", 1)[1],
        estate=table.text("estate"),
        token=table.text("token", shortest=SHORTEST_TOKEN),
        keys=table.keys(),
        secret=table.text("app_secret"),
        app_id=table.text("app_id"),
        original_id=table.text("original_id"),
        accepts_plain=accepts_plain,
        marks_bot=table.flag("mark_bot_as_ai"),
    )
    table.refuse_the_rest()
    return account


def _wecom(table: "_Table") -> WecomAccount:
    account = WecomAccount(
        name=table.name.split(".", 1)[1],
        estate=table.text("estate"),
        token=table.text("token", shortest=SHORTEST_TOKEN),
        keys=table.keys(),
        secret=table.text("secret"),
        corp_id=table.text("corp_id"),
        open_kfid=table.text("open_kfid"),
    )
    table.refuse_the_rest()
    return account


class _Table:
    """One account's table; whatever was not asked for is a slip of the pen."""

    def __init__(self, name: str, entry: object) -> None:
        if not isinstance(entry, dict):
            raise BadChannelsFileError(f"[{name}] 应该是一组“名称 = 内容”。")
        self.name = name
        self._left: dict[str, Any] = dict(entry)

    def text(self, key: str, *, shortest: int = 1) -> str:
        value = self._left.pop(key, None)
        if not isinstance(value, str) or len(value.strip()) < shortest:
            raise BadChannelsFileError(f"[{self.name}] 缺少 {key}，或它不是文字。")
        return value.strip()

    def flag(self, key: str) -> bool:
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            raise BadChannelsFileError(f"[{self.name}] 的 {key} 只能是 true 或 false。")
        return value

    def keys(self) -> tuple[bytes, ...]:
        """Return the present key, and the one before it while the platform may still use it."""
        written = [self.text("encoding_aes_key")]
        if "previous_encoding_aes_key" in self._left:
            written.append(self.text("previous_encoding_aes_key"))
        return tuple(self._key(value) for value in written)

    def _key(self, written: str) -> bytes:
        if not _KEY.fullmatch(written):
            raise BadChannelsFileError(f"[{self.name}] 的 EncodingAESKey 应该是43位字母和数字。")
        return base64.b64decode(f"{written}=")

    def refuse_the_rest(self) -> None:
        if self._left:
            raise BadChannelsFileError(f"[{self.name}] 里有不认识的项：{'、'.join(sorted(self._left))}。")
