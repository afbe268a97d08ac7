"""Who is at the door of which account: rings fold into one, the latest token counts."""

import asyncio
from collections import defaultdict

from handoff.domain.correspondent import AccountName, Bell


class Doorbells:
    """The bells of one worker. Nothing is lost with them: every account is looked at without a ring too."""

    def __init__(self) -> None:
        self._tokens: dict[AccountName, str] = {}
        self._rung: defaultdict[AccountName, asyncio.Event] = defaultdict(asyncio.Event)

    def ring(self, bell: Bell) -> None:
        """Let whoever waits at this account's door know."""
        self._tokens[bell.account] = bell.token
        self._rung[bell.account].set()

    async def wait(self, account: AccountName, seconds: float) -> str:
        """Wait for a ring, at most this long; return its token, empty where nobody rang."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung[account].wait()
        except TimeoutError:
            return ""
        self._rung[account].clear()
        return self._tokens.pop(account, "")
