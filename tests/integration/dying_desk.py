"""A desk that dies, or stumbles, at named points: before and after every commit and every send.

The points are put around the product from outside, so that nothing of them is in it. A commit's point is
named after the verb that began the transaction, a send's after the port. `python -m
tests.integration.dying_desk` has everything imported and forks a desk for each line on its standard input,
which is much faster than to start one.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from handoff.bots import Bots
from handoff.channels.wechat_messenger import WechatMessenger
from handoff.channels.wecom_messenger import WecomMessenger
from handoff.desk import at_work, pull
from handoff.desk.dispatch import Duty
from handoff.domain.safety import recognise_emergency
from handoff.serving import listen, serve
from handoff.settings import read_settings
from handoff.storage.pictures import Pictures
from handoff.storage.store import Store, Work

DIED = 86  # how a desk ends that died at a point
SOON = timedelta(seconds=1)  # instead of the leases of a busy desk
SENDS: tuple[tuple[type, str, str], ...] = (
    (Bots, "ask", "bot.ask"),
    (WechatMessenger, "send", "wechat.send"),
    (WechatMessenger, "picture", "wechat.picture"),
    (WecomMessenger, "send", "wecom.send"),
    (Pictures, "keep", "pictures.keep"),
)


class Stumble(Exception):  # noqa: N818 - it is what happens
    """What is raised at a point where the desk stumbles."""


class Points:
    """Every point that is passed for the first time, in a file; there the desk dies or stumbles."""

    def __init__(self, path: Path, deed: str, *, only: Collection[str] | None) -> None:
        self._path, self._deed, self._only = path, deed, only
        self._passed = set(passed(path))

    def hit(self, name: str) -> None:
        """Pass a point."""
        if name in self._passed or (self._only is not None and name not in self._only):
            return
        self._passed.add(name)
        with self._path.open("a", encoding="ascii") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        if self._deed == "die":
            os._exit(DIED)
        raise Stumble(name)

    def surround(self) -> None:
        """Put points around every commit and every send of this process."""
        write, commit = Store.write, Store._commit

        def named_write(store: Store) -> AbstractAsyncContextManager[Work]:
            return _named(write(store), _verb(sys._getframe(1)))

        async def named_commit(store: Store, connection: Any, work: Work) -> None:
            name = work.begun_by  # type: ignore[attr-defined]
            self.hit(f"{name}: before the commit")
            await commit(store, connection, work)
            self.hit(f"{name}: after the commit")

        Store.write, Store._commit = named_write, named_commit  # type: ignore[method-assign, assignment]
        for owner, method, name in SENDS:
            setattr(owner, method, self._around(getattr(owner, method), name))

    def _around(self, send: Callable[..., Awaitable[Any]], name: str) -> Callable[..., Awaitable[Any]]:
        @functools.wraps(send)
        async def named(*given: Any, **more: Any) -> Any:
            self.hit(f"{name}: before")
            done = await send(*given, **more)
            self.hit(f"{name}: after")
            return done

        return named


@asynccontextmanager
async def _named(transaction: AbstractAsyncContextManager[Work], name: str) -> AsyncIterator[Work]:
    async with transaction as work:
        work.begun_by = name  # type: ignore[attr-defined]
        yield work


def _verb(caller: FrameType) -> str:
    module = caller.f_globals["__name__"].removeprefix("handoff.").removeprefix("desk.")
    return f"{module}.{caller.f_code.co_name}"


def passed(path: Path) -> list[str]:
    """Return the points where a desk died or stumbled so far, in their order."""
    return path.read_text("ascii").splitlines() if path.exists() else []


def _run(asked: dict[str, Any]) -> None:
    """Serve until something ends this process."""
    os.environ.update(asked["environment"])
    at_work.LEASE_BEYOND_TIMEOUT = at_work.CHANNEL_LEASE = SOON
    pull.AFTER_TROUBLE = SOON.total_seconds()
    at_work.Duty = functools.partial(Duty, sweep_seconds=0.5)  # type: ignore[misc, assignment]
    if asked["deed"]:
        Points(Path(asked["points"]), asked["deed"], only=asked["only"]).surround()
    settings = read_settings()
    asyncio.run(serve(settings, listen(settings.host, settings.port)))


def main() -> None:
    """Fork one desk after the other; say who it is and how it ended."""
    recognise_emergency("漏气")  # loads its weights, for all of them
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                _run(json.loads(line))
            finally:
                os._exit(1)
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
