"""What happens because time passed: every sweep is called every few seconds and told what time it is.

A sweep looks for what is due by `as_of`, does it in its own transaction, and leaves a dated record under a
unique key, so that another worker, a restart, or the same moment again does nothing twice. What became due
while nobody was running is done by the first sweep after the start.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from handoff.desk.figures import watch_figures
from handoff.desk.forget_callbacks import forget_old_callbacks
from handoff.desk.knowledge.accept import keep_accepted
from handoff.desk.lease import return_the_vanished
from handoff.desk.offer import offer_onwards
from handoff.desk.ports import Desk
from handoff.desk.ratings import remind_of_ratings
from handoff.desk.retain import purge_conversations, purge_tickets
from handoff.desk.return_to_bot import return_the_silent
from handoff.desk.ring import climb_ladders
from handoff.desk.service_times import heed_calendar
from handoff.desk.sweep_pictures import sweep_pictures
from handoff.desk.watch_answers import watch_answers
from handoff.desk.watch_incidents import watch_incidents
from handoff.desk.watch_promises import watch_promises
from handoff.desk.watch_queue import watch_queue
from handoff.desk.watch_tickets import watch_tickets
from handoff.desk.webhook import deliver_alerts
from handoff.errors import Busy

log = logging.getLogger(__name__)
Sweep = Callable[[Desk, datetime], Awaitable[None]]
# Whoever has something to do in time adds it here; those that raise alerts come before the ladder.
SWEEPS: tuple[Sweep, ...] = (
    heed_calendar,
    return_the_vanished,
    return_the_silent,
    offer_onwards,
    watch_queue,
    watch_answers,
    watch_tickets,
    purge_conversations,
    purge_tickets,
    watch_promises,
    watch_incidents,
    remind_of_ratings,
    watch_figures,
    climb_ladders,
    deliver_alerts,
    forget_old_callbacks,
    sweep_pictures,
    keep_accepted,
)


async def sweep_due(desk: Desk, as_of: datetime) -> None:
    """Do everything that is due by `as_of`, once; raises ExceptionGroup after all had their chance."""
    failed: list[Exception] = []
    for sweep in SWEEPS:
        try:
            await sweep(desk, as_of)
        except Exception as error:  # noqa: BLE001 - kept and raised below: one sweep must not stop the others
            failed.append(error)
    if failed:
        raise ExceptionGroup("sweep", failed)


class Scheduler:
    """Sweeps until cancelled, at once and then every `seconds`, by whatever clock the desk has."""

    def __init__(self, desk: Desk, *, seconds: float) -> None:
        self._desk = desk
        self._seconds = seconds

    async def run(self) -> None:
        """Sweep for ever; what fails is logged and tried again."""
        while True:
            try:
                await sweep_due(self._desk, self._desk.now())
            except* Busy:
                pass  # it is in the log already
            except* Exception:
                log.exception("sweep_failed")
            await asyncio.sleep(self._seconds)
