"""Alerts: one an occasion, which the database itself holds; and the rungs they climbed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.alert import SENT_OUTSIDE, Acknowledgement, Alert, Cause, Climbed, Rung
from handoff.domain.records import AlertFilter, Delivery
from handoff.domain.turn import Author
from handoff.storage.alert_tables import alert_rungs, alerts
from handoff.storage.locking import lock_rows

_OF_CAUSE = (
    "key",
    "kind",
    "severity",
    "urgency",
    "text",
    "reason",
    "conversation_id",
    "promise_id",
    "due_at",
)
_SEVEREST = sa.case({"urgent": 0, "overdue": 1, "alarm": 2}, value=alerts.c.severity, else_=3)
_OPEN = sa.and_(alerts.c.ended_at.is_(None), alerts.c.acknowledged_at.is_(None))
_IS_IN_STATE = {
    "open": _OPEN,
    "acknowledged": sa.and_(alerts.c.ended_at.is_(None), alerts.c.acknowledged_at.is_not(None)),
    "ended": alerts.c.ended_at.is_not(None),
}


class Alerts:
    """Alerts on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, alert: Alert) -> bool:
        """Store an alert; False where its key was used, whoever used it."""
        cause = alert.cause
        values: dict[str, Any] = {name: getattr(cause, name) for name in _OF_CAUSE}
        values |= {"id": alert.id, "estate_id": cause.estate, "ticket_number": cause.ticket}
        values |= {name: getattr(alert, name) for name in ("raised_at", "climbs_from", "unattended")}
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(
                    alerts.insert().values(next_rung_at=alert.next_rung_at, **values)
                )
        except IntegrityError:
            return False
        return True

    async def climb(self, alert: Alert, rung: Rung, at: datetime) -> bool:
        """Note that an alert came to a rung; False where it did before."""
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(
                    alert_rungs.insert().values(
                        alert_id=alert.id,
                        rung=rung,
                        at=at,
                        try_at=at if rung in SENT_OUTSIDE else None,
                        attempts=0,
                    )
                )
        except IntegrityError:
            return False
        return True

    async def schedule(self, alert: Alert) -> None:
        """Keep when the alert, as it stands now, comes to its next rung."""
        await self._connection.execute(
            alerts.update().where(alerts.c.id == alert.id).values(next_rung_at=alert.next_rung_at)
        )

    async def get(self, alert_id: str) -> Alert | None:
        """Find an alert."""
        await lock_rows(self._connection, alerts, alerts.c.id == alert_id)
        found = await self._select(sa.select(alerts).where(alerts.c.id == alert_id))
        return found[0] if found else None

    async def search(self, wanted: AlertFilter, *, limit: int) -> list[Alert]:
        """Return alerts: the newest first, open ones the most severe first."""
        query = sa.select(alerts).where(alerts.c.estate_id.in_(sorted(wanted.estates)))
        if wanted.state:
            query = query.where(_IS_IN_STATE[wanted.state])
        if wanted.conversation_id:
            own = sa.and_(
                alerts.c.conversation_id == wanted.conversation_id, alerts.c.ticket_number.is_(None)
            )
            query = query.where(own)
        if wanted.ticket:
            query = query.where(alerts.c.ticket_number == wanted.ticket)
        if wanted.key:
            query = query.where(alerts.c.key == wanted.key)
        if wanted.promise_id:
            query = query.where(alerts.c.promise_id == wanted.promise_id)
        if wanted.kinds:
            query = query.where(alerts.c.kind.in_(wanted.kinds))
        severity = (_SEVEREST,) if wanted.state == "open" else ()
        query = query.order_by(*severity, alerts.c.raised_at.desc(), alerts.c.id)
        return await self._select(query.limit(limit).offset(wanted.offset))

    async def climbing(self, as_of: datetime, *, limit: int) -> list[Alert]:
        """Return open alerts that must come to a rung by now, the longest due first."""
        due = sa.select(alerts).where(_OPEN, alerts.c.next_rung_at <= as_of)
        return await self._select(due.order_by(alerts.c.next_rung_at, alerts.c.id).limit(limit))

    async def acknowledge(self, alert: Alert, acknowledgement: Acknowledgement) -> bool:
        """Note who saw to it; False where a colleague did or its cause is gone."""
        done = await self._connection.execute(
            alerts.update()
            .where(alerts.c.id == alert.id, _OPEN)
            .values(
                acknowledged_at=acknowledgement.at,
                acknowledged_by=acknowledgement.by.id,
                acknowledged_name=acknowledgement.by.name,
                next_rung_at=None,
            )
        )
        return done.rowcount == 1

    async def end(self, alert: Alert, at: datetime) -> None:
        """Note that the cause is gone."""
        await self._connection.execute(
            alerts.update().where(alerts.c.id == alert.id).values(ended_at=at, next_rung_at=None)
        )

    async def to_deliver(self, as_of: datetime, *, limit: int) -> list[Delivery]:
        """Return rungs that are to be sent outside now, the oldest first."""
        query = (
            sa.select(alert_rungs).where(alert_rungs.c.try_at <= as_of).order_by(alert_rungs.c.try_at)
        ).limit(limit)
        rows = (await self._connection.execute(query)).mappings().all()
        found = {one.id: one for one in await self._by_ids([row["alert_id"] for row in rows])}
        return [
            Delivery(alert=found[row["alert_id"]], rung=row["rung"], attempts=row["attempts"]) for row in rows
        ]

    async def lease(self, delivery: Delivery, until: datetime) -> bool:
        """Take a delivery for oneself until a moment; False where another worker took it."""
        taken = await self._connection.execute(
            alert_rungs.update()
            .where(
                _this(delivery),
                alert_rungs.c.attempts == delivery.attempts,
                alert_rungs.c.try_at.is_not(None),
            )
            .values(try_at=until, attempts=delivery.attempts + 1)
        )
        return taken.rowcount == 1

    async def delivered(self, delivery: Delivery, at: datetime) -> None:
        """Note that it arrived."""
        await self._settle(delivery, delivered_at=at, failure=None, try_at=None)

    async def failed(self, delivery: Delivery, failure: str, *, try_at: datetime | None) -> None:
        """Note that it did not arrive and why, and when it is tried again, if ever."""
        await self._settle(delivery, failure=failure, try_at=try_at)

    async def _settle(self, delivery: Delivery, **values: object) -> None:
        await self._connection.execute(alert_rungs.update().where(_this(delivery)).values(values))

    async def _by_ids(self, ids: Sequence[str]) -> list[Alert]:
        return await self._select(sa.select(alerts).where(alerts.c.id.in_(ids)))

    async def _select(self, query: sa.Select[Any]) -> list[Alert]:
        rows = (await self._connection.execute(query)).mappings().all()
        rungs: dict[str, list[Climbed]] = defaultdict(list)
        ids = [row["id"] for row in rows]
        climbed = sa.select(alert_rungs).where(alert_rungs.c.alert_id.in_(ids)).order_by(alert_rungs.c.at)
        for row in (await self._connection.execute(climbed)).mappings():
            rungs[row["alert_id"]].append(
                Climbed(**{name: row[name] for name in ("rung", "at", "delivered_at", "failure")})
            )
        return [_alert(row, tuple(rungs[row["id"]])) for row in rows]


def _this(delivery: Delivery) -> sa.ColumnElement[bool]:
    return sa.and_(alert_rungs.c.alert_id == delivery.alert.id, alert_rungs.c.rung == delivery.rung)


def _alert(row: sa.RowMapping, climbed: tuple[Climbed, ...]) -> Alert:
    acknowledged = None
    if row["acknowledged_at"]:
        by = Author("agent", row["acknowledged_name"], row["acknowledged_by"])
        acknowledged = Acknowledgement(by, row["acknowledged_at"])
    cause = Cause(
        estate=row["estate_id"], ticket=row["ticket_number"], **{name: row[name] for name in _OF_CAUSE}
    )
    return Alert(
        id=row["id"],
        cause=cause,
        raised_at=row["raised_at"],
        climbs_from=row["climbs_from"],
        unattended=row["unattended"],
        climbed=climbed,
        acknowledged=acknowledged,
        ended_at=row["ended_at"],
    )
