"""The channels as they stand in the channels file: a gate and a messenger for each account."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from handoff.channels.accounts import Accounts
from handoff.channels.platform import Platform
from handoff.channels.tokens import TokenStore
from handoff.channels.wechat import CHANNEL as WECHAT
from handoff.channels.wechat import WechatGate
from handoff.channels.wechat_messenger import WechatMessenger
from handoff.domain.correspondent import AccountName


@dataclass(frozen=True, slots=True)
class Channels:
    """What comes in by account, and what goes out."""

    gates: Mapping[AccountName, WechatGate] = field(default_factory=dict)
    messengers: Mapping[AccountName, WechatMessenger] = field(default_factory=dict)


@asynccontextmanager
async def open_channels(
    accounts: Accounts, store: TokenStore, *, wechat_base: str, now: Callable[[], datetime]
) -> AsyncIterator[Channels]:
    """Open every account's gate and line; hang up at the end."""
    wechat = Platform(wechat_base)
    try:
        names = {AccountName(WECHAT, account.name): account for account in accounts.wechat.values()}
        yield Channels(
            {name: WechatGate(account) for name, account in names.items()},
            {name: WechatMessenger(account, wechat, store, now=now) for name, account in names.items()},
        )
    finally:
        await wechat.close()
