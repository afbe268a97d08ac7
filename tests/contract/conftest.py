"""A platform whose clock stands still, and a caller of its API."""

import socket
from collections.abc import AsyncIterator

import pytest

from tests.wechat.accounts import make_kf_account, make_official_account
from tests.wechat.caller import NOON, Caller
from tests.wechat.clock import VirtualClock
from tests.wechat.platform import Platform


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    """A platform whose clock stands still; nobody listens where it posts to."""
    with socket.socket() as taken:  # bound but not listening: every post is refused at once
        taken.bind(("127.0.0.1", 0))
        desk = f"http://127.0.0.1:{taken.getsockname()[1]}"
        accounts = (make_official_account(), make_kf_account())
        async with Platform(accounts, desk=desk, clock=VirtualClock(start=NOON, speed=0)) as running:
            yield running


@pytest.fixture
async def caller(platform: Platform) -> AsyncIterator[Caller]:
    made = Caller(platform)
    async with made.client:
        made.token = (await made.stable())["access_token"]
        yield made


@pytest.fixture
async def kf_caller(caller: Caller) -> Caller:
    account = caller.platform.kf.account
    asked = {"corpid": account.corp_id, "corpsecret": account.secret}
    caller.token = (await caller.client.get("/cgi-bin/gettoken", params=asked)).json()["access_token"]
    return caller
