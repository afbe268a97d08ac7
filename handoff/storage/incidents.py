"""Incidents: reports with their sealed houses, the incidents themselves, and their dated records."""

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.facility import Facility
from handoff.domain.house import House
from handoff.domain.incident import WINDOW, Decision, Incident, Report, Update
from handoff.domain.turn import Author
from handoff.errors import RepeatedKey
from handoff.storage.incident_evidence import SAID_NO_MORE, proven_houses
from handoff.storage.incident_tables import (
    incident_decisions,
    incident_links,
    incident_reports,
    incident_updates,
    incidents,
)
from handoff.storage.locking import lock_rows
from handoff.storage.sealing import Seal
from handoff.storage.tables import conversations, turns

Kind = Literal["opened", "dismissed", "closed"]


class Incidents:
    """Incidents on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add_report(self, report: Report) -> None:
        """Store that a resident reported a facility."""
        place = f"{report.conversation_id}/{report.seq}/house"
        house = report.house
        stated = json.dumps([house.building, house.unit, house.room]) if house else None
        await self._connection.execute(
            incident_reports.insert().values(
                estate_id=report.estate, facility=report.facility, conversation_id=report.conversation_id,
                seq=report.seq, house_sealed=self._seal.close(stated, place), at=report.at,
            )
        )  # fmt: skip

    async def reports(
        self, estate: str, facility: Facility, since: datetime, until: datetime
    ) -> list[Report]:
        """Return a facility's reports in a time, both ends included, with their words, in order."""
        query = (
            sa.select(incident_reports, turns.c.text, conversations.c.opened_at, SAID_NO_MORE)
            .join(conversations, conversations.c.id == incident_reports.c.conversation_id)
            .join(
                turns,
                sa.and_(
                    turns.c.conversation_id == incident_reports.c.conversation_id,
                    turns.c.seq == incident_reports.c.seq,
                ),
            )
            .where(
                incident_reports.c.estate_id == estate,
                incident_reports.c.facility == facility,
                incident_reports.c.at >= since,
                incident_reports.c.at <= until,
            )
            .order_by(incident_reports.c.at, incident_reports.c.id)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        proven = await proven_houses(self._connection, self._seal, {row["conversation_id"] for row in rows})
        return [self._report(row, proven.get(row["conversation_id"], set())) for row in rows]

    async def add(self, incident: Incident) -> bool:
        """Store a proposed incident; False where the place has a live one."""
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(
                    incidents.insert().values(
                        id=incident.id, estate_id=incident.estate, building=incident.building,
                        facility=incident.facility, began_at=incident.began_at,
                        proposed_at=incident.proposed_at,
                    )
                )  # fmt: skip
        except IntegrityError:
            return False
        return True

    async def get(self, incident_id: str) -> Incident | None:
        """Find an incident by its id."""
        await lock_rows(self._connection, incidents, incidents.c.id == incident_id)
        found = await self._select(incidents.c.id == incident_id)
        return found[0] if found else None

    async def live(self, estate: str) -> list[Incident]:
        """Return the proposed and open incidents of an estate."""
        return await self._select(incidents.c.estate_id == estate, incidents.c.ended_at.is_(None))

    async def proposed(self, until: datetime) -> list[Incident]:
        """Return what was proposed by a moment and neither opened nor dismissed since."""
        live = await self._select(incidents.c.ended_at.is_(None), incidents.c.proposed_at <= until)
        return [one for one in live if one.state == "proposed"]

    async def ended(self, estate: str, facility: Facility, since: datetime) -> list[Incident]:
        """Return a facility's incidents that ended since a moment."""
        return await self._select(
            incidents.c.estate_id == estate,
            incidents.c.facility == facility,
            incidents.c.ended_at >= since,
        )

    async def search(self, estates: frozenset[str], *, limit: int) -> list[Incident]:
        """Return incidents, the newest first."""
        return await self._select(incidents.c.estate_id.in_(sorted(estates)), limit=limit)

    async def decide(self, incident_id: str, kind: Kind, decision: Decision) -> bool:
        """Store a decision; False where it was taken before. All but the opening end the incident."""
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(
                    incident_decisions.insert().values(
                        incident_id=incident_id, kind=kind, text=decision.text, at=decision.at,
                        agent_id=decision.by.id, agent_name=decision.by.name,
                    )
                )  # fmt: skip
        except IntegrityError:
            return False
        if kind != "opened":
            await self._connection.execute(
                incidents.update().where(incidents.c.id == incident_id).values(ended_at=decision.at)
            )
        return True

    async def link(self, incident_id: str, conversation_id: str, at: datetime) -> bool:
        """Link a conversation; False where it is linked already."""
        link = sa.and_(
            incident_links.c.incident_id == incident_id, incident_links.c.conversation_id == conversation_id
        )
        if (await self._connection.execute(sa.select(incident_links).where(link))).first():
            return False
        await self._connection.execute(
            incident_links.insert().values(incident_id=incident_id, conversation_id=conversation_id, at=at)
        )
        return True

    async def update(self, incident_id: str, update: Update, client_key: str) -> None:
        """Store a word to everybody; raises RepeatedKey where this very one was said."""
        try:
            await self._connection.execute(
                incident_updates.insert().values(
                    id=update.id, incident_id=incident_id, agent_id=update.by.id,
                    agent_name=update.by.name, client_key=client_key, text=update.text,
                    told=update.told, at=update.at,
                )
            )  # fmt: skip
        except IntegrityError as error:
            raise RepeatedKey from error

    async def erase(self, conversation_id: str) -> None:
        """Forget which houses a conversation reported from."""
        await self._connection.execute(
            incident_reports.update()
            .where(incident_reports.c.conversation_id == conversation_id)
            .values(house_sealed=None)
        )

    def _report(self, row: sa.RowMapping, proven: Collection[House]) -> Report:
        house = self._house(row)
        return Report(
            estate=row["estate_id"],
            facility=row["facility"],
            conversation_id=row["conversation_id"],
            seq=row["seq"],
            at=row["at"],
            house=house,
            text=row["text"],
            is_proven=house in proven,
            is_all_they_said=row["said_no_more"] and row["at"] - row["opened_at"] < WINDOW,
        )

    def _house(self, row: sa.RowMapping) -> House | None:
        place = f"{row['conversation_id']}/{row['seq']}/house"
        stated = self._seal.open(row["house_sealed"], place)
        return House(*json.loads(stated)) if stated else None

    async def _select(self, *conditions: sa.ColumnElement[bool], limit: int | None = None) -> list[Incident]:
        newest = (incidents.c.proposed_at.desc(), incidents.c.id)
        query = sa.select(incidents).where(*conditions).order_by(*newest).limit(limit)
        rows = (await self._connection.execute(query)).mappings().all()
        ids = [row["id"] for row in rows]
        decisions = await self._records(incident_decisions, incident_decisions.c.at, ids)
        updates = await self._records(incident_updates, incident_updates.c.at, ids)
        links = await self._records(incident_links, incident_links.c.at, ids)
        return [
            Incident(
                id=row["id"],
                estate=row["estate_id"],
                building=row["building"],
                facility=row["facility"],
                began_at=row["began_at"],
                proposed_at=row["proposed_at"],
                opened=_decision(decisions[row["id"]], "opened"),
                dismissal=_decision(decisions[row["id"]], "dismissed"),
                closure=_decision(decisions[row["id"]], "closed"),
                updates=tuple(
                    Update(id=one["id"], text=one["text"], by=_agent(one), at=one["at"], told=one["told"])
                    for one in updates[row["id"]]
                ),
                conversations=tuple(one["conversation_id"] for one in links[row["id"]]),
            )
            for row in rows
        ]

    async def _records(
        self, table: sa.Table, order: sa.Column[object], ids: list[str]
    ) -> dict[str, list[sa.RowMapping]]:
        found: dict[str, list[sa.RowMapping]] = defaultdict(list)
        if not ids:
            return found
        query = sa.select(table).where(table.c.incident_id.in_(ids)).order_by(order)
        for row in (await self._connection.execute(query)).mappings():
            found[row["incident_id"]].append(row)
        return found


def _agent(row: sa.RowMapping) -> Author:
    return Author("agent", row["agent_name"], row["agent_id"])


def _decision(rows: list[sa.RowMapping], kind: Kind) -> Decision | None:
    row = next((one for one in rows if one["kind"] == kind), None)
    return Decision(text=row["text"], by=_agent(row), at=row["at"]) if row else None
