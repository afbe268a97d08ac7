"""An account's access token: in the database, asked for by one worker at a time, twice a minute at most."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from handoff.channels.platform import PlatformError
from handoff.domain.correspondent import AccountName
from handoff.domain.platform_token import PlatformToken
from handoff.errors import NotDelivered

log = logging.getLogger(__name__)
# Two questions a minute are what a persistent refusal may cost; more would be a storm.
BETWEEN_QUESTIONS = timedelta(seconds=31)
EARLY = timedelta(minutes=4)  # the platform gives a new one in the last five minutes of the old
LOOKS, BETWEEN_LOOKS = 25, 0.2  # while another worker asks
WHOEVER_ASKS = timedelta(seconds=LOOKS * BETWEEN_LOOKS)  # is done by then
INVALID = frozenset({40001, 40014, 42001, 42009})
Answer = TypeVar("Answer")


class TokenRows(Protocol):
    """Where the tokens are."""

    async def get(self, account: AccountName) -> PlatformToken | None:
        """Return the token that was stored last."""

    async def claim(self, account: AccountName, now: datetime, *, last_before: datetime) -> bool:
        """Take the turn to ask the platform; False where somebody asked since `last_before`."""

    async def put(self, account: AccountName, token: str, expires_at: datetime) -> None:
        """Store what the platform gave."""


class _Work(Protocol):
    @property
    def channel_tokens(self) -> TokenRows: ...


class TokenStore(Protocol):
    """The database, as far as tokens go."""

    def write(self) -> AbstractAsyncContextManager[_Work]:
        """Begin a writing transaction."""

    def read(self) -> AbstractAsyncContextManager[_Work]:
        """Begin a reading transaction."""


class TokenKeeper:
    """One account's token. `ask` fetches a new one from the platform: the token, and the seconds it holds."""

    def __init__(
        self,
        account: AccountName,
        store: TokenStore,
        *,
        ask: Callable[[], Awaitable[tuple[str, int]]],
        now: Callable[[], datetime],
    ) -> None:
        self._account = account
        self._store = store
        self._ask = ask
        self._now = now
        self._last: PlatformToken | None = None  # the database is asked where this one ages or is refused

    async def call(self, use: Callable[[str], Awaitable[Answer]]) -> Answer:
        """Make a call with a token; once more with a new one where the platform says that it is invalid.

        Raises PlatformError, and NotDelivered where no token can be had.
        """
        token = await self._valid()
        try:
            return await use(token)
        except PlatformError as error:
            if error.code not in INVALID:
                raise
        try:
            return await use(await self._renewed(token))
        except PlatformError as error:
            if error.code in INVALID:
                raise NotDelivered("account", may_retry=True) from None
            raise

    async def _valid(self) -> str:
        if self._last and self._last.expires_at - EARLY > self._now():
            return self._last.token
        stored = await self._stored()
        if stored and stored.expires_at - EARLY > self._now():
            return stored.token
        try:
            return await self._renewed(stored.token if stored else "")
        except NotDelivered:
            if stored and stored.expires_at > self._now():
                return stored.token  # it still holds for some minutes
            raise

    async def _renewed(self, failed: str) -> str:
        """Return another token than the one that failed: somebody else's new one, or one asked for now."""
        for _ in range(LOOKS):
            stored = await self._stored()
            if stored and stored.token != failed and stored.expires_at > self._now():
                return stored.token
            now = self._now()
            async with self._store.write() as work:
                is_ours = await work.channel_tokens.claim(
                    self._account, now, last_before=now - BETWEEN_QUESTIONS
                )
            if is_ours:
                return await self._fetch()
            if stored and stored.token == failed and now - stored.asked_at > WHOEVER_ASKS:
                break  # they have their answer, and it is the token that failed
            await asyncio.sleep(BETWEEN_LOOKS)
        raise NotDelivered("account", may_retry=True)

    async def _fetch(self) -> str:
        token, seconds = await self._ask()
        async with self._store.write() as work:
            await work.channel_tokens.put(self._account, token, self._now() + timedelta(seconds=seconds))
        return token

    async def _stored(self) -> PlatformToken | None:
        async with self._store.read() as work:
            self._last = await work.channel_tokens.get(self._account)
        return self._last
