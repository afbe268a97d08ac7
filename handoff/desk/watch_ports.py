"""What the desk keeps about what must not be overlooked; `storage` provides it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol

from handoff.domain.alert import Acknowledgement, Alert, Rung
from handoff.domain.holidays import CalendarState
from handoff.domain.promise import Keeping, LedgerLine, Promise
from handoff.domain.records import AlertFilter, Delivery, PromiseFilter
from handoff.domain.service_times import TicketTimes
from handoff.domain.ticket import Ticket
from handoff.domain.turn import Author


class Alerts(Protocol):
    """Alerts: one an occasion, and the rungs they climbed."""

    async def add(self, alert: Alert) -> bool:
        """Store an alert; False where its key was used, whoever used it."""

    async def climb(self, alert: Alert, rung: Rung, at: datetime) -> bool:
        """Note that an alert came to a rung; False where it did before."""

    async def schedule(self, alert: Alert) -> None:
        """Keep when the alert, as it stands now, comes to its next rung."""

    async def get(self, alert_id: str) -> Alert | None:
        """Find an alert."""

    async def search(self, wanted: AlertFilter, *, limit: int) -> Sequence[Alert]:
        """Return alerts: the newest first, open ones the most severe first."""

    async def climbing(self, as_of: datetime, *, limit: int) -> Sequence[Alert]:
        """Return open alerts that must come to a rung by now, the longest due first."""

    async def acknowledge(self, alert: Alert, acknowledgement: Acknowledgement) -> bool:
        """Note who saw to it; False where a colleague did or its cause is gone."""

    async def end(self, alert: Alert, at: datetime) -> None:
        """Note that the cause is gone."""

    async def to_deliver(self, as_of: datetime, *, limit: int) -> Sequence[Delivery]:
        """Return rungs that are to be sent outside now, the oldest first."""

    async def lease(self, delivery: Delivery, until: datetime) -> bool:
        """Take a delivery for oneself until a moment; False where another worker took it."""

    async def delivered(self, delivery: Delivery, at: datetime) -> None:
        """Note that it arrived."""

    async def failed(self, delivery: Delivery, failure: str, *, try_at: datetime | None) -> None:
        """Note that it did not arrive and why, and when it is tried again, if ever."""


class TicketClock(Protocol):
    """The times of tickets."""

    async def watched(self, as_of: datetime, *, limit: int) -> Sequence[Ticket]:
        """Return tickets that must be looked at by now."""

    async def in_work(self, estate: str) -> Sequence[Ticket]:
        """Return an estate's tickets on which somebody works."""

    async def keep(self, number: str, times: TicketTimes) -> None:
        """Keep a ticket's times, counted anew."""

    async def watch(self, number: str, at: datetime | None) -> None:
        """Keep when the ticket must be looked at next; None where there is nothing to look for."""

    async def put_first(self, number: str) -> None:
        """Raise a ticket's priority by one; there is nothing before 1."""


class EstateSettings(Protocol):
    """What an estate's managers set; sealed by the implementation."""

    async def put(self, estate: str, name: str, value: Any, *, by: Author, at: datetime) -> None:
        """Keep a setting as it stands from now on."""

    async def get(self, estate: str, name: str) -> Any:
        """Return a setting as it was put last; None where it never was."""


class Calendar(Protocol):
    """The days on which China works."""

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day."""

    def name_of(self, day: date) -> str | None:
        """Return the festival that a day belongs to, in Chinese, where it is known."""

    def refresh(self) -> bool:
        """Take up what changed; return whether other days count now, and True the first time."""

    @property
    def state(self) -> CalendarState:
        """What the calendar rests on."""


class Promises(Protocol):
    """The ledger of promises."""

    async def add(self, promise: Promise) -> None:
        """Store a promise; it is watched from its reminder on."""

    async def get(self, promise_id: str) -> Promise | None:
        """Find a promise."""

    async def owed_in(self, conversation_id: str) -> Sequence[Promise]:
        """Return what is still owed in a conversation."""

    async def of_conversation(self, conversation_id: str) -> Sequence[Promise]:
        """Return everything that was promised in a conversation, oldest first."""

    async def owed_on(self, ticket: str) -> Sequence[Promise]:
        """Return what is still owed on a ticket."""

    async def watched(self, as_of: datetime, *, limit: int) -> Sequence[Promise]:
        """Return what is owed and must be looked at by now, the longest due first."""

    async def watch(self, promise_id: str, at: datetime | None) -> None:
        """Keep when it must be looked at next."""

    async def keep(self, promise_id: str, keeping: Keeping) -> bool:
        """Note that it was kept; False where it was settled before."""

    async def release(self, promise_id: str, at: datetime) -> bool:
        """Note that nothing is owed any more; False where it was settled before."""

    async def erase(self, conversation_id: str, text: str) -> None:
        """Put `text` in the place of what was promised and noted in a conversation."""


class Ledger(Protocol):
    """Promises as people read them."""

    async def search(self, wanted: PromiseFilter, *, limit: int) -> Sequence[LedgerLine]:
        """Return promises, the next due first; what is settled the other way round, the latest first."""


class Robot(Protocol):
    """Tells a group outside of an alert."""

    @property
    def usual(self) -> str:
        """Where alerts of estates without a group of their own go; empty for nowhere."""

    @property
    def hosts(self) -> Sequence[str]:
        """The hosts and origins that may be told."""

    def check(self, url: str) -> None:
        """Refuse an address that may never be told; raises BadRequest."""

    async def send(self, url: str, text: str) -> None:
        """Send a line; raises WebhookFailed."""
