"""What happened in a time, as facts for the figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.figures import COMES_BACK, DETRACTS, PROMOTES, REPEATS, SATISFIED, Fact, Metric, Run
from handoff.domain.house import parse_room
from handoff.domain.times import CHINA
from handoff.storage.incident_tables import metric_checks, metric_runs
from handoff.storage.sealing import Seal
from handoff.storage.tables import closures, conversations, escalations, ratings, turns
from handoff.storage.ticket_tables import ticket_conversations, tickets

Rows = list[Mapping[str, Any]]

_LATER = (
    sa.select(sa.func.min(escalations.c.opened_at))
    .where(
        escalations.c.conversation_id == closures.c.conversation_id, escalations.c.opened_at > closures.c.at
    )
    .correlate(closures)
    .scalar_subquery()
)
_BEFORE = (
    sa.select(escalations.c.urgency)
    .where(
        escalations.c.conversation_id == closures.c.conversation_id, escalations.c.opened_at <= closures.c.at
    )
    .order_by(escalations.c.opened_at.desc())
    .limit(1)
    .correlate(closures)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class _Period:
    """Estates and a time, its end not included."""

    estates: frozenset[str]
    since: datetime
    until: datetime

    def holds(self, moment: sa.ColumnElement[Any]) -> tuple[sa.ColumnElement[bool], ...]:
        here = conversations.c.estate_id.in_(sorted(self.estates))
        return here, moment >= self.since, moment < self.until


class FiguresView:
    """Facts for the figures, on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def facts(
        self, estates: frozenset[str], since: datetime, until: datetime, *, as_of: datetime
    ) -> list[Fact]:
        """Return the facts of a time, its end not included; answers that are overdue by `as_of` count."""
        period = _Period(estates, since, until)
        return [
            *await self._responses(period, as_of),
            *await self._services(period),
            *await self._contacts(period),
            *await self._ratings(period),
            *await self._complaints(period),
        ]

    async def runs(self, estate: str, metric: Metric, since: date) -> list[Run]:
        """Return the runs that alarmed and were not over before a day."""
        query = sa.select(metric_runs.c.first_day, metric_runs.c.last_day).where(
            metric_runs.c.estate_id == estate, metric_runs.c.metric == metric, metric_runs.c.last_day >= since
        )
        return [Run(*row) for row in await self._connection.execute(query)]

    async def add_run(self, estate: str, metric: Metric, run: Run, at: datetime) -> bool:
        """Store that a run alarmed; False where another worker has."""
        values = {"estate_id": estate, "metric": metric, "first_day": run.first, "last_day": run.last}
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(metric_runs.insert().values(at=at, **values))
        except IntegrityError:
            return False
        return True

    async def lengthen_run(self, estate: str, metric: Metric, known: Run, last: date) -> None:
        """Note that a run that alarmed goes on."""
        await self._connection.execute(
            metric_runs.update()
            .where(
                metric_runs.c.estate_id == estate,
                metric_runs.c.metric == metric,
                metric_runs.c.first_day == known.first,
            )
            .values(last_day=last)
        )

    async def alarms(self, estates: frozenset[str]) -> list[tuple[str, Metric, Run, datetime]]:
        """Return the runs that alarmed, the newest first."""
        query = (
            sa.select(metric_runs)
            .where(metric_runs.c.estate_id.in_(estates))
            .order_by(metric_runs.c.at.desc())
        )
        return [
            (row["estate_id"], row["metric"], Run(row["first_day"], row["last_day"]), row["at"])
            for row in (await self._connection.execute(query.limit(100))).mappings()
        ]

    async def checked(self) -> dict[str, datetime]:
        """Return when each estate's figures were looked at last."""
        rows = await self._connection.execute(sa.select(metric_checks.c.estate_id, metric_checks.c.at))
        return {row.estate_id: row.at for row in rows}

    async def check(self, estate: str, at: datetime) -> None:
        """Note that an estate's figures were looked at."""
        here = metric_checks.c.estate_id == estate
        changed = await self._connection.execute(metric_checks.update().where(here).values(at=at))
        if changed.rowcount:
            return
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(metric_checks.insert().values(estate_id=estate, at=at))
        except IntegrityError:  # another worker looked at them for the first time in the same moment
            await self._connection.execute(metric_checks.update().where(here).values(at=at))

    async def _responses(self, period: _Period, as_of: datetime) -> list[Fact]:
        first = (
            sa.select(turns.c.at, turns.c.author_id)
            .where(
                turns.c.conversation_id == escalations.c.conversation_id,
                turns.c.author_kind == "agent",
                turns.c.at >= escalations.c.opened_at,
            )
            .order_by(turns.c.seq)
            .limit(1)
            .correlate(escalations)
        )
        rows = await self._joined(
            escalations,
            period.holds(escalations.c.opened_at),
            escalations.c.opened_at,
            escalations.c.due_at,
            escalations.c.urgency,
            first.with_only_columns(turns.c.at).scalar_subquery().label("answered_at"),
            first.with_only_columns(turns.c.author_id).scalar_subquery().label("agent_id"),
        )
        return [
            Fact(
                metric="response_on_time",
                hits=row["answered_at"] is not None and row["answered_at"] <= row["due_at"],
                cases=1,
                at=row["opened_at"],
                urgency=row["urgency"],
                agent_id=row["agent_id"],
                **self._place(row),
            )
            for row in rows
            if row["answered_at"] or row["due_at"] <= as_of
        ]

    async def _services(self, period: _Period) -> list[Fact]:
        rows = await self._joined(
            closures,
            (*period.holds(closures.c.at), closures.c.by_silence.is_(False)),
            closures.c.at,
            closures.c.agent_id,
            closures.c.resolved,
            _LATER.label("later"),
            _BEFORE.label("urgency"),
        )
        return [
            Fact(
                metric="first_contact_resolution",
                hits=row["resolved"] and not (row["later"] and row["later"] - row["at"] <= COMES_BACK),
                cases=1,
                at=row["at"],
                urgency=row["urgency"],
                agent_id=row["agent_id"],
                **self._place(row),
            )
            for row in rows
        ]

    async def _contacts(self, period: _Period) -> list[Fact]:
        """One conversation on one of China's days is one contact."""
        rows = await self._joined(
            turns, (*period.holds(turns.c.at), turns.c.author_kind.in_(("resident", "bot"))),
            turns.c.conversation_id, turns.c.author_kind, turns.c.at,
        )  # fmt: skip
        opened = await self._joined(
            escalations, period.holds(escalations.c.opened_at), escalations.c.conversation_id,
            escalations.c.opened_at.label("at"), escalations.c.urgency, escalations.c.reason,
        )  # fmt: skip
        taken_over = {_contact(row): row for row in opened}
        said: dict[tuple[str, date], dict[str, Mapping[str, Any]]] = {}
        for row in rows:
            said.setdefault(_contact(row), {}).setdefault(row["author_kind"], row)
        facts = []
        for contact, sides in {**{key: {} for key in taken_over}, **said}.items():
            over = taken_over.get(contact)
            row = over or next(iter(sides.values()))
            known = {"at": row["at"], "urgency": over["urgency"] if over else None, **self._place(row)}
            if over or "resident" in sides:
                reason = over["reason"] if over else None
                facts.append(Fact(metric="handoff", hits=bool(over), cases=1, reason=reason, **known))
                facts.append(Fact(metric="complaints", hits=0, cases=1, **known))
            if "bot" in sides:
                facts.append(Fact(metric="bot_resolution", hits=not over, cases=1, **known))
        return facts

    async def _ratings(self, period: _Period) -> list[Fact]:
        rows = await self._joined(
            ratings.join(closures, closures.c.id == ratings.c.closure_id), period.holds(ratings.c.at),
            ratings.c.at, ratings.c.score, closures.c.agent_id,
        )  # fmt: skip
        facts = []
        for row in rows:
            score, known = row["score"], {"at": row["at"], "agent_id": row["agent_id"], **self._place(row)}
            promotes = (score >= PROMOTES) - (score <= DETRACTS)
            facts.append(Fact(metric="satisfaction", hits=score >= SATISFIED, cases=1, **known))
            facts.append(Fact(metric="nps", hits=promotes, cases=1, **known))
        return facts

    async def _complaints(self, period: _Period) -> list[Fact]:
        query = (
            sa.select(tickets, ticket_conversations.c.conversation_id)
            .outerjoin(ticket_conversations, ticket_conversations.c.ticket_number == tickets.c.number)
            .where(
                tickets.c.category == "complaint",
                tickets.c.estate_id.in_(sorted(period.estates)),
                tickets.c.opened_at >= period.since - REPEATS,
                tickets.c.opened_at < period.until,
            )
            .order_by(tickets.c.opened_at, tickets.c.number)
        )
        facts: dict[str, list[Fact]] = {}
        latest: dict[tuple[str, str], datetime] = {}
        for row in (await self._connection.execute(query)).mappings():
            if row["number"] in facts:
                continue
            room, at = self._seal.open(row["house_sealed"], f"{row['number']}/house"), row["opened_at"]
            house = parse_room(room) if room else None
            who = str(house or room or row["conversation_id"] or row["number"])
            before = latest.get((row["estate_id"], who))
            latest[row["estate_id"], who] = at
            known = {
                "at": at,
                "estate": row["estate_id"],
                "building": house.building if house else None,
                "urgency": row["urgency"],
                "agent_id": row["owner_id"],
            }
            is_again = before is not None and at - before <= REPEATS
            facts[row["number"]] = [
                Fact(metric="complaints", hits=1, cases=0, **known),
                Fact(metric="repeat_complaints", hits=is_again, cases=1, **known),
            ]
        return [fact for both in facts.values() for fact in both if fact.at >= period.since]

    async def _joined(
        self, table: Any, conditions: tuple[sa.ColumnElement[bool], ...], *columns: sa.ColumnElement[Any]
    ) -> Rows:
        """Read rows of a table with the conversation's estate and sealed room."""
        of = table.left if isinstance(table, sa.Join) else table
        query = (
            sa.select(
                *columns,
                conversations.c.id.label("id"),
                conversations.c.estate_id,
                conversations.c.room_sealed,
            )
            .select_from(table.join(conversations, conversations.c.id == of.c.conversation_id))
            .where(*conditions)
        )
        return [dict(row) for row in (await self._connection.execute(query)).mappings()]

    def _place(self, row: Mapping[str, Any]) -> dict[str, Any]:
        room = self._seal.open(row["room_sealed"], f"{row['id']}/room")
        house = parse_room(room) if room else None
        return {"estate": row["estate_id"], "building": house.building if house else None}


def _contact(row: Mapping[str, Any]) -> tuple[str, date]:
    return row["conversation_id"], row["at"].astimezone(CHINA).date()
