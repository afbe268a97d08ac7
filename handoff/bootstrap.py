"""The one place that knows concrete classes: settings in, a wired desk out."""

import asyncio
import contextlib
import functools
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from handoff.bot import Breaker, RasaBot
from handoff.bots import Bots
from handoff.channels.accounts import read_accounts
from handoff.channels.opening import Bases, Channels, open_channels
from handoff.desk.at_work import Bells, Pace, at_work
from handoff.desk.channel_ports import Gate
from handoff.desk.lease import grant_grace
from handoff.desk.ports import Bot, Desk, Keeping, Limits
from handoff.desk.retain import erase_again
from handoff.desk.typing import Typist
from handoff.domain.correspondent import AccountName
from handoff.domain.events import Event
from handoff.domain.rate import SlidingWindow
from handoff.endings import end, for_ever
from handoff.feed import Hub
from handoff.holidays import HOLIDAYS_FILE, Holidays
from handoff.library import open_library
from handoff.metrics import Metrics
from handoff.settings import Settings
from handoff.storage.engine import dispose, open_engines, upgrade
from handoff.storage.pictures import Pictures
from handoff.storage.relations import index_the_rest
from handoff.storage.resealing import seal_anew
from handoff.storage.sealing import Seal, add_key, name_of_key, read_or_make_keys
from handoff.storage.store import Store
from handoff.storage.tombstones import Tombstones
from handoff.webhook import GroupRobot

if TYPE_CHECKING:
    from handoff.relay import Relay

TEN_MINUTES = 600
ADDRESSES_AT_ONCE = 50  # that may each open as many conversations of an estate as an address may


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """Everything that runs: the desk and what the web application needs beside it."""

    settings: Settings
    desk: Desk
    hub: Hub
    metrics: Metrics
    gates: Mapping[AccountName, Gate]
    relay: "Relay | None"


@contextlib.asynccontextmanager
async def open_store(
    settings: Settings, *, publish: Callable[[Event], None] = lambda _event: None
) -> AsyncIterator[Store]:
    """Open the database, upgraded; close it at the end. Commands use this while the desk may be running."""
    writer, reader = open_engines(settings.database_url)
    try:
        await upgrade(writer)
        seal = Seal(read_or_make_keys(settings.secret_key_file))
        await index_the_rest(writer, seal)
        yield Store(writer, reader, seal=seal, publish=publish)
    finally:
        await dispose(writer, reader)


async def rotate_keys(settings: Settings) -> int:
    """Seal everything with a new key; return how many values that were. Nobody else may be running."""
    async with open_store(settings):
        pass  # the schema is up to date, and the present keys are usable
    writer, reader = open_engines(settings.database_url)
    try:
        return await seal_anew(writer, Seal(add_key(settings.secret_key_file)))
    finally:
        await dispose(writer, reader)


@contextlib.asynccontextmanager
async def open_world(
    settings: Settings,
    *,
    bot: Bot | None = None,
    now: Callable[[], datetime] | None = None,
    worker: str = "desk",
    sweeping: bool = True,
) -> AsyncIterator[World]:
    """Open database, lines to bot, platforms and Redis, dispatchers, scheduler; close them at the end.

    `worker` names this desk process among several, the same after its restart. `now` is another clock than
    the machine's: tests and rehearsals own the time, and those that say themselves when what is due is done
    open it without `sweeping`.
    """
    relay, typist, now = _relay(settings), Typist(), now or _now
    hub, metrics, bells = Hub(outward=_outward(relay, typist)), Metrics(worker), Bells()

    def publish(event: Event) -> None:
        metrics.observe_event(event)
        hub.publish(event)
        bells.ring(event)

    async with (
        open_store(settings, publish=publish) as store,
        open_bot(settings, bot) as line,
        open_library(settings) as library,
        _open_channels(settings, store.apart("delivering"), now) as channels,
    ):
        desk = Desk(
            store=store,
            bot=line,
            presences=hub,
            pictures=Pictures(settings.uploads),
            library=library,
            calendar=Holidays(settings.data_dir / HOLIDAYS_FILE),
            robot=GroupRobot(settings.webhook_hosts, usual=settings.webhook_url),
            now=now,
            limits=_limits(settings),
            threshold=settings.confidence_threshold,
            turns_per_minute=settings.turns_per_minute,
            silence=timedelta(minutes=settings.silent_minutes),
            keeping=_keeping(settings),
            tombstones=Tombstones(settings.data_dir / "erased.txt"),
            messengers=channels.messengers,
            sources=channels.sources,
        )
        await grant_grace(desk)
        await erase_again(desk)
        pace = Pace(settings.bot_timeout, settings.sweep_seconds if sweeping else None)
        async with at_work(desk, bells, pace, worker=worker), _relaying(relay, hub), _typing(typist, desk):
            yield World(settings, desk, hub, metrics, channels.gates, relay)


def _outward(relay: "Relay | None", typist: Typist) -> Callable[[Event], None]:
    """Return what carries an event of this process to the other ones, and to residents' messengers."""

    def outward(event: Event) -> None:
        typist.offer(event)
        if relay:
            relay.send(event)

    return outward


def _keeping(settings: Settings) -> Keeping:
    return Keeping(
        conversations=timedelta(days=settings.keep_chats_days),
        tickets=timedelta(days=settings.keep_tickets_days),
    )


@contextlib.asynccontextmanager
async def _typing(typist: Typist, desk: Desk) -> AsyncIterator[None]:
    task = asyncio.create_task(typist.run(desk))
    try:
        yield
    finally:
        await end(task)


@contextlib.asynccontextmanager
async def _relaying(relay: "Relay | None", hub: Hub) -> AsyncIterator[None]:
    """Exchange events with the other desk processes while the context lasts."""
    task = (
        asyncio.create_task(for_ever(functools.partial(relay.run, hub.deliver, hub.close))) if relay else None
    )
    try:
        yield
    finally:
        if task:
            await end(task)


def _relay(settings: Settings) -> "Relay | None":
    """Return the line to the other desk processes, where the settings name a Redis."""
    if not settings.redis_url:
        return None
    from handoff.relay import Relay  # noqa: PLC0415 - Redis' client is not loaded where there is no Redis

    keys = read_or_make_keys(settings.secret_key_file)
    return Relay(settings.redis_url, Seal(keys), channel=f"linda:{name_of_key(keys[0])}")


def _open_channels(
    settings: Settings, store: Store, now: Callable[[], datetime]
) -> contextlib.AbstractAsyncContextManager[Channels]:
    accounts = read_accounts(settings.channels_file, production=settings.is_production)
    bases = Bases(wechat=settings.wechat_api_base, wecom=settings.wecom_api_base)
    return open_channels(accounts, store, bases=bases, now=now)


@contextlib.asynccontextmanager
async def open_bot(settings: Settings, given: Bot | None = None) -> AsyncIterator[Bot]:
    """Open the line to the bots, unless one is given; close it at the end."""
    if given:
        yield given
        return
    bots = Bots(
        [
            RasaBot(url, timeout=settings.bot_timeout, breaker=Breaker(time.monotonic))
            for url in settings.bot_urls
        ]
    )
    try:
        yield bots
    finally:
        await bots.close()


def _limits(settings: Settings) -> Limits:
    return Limits(
        by_address=SlidingWindow(settings.conversations_per_address, TEN_MINUTES),
        by_estate=SlidingWindow(settings.conversations_per_address * ADDRESSES_AT_ONCE, TEN_MINUTES),
    )
