"""The one place that knows concrete classes: settings in, a wired desk out."""

import asyncio
import contextlib
import functools
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handoff.bot import Breaker, RasaBot
from handoff.desk.answer import answer
from handoff.desk.dispatch import Dispatcher
from handoff.desk.lease import grant_grace
from handoff.desk.ports import Bot, Desk, Limits
from handoff.desk.sweep import Scheduler
from handoff.domain.events import Event, TurnAdded
from handoff.domain.rate import SlidingWindow
from handoff.feed import Hub
from handoff.metrics import Metrics
from handoff.settings import Settings
from handoff.storage.engine import dispose, open_engines, upgrade
from handoff.storage.pictures import Pictures
from handoff.storage.sealing import Seal, read_or_make_key
from handoff.storage.store import Store

LEASE_BEYOND_TIMEOUT = timedelta(seconds=12)
TEN_MINUTES = 600
QUARTER = 900
SIGN_INS_BY_NAME = 10
SIGN_INS_BY_ADDRESS = 300  # a whole office behind one address


@dataclass(frozen=True, slots=True)
class World:
    """Everything that runs: the desk and what the web application needs beside it."""

    settings: Settings
    desk: Desk
    hub: Hub
    metrics: Metrics


@contextlib.asynccontextmanager
async def open_store(
    settings: Settings, *, publish: Callable[[Event], None] = lambda _event: None
) -> AsyncIterator[Store]:
    """Open the database, upgraded; close it at the end. Commands use this while the desk may be running."""
    writer, reader = open_engines(settings.database_url)
    try:
        await upgrade(writer)
        yield Store(writer, reader, seal=Seal(read_or_make_key(settings.secret_key_file)), publish=publish)
    finally:
        await dispose(writer, reader)


@contextlib.asynccontextmanager
async def open_world(
    settings: Settings, *, bot: Bot | None = None, now: Callable[[], datetime] | None = None
) -> AsyncIterator[World]:
    """Open the database, the line to the bot, dispatcher and scheduler; close them at the end.

    `now` is another clock than the machine's: tests and rehearsals own the time.
    """
    hub, metrics, woken = Hub(), Metrics(), asyncio.Event()

    def publish(event: Event) -> None:
        metrics.observe_event(event)
        hub.publish(event)
        if isinstance(event, TurnAdded):
            woken.set()  # it may have left a question in the outbox

    async with open_store(settings, publish=publish) as store, open_bot(settings, bot) as line:
        desk = Desk(
            store=store,
            bot=line,
            presences=hub,
            pictures=Pictures(settings.uploads),
            now=now or _now,
            limits=_limits(settings),
            threshold=settings.confidence_threshold,
            turns_per_minute=settings.turns_per_minute,
            silence=timedelta(minutes=settings.silent_minutes),
        )
        lease = timedelta(seconds=settings.bot_timeout) + LEASE_BEYOND_TIMEOUT
        dispatcher = Dispatcher(
            store, functools.partial(answer, desk), woken=woken, now=desk.now, lease=lease
        )
        await grant_grace(desk)
        scheduler = Scheduler(desk, seconds=settings.sweep_seconds)
        working = [asyncio.create_task(loop.run()) for loop in (dispatcher, scheduler)]
        try:
            yield World(settings, desk, hub, metrics)
        finally:
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)


@contextlib.asynccontextmanager
async def open_bot(settings: Settings, given: Bot | None = None) -> AsyncIterator[Bot]:
    """Open the line to the bot, unless one is given; close it at the end."""
    if given:
        yield given
        return
    rasa = RasaBot(settings.bot_url, timeout=settings.bot_timeout, breaker=Breaker(time.monotonic))
    try:
        yield rasa
    finally:
        await rasa.close()


def _limits(settings: Settings) -> Limits:
    return Limits(
        openings=SlidingWindow(settings.conversations_per_address, TEN_MINUTES),
        sign_ins_by_name=SlidingWindow(SIGN_INS_BY_NAME, QUARTER),
        sign_ins_by_address=SlidingWindow(SIGN_INS_BY_ADDRESS, QUARTER),
    )


def _now() -> datetime:
    return datetime.now(UTC)
