"""An account that its platform refused is left alone for a while: every call more would be refused too.

The errcode table of both platforms: after a wrong address, secret or permission, or a used-up day, stop.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from handoff.errors import NotDelivered


class Rest:
    """One account's rest in this process. When it is over, one message shows whether the account is well."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._until: datetime | None = None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Raise NotDelivered while the account rests; begin a rest where what is done inside is refused."""
        left = (self._until - self._now()).total_seconds() if self._until else 0
        if left > 0:
            raise NotDelivered("account", may_retry=True, wait=left)
        try:
            yield
        except NotDelivered as refusal:
            if refusal.trouble == "account" and refusal.wait:
                self._until = self._now() + timedelta(seconds=refusal.wait)
            raise
