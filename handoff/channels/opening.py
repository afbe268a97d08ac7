"""The channels as they stand in the channels file: a gate and a messenger for each account."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from handoff.channels.accounts import Accounts, WecomAccount
from handoff.channels.platform import Platform
from handoff.channels.tokens import TokenStore
from handoff.channels.wechat import CHANNEL as WECHAT
from handoff.channels.wechat import WechatGate
from handoff.channels.wechat_messenger import WechatMessenger
from handoff.channels.wecom import CHANNEL as WECOM
from handoff.channels.wecom import WecomGate
from handoff.channels.wecom_messenger import WecomMessenger
from handoff.domain.correspondent import AccountName


@dataclass(frozen=True, slots=True)
class Channels:
    """What comes in by account, what goes out, and what must be pulled."""

    gates: Mapping[AccountName, WechatGate | WecomGate] = field(default_factory=dict)
    messengers: Mapping[AccountName, WechatMessenger | WecomMessenger] = field(default_factory=dict)
    sources: Mapping[AccountName, WecomMessenger] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bases:
    """Where the platforms' interfaces are."""

    wechat: str
    wecom: str


@asynccontextmanager
async def open_channels(
    accounts: Accounts, store: TokenStore, *, bases: Bases, now: Callable[[], datetime]
) -> AsyncIterator[Channels]:
    """Open every account's gate and line; hang up at the end."""
    wechat, wecom = Platform(bases.wechat), Platform(bases.wecom)
    try:
        official = {AccountName(WECHAT, account.name): account for account in accounts.wechat.values()}
        kf = {AccountName(WECOM, account.name): account for account in accounts.wecom.values()}
        sources = {name: WecomMessenger(account, wecom, store, now=now) for name, account in kf.items()}
        lines = {name: WechatMessenger(account, wechat, store, now=now) for name, account in official.items()}
        yield Channels(
            {name: WechatGate(account) for name, account in official.items()}
            | {name: WecomGate(account, _companions(account, kf)) for name, account in kf.items()},
            {**lines, **sources},
            sources,
        )
    finally:
        await wechat.close()
        await wecom.close()


def _companions(account: WecomAccount, kf: Mapping[AccountName, WecomAccount]) -> dict[str, AccountName]:
    """Return the accounts of the same company by their open_kfid."""
    return {other.open_kfid: name for name, other in kf.items() if other.corp_id == account.corp_id}
