"""One account's line to its platform: with its token, at rest after a refusal, errcodes told as troubles."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from handoff.channels.platform import Json, Platform, PlatformError
from handoff.channels.rest import Rest
from handoff.channels.tokens import TokenKeeper, TokenStore
from handoff.domain.correspondent import AccountName
from handoff.domain.delivery import Trouble
from handoff.errors import NotDelivered

_MEDIA = "/cgi-bin/media/get"
_UPLOAD = "/cgi-bin/media/upload"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls a platform, and how: `ask` is the call that a token comes from.

    `troubles` says what to do about each errcode: the trouble, and the seconds until it may go better (None:
    never; 0: soon, with a growing pause).
    """

    account: AccountName
    ask: Callable[[], Awaitable[Json]]
    troubles: Mapping[int, tuple[Trouble, float | None]]


class AccountLine:
    """What the lines to both platforms have in common; every call raises PlatformError or NotDelivered."""

    def __init__(
        self, caller: Caller, platform: Platform, store: TokenStore, *, now: Callable[[], datetime]
    ) -> None:
        self._caller = caller
        self._platform = platform
        self._rest = Rest(now)
        self._tokens = TokenKeeper(caller.account, store, ask=self._ask_for_token, now=now)

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Raise NotDelivered where a message does not go, or while the account rests."""
        with self._rest.kept(), self.told():
            yield

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell a refusal as what it means here; an unknown errcode is our own mistake and not tried again."""
        try:
            yield
        except PlatformError as error:
            trouble, wait = self._caller.troubles.get(error.code, ("rejected", None))
            raise NotDelivered(trouble, may_retry=wait is not None, wait=wait or None) from None

    async def post(self, path: str, body: Json) -> Json:
        """Return the answer to a call."""
        return await self._tokens.call(lambda token: self._platform.post(path, body, token=token))

    async def hand_in(self, picture: bytes) -> str:
        """Return the name by which a message may show this picture."""
        return await self._tokens.call(lambda token: self._platform.upload(_UPLOAD, picture, token=token))

    async def picture(self, media: str) -> bytes:
        """Return a picture that somebody sent; raises NotDelivered. The platforms keep it three days."""
        with self.told():
            return await self._tokens.call(lambda token: self._platform.download(_MEDIA, media, token=token))

    async def _ask_for_token(self) -> tuple[str, int]:
        try:
            with self.told():
                answer = await self._caller.ask()
            return str(answer["access_token"]), int(answer["expires_in"])
        except (KeyError, TypeError, ValueError):
            raise NotDelivered("platform", may_retry=True) from None
