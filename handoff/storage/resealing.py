"""Everything sealed is sealed anew with the latest key: what `handoff keys rotate` does.

A sealed value is bound to its place, so each sealed column says here how its place is written. A test holds
that no sealed column of the schema is missing.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.storage import (
    channel_tables,
    incident_tables,
    people_tables,
    setting_tables,
    tables,
    ticket_tables,
)
from handoff.storage.sealing import Seal
from handoff.storage.unsent import place_of

Place = Callable[[sa.RowMapping], str]


def _by_id(field: str) -> Place:
    return lambda row: f"{row['id']}/{field}"


SEALED: dict[sa.Column[Any], Place] = {
    tables.conversations.c.name_sealed: _by_id("name"),
    tables.conversations.c.room_sealed: _by_id("room"),
    tables.conversations.c.phone_sealed: _by_id("phone"),
    ticket_tables.tickets.c.house_sealed: lambda row: f"{row['number']}/house",
    incident_tables.incident_reports.c.house_sealed: (
        lambda row: f"{row['conversation_id']}/{row['seq']}/house"
    ),
    setting_tables.estate_settings.c.value_sealed: lambda row: f"{row['estate_id']}/{row['name']}",
    people_tables.unsent.c.text_sealed: (
        lambda row: place_of(row["conversation_id"], row["agent_id"], row["kind"])
    ),
    channel_tables.inbox.c.incoming_sealed: (
        lambda row: f"inbox/{row['channel']}/{row['account']}/{row['key_index']}"
    ),
    channel_tables.correspondents.c.person_sealed: _by_id("person"),
    channel_tables.correspondents.c.hint_sealed: _by_id("hint"),
    channel_tables.correspondents.c.code_sealed: _by_id("code"),
    channel_tables.house_codes.c.room_sealed: _by_id("room"),
    channel_tables.channel_tokens.c.token_sealed: (lambda row: f"token/{row['channel']}/{row['account']}"),
}


async def seal_anew(writer: AsyncEngine, seal: Seal) -> int:
    """Seal every value with the latest key, in one transaction; return how many values that were."""
    done = 0
    async with writer.begin() as connection:
        for column, place in SEALED.items():
            key = list(column.table.primary_key.columns)
            rows = (
                (await connection.execute(sa.select(column.table).where(column.is_not(None))))
                .mappings()
                .all()
            )
            for row in rows:
                opened = seal.open(row[column.name], place(row))
                await connection.execute(
                    sa.update(column.table)
                    .where(*(part == row[part.name] for part in key))
                    .values({column.name: seal.close(opened, place(row))})
                )
            done += len(rows)
    return done
