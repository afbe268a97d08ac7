"""What speaks for a report: whose house is proven, and who has said anything else."""

from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.house import House, parse_room
from handoff.storage.channel_tables import correspondents
from handoff.storage.incident_tables import incident_reports
from handoff.storage.sealing import Seal
from handoff.storage.tables import conversations, turns
from handoff.storage.ticket_tables import ticket_conversations, tickets

_SAID = (
    sa.select(sa.func.count())
    .select_from(turns)
    .where(turns.c.conversation_id == incident_reports.c.conversation_id, turns.c.author_kind == "resident")
    .correlate(incident_reports)
    .scalar_subquery()
)
_ALL_REPORTS = incident_reports.alias("all_reports")
_REPORTED = (
    sa.select(sa.func.count())
    .select_from(_ALL_REPORTS)
    .where(_ALL_REPORTS.c.conversation_id == incident_reports.c.conversation_id)
    .correlate(incident_reports)
    .scalar_subquery()
)
# Whether the resident of a report has said nothing beside reports.
SAID_NO_MORE = (_SAID <= _REPORTED).label("said_no_more")


async def proven_houses(
    connection: AsyncConnection, seal: Seal, conversation_ids: Collection[str]
) -> dict[str, set[House]]:
    """Return by conversation the houses that a code has bound, or that an agent had a ticket of there."""
    found: dict[str, set[House]] = defaultdict(set)
    ids = sorted(conversation_ids)
    bound = (
        sa.select(conversations.c.id, conversations.c.room_sealed)
        .join(correspondents, correspondents.c.conversation_id == conversations.c.id)
        .where(conversations.c.id.in_(ids), correspondents.c.house_bound_at.is_not(None))
    )
    for conversation_id, room in await connection.execute(bound):
        _add(found[conversation_id], seal.open(room, f"{conversation_id}/room"))
    worked_on = (
        sa.select(ticket_conversations.c.conversation_id, tickets.c.number, tickets.c.house_sealed)
        .join(tickets, tickets.c.number == ticket_conversations.c.ticket_number)
        .where(ticket_conversations.c.conversation_id.in_(ids), tickets.c.owner_id.is_not(None))
    )
    for conversation_id, number, house in await connection.execute(worked_on):
        _add(found[conversation_id], seal.open(house, f"{number}/house"))
    return found


def _add(houses: set[House], room: str | None) -> None:
    if house := parse_room(room or ""):
        houses.add(house)
