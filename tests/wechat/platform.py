"""The stand-in platform: accounts of both kinds behind one address, as the desk's settings name it."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import TracebackType

from tests.wechat.accounts import Account, KfAccount, OfficialAccount
from tests.wechat.clock import VirtualClock
from tests.wechat.journal import Journal
from tests.wechat.kf import KfDesk
from tests.wechat.media import MediaShelf
from tests.wechat.official import OfficialDesk
from tests.wechat.pusher import Pusher, Weather
from tests.wechat.server import serving
from tests.wechat.trouble import Trouble


@dataclass
class Platform:
    """Everything that stands for WeChat; `desk` is the address of the desk that it posts to."""

    accounts: tuple[Account, ...]
    desk: str = "http://127.0.0.1:8000"
    clock: VirtualClock = field(default_factory=VirtualClock)
    port: int = 0
    journal: Journal = field(default_factory=Journal)
    url: str = ""
    weather: Weather = field(default_factory=Weather)

    def __post_init__(self) -> None:
        self.trouble = Trouble(self.clock)
        self.media = MediaShelf(self.clock)
        self.pusher = Pusher(self.desk, self.clock, self.journal, self.weather)
        shared = (self.clock, self.journal, self.media, self.pusher)
        self.officials = [
            OfficialDesk(one, *shared) for one in self.accounts if isinstance(one, OfficialAccount)
        ]
        self.kfs = [KfDesk(one, *shared) for one in self.accounts if isinstance(one, KfAccount)]
        self._stack = AsyncExitStack()

    @property
    def official(self) -> OfficialDesk:
        return self.officials[0]

    @property
    def kf(self) -> KfDesk:
        return self.kfs[0]

    def move_desk(self, address: str) -> None:
        """Post to another address from now on."""
        self.desk = self.pusher.desk = address

    async def __aenter__(self) -> Platform:
        self.url = await self._stack.enter_async_context(serving(self))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, trace)
