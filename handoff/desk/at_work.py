"""What a desk process works off while it lasts: each kind of work has a turn of its own at the database."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

from handoff.desk.admit import admit
from handoff.desk.answer import answer
from handoff.desk.deliver import deliver
from handoff.desk.dispatch import Dispatcher, Duty
from handoff.desk.ports import Desk
from handoff.desk.pull import keep_pulling
from handoff.desk.sweep import Scheduler
from handoff.desk.watch_door import DoorWatch
from handoff.domain.correspondent import InboxJob
from handoff.domain.delivery import DeliveryJob
from handoff.domain.events import CallbackStored, Event, TurnAdded
from handoff.domain.records import Job
from handoff.endings import end, for_ever

LEASE_BEYOND_TIMEOUT = timedelta(seconds=12)
# A kill doubles what was sent and not yet marked: so many messages at the most. One is what we promise; at a
# platform's usual tenth of a second that is 36,000 an hour for each desk process.
SENT_AT_ONCE = 1
TAKEN_AHEAD = 3  # conversations to send to, so that one turn at the database takes four of them
# Working off is the processor's work: more at once is not sooner, and the platforms wait the longer for the
# `success` of what they hand in meanwhile.
ADMITTED_AT_ONCE = 4
CHANNEL_LEASE = timedelta(seconds=45)  # longer than the platforms' slowest answers together
CHANNEL_SWEEP = 1.0  # seconds; what a platform did not take or give is tried again soon


class Bells:
    """What wakes each dispatcher, before its next sweep."""

    def __init__(self) -> None:
        self.outbox, self.inbox, self.deliveries = asyncio.Event(), asyncio.Event(), asyncio.Event()

    def ring(self, event: Event) -> None:
        """Wake whoever has work because of an event."""
        if isinstance(event, TurnAdded):
            if event.turn.author.kind == "resident":
                self.outbox.set()  # it may have left a question for the bot
            self.deliveries.set()  # or is itself to be sent
        elif isinstance(event, CallbackStored):
            self.inbox.set()


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the bot may take, and how often the desk looks for what is due, if it does; seconds."""

    bot_timeout: float
    sweep_seconds: float | None


@contextlib.asynccontextmanager
async def at_work(desk: Desk, bells: Bells, pace: Pace, *, worker: str) -> AsyncIterator[None]:
    """Work off the queues while the context lasts; `worker` names this process among several."""
    loops = [_asking(_apart(desk, "asking"), bells, timedelta(seconds=pace.bot_timeout), worker).run]
    if pace.sweep_seconds is not None:
        loops.append(Scheduler(_apart(desk, "sweeping"), seconds=pace.sweep_seconds).run)
    if desk.messengers:
        pulling = _apart(desk, "taking in")
        loops += [
            DoorWatch(pulling).run,
            _admitting(_apart(desk, "admitting"), bells, worker).run,
            _delivering(_apart(desk, "delivering"), bells, worker).run,
            *(functools.partial(keep_pulling, pulling, account, worker=worker) for account in desk.sources),
        ]
    tasks = [asyncio.create_task(for_ever(loop)) for loop in loops]
    try:
        yield
    finally:
        await end(*tasks)
        await desk.letterbox.close()


def _apart(desk: Desk, kind: str) -> Desk:
    return replace(desk, store=desk.store.apart(kind))


def _asking(desk: Desk, bells: Bells, bot_timeout: timedelta, worker: str) -> Dispatcher[Job]:
    duty: Duty[Job] = Duty(
        queue=lambda work: work.outbox,
        work_off=functools.partial(answer, desk),
        lease=bot_timeout + LEASE_BEYOND_TIMEOUT,
        worker=worker,
    )
    return Dispatcher(desk.store, duty, woken=bells.outbox, now=desk.now)


def _admitting(desk: Desk, bells: Bells, worker: str) -> Dispatcher[InboxJob]:
    duty: Duty[InboxJob] = Duty(
        queue=lambda work: work.inbox,
        work_off=functools.partial(admit, desk),
        lease=CHANNEL_LEASE,
        sweep_seconds=CHANNEL_SWEEP,
        worker=worker,
        at_once=ADMITTED_AT_ONCE,
    )
    return Dispatcher(desk.store, duty, woken=bells.inbox, now=desk.now)


def _delivering(desk: Desk, bells: Bells, worker: str) -> Dispatcher[DeliveryJob]:
    duty: Duty[DeliveryJob] = Duty(
        queue=lambda work: work.deliveries,
        work_off=functools.partial(deliver, desk),
        lease=CHANNEL_LEASE,
        worker=worker,
        sweep_seconds=CHANNEL_SWEEP,
        at_once=SENT_AT_ONCE,
        ahead=TAKEN_AHEAD,
    )
    return Dispatcher(desk.store, duty, woken=bells.deliveries, now=desk.now)
