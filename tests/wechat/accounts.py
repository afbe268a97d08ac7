"""Made-up accounts on the platform, and the channels file that tells the desk about them."""

from __future__ import annotations

import secrets
import string
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True)
class OfficialAccount:
    """A 公众号: `original_id` is the gh_ id that callbacks are addressed to."""

    name: str
    estate: str
    app_id: str
    app_secret: str
    original_id: str
    token: str
    encoding_aes_key: str

    @property
    def receive_id(self) -> str:
        return self.app_id

    @property
    def callback_path(self) -> str:
        return f"/channels/wechat/{self.name}"


@dataclass(frozen=True)
class KfAccount:
    """A 微信客服 account of one company."""

    name: str
    estate: str
    corp_id: str
    secret: str
    open_kfid: str
    token: str
    encoding_aes_key: str

    @property
    def receive_id(self) -> str:
        return self.corp_id

    @property
    def callback_path(self) -> str:
        return f"/channels/wecom/{self.name}"


Account = OfficialAccount | KfAccount


def make_official_account(name: str = "demo", *, estate: str = "yunshan") -> OfficialAccount:
    return OfficialAccount(
        name=name,
        estate=estate,
        app_id="wx" + secrets.token_hex(8),
        app_secret=secrets.token_hex(16),
        original_id="gh_" + secrets.token_hex(6),
        token=_word(32),
        encoding_aes_key=_word(43),
    )


def make_kf_account(name: str = "demo", *, estate: str = "yunshan") -> KfAccount:
    return KfAccount(
        name=name,
        estate=estate,
        corp_id="ww" + secrets.token_hex(8),
        secret=_word(43),
        open_kfid="wk" + _word(30),
        token=_word(32),
        encoding_aes_key=_word(43),
    )


def write_channels(path: Path, *accounts: Account) -> None:
    """Write the desk's channels file; it holds secrets, so nobody else may read it."""
    path.touch(mode=0o600)
    path.write_text("\n".join(map(_section, accounts)), encoding="utf-8")


def read_channels(path: Path) -> list[Account]:
    """Read such a file back."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    found: list[Account] = [
        OfficialAccount(name=name, **fields) for name, fields in written.get("wechat", {}).items()
    ]
    return found + [KfAccount(name=name, **fields) for name, fields in written.get("wecom", {}).items()]


def _section(account: Account) -> str:
    kind = "wechat" if isinstance(account, OfficialAccount) else "wecom"
    lines = [f"[{kind}.{account.name}]"]
    lines += [f'{field} = "{value}"' for field, value in asdict(account).items() if field != "name"]
    return "\n".join(lines) + "\n"


def _word(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
