"""Entries as they were changed: each change is a revision by an author at a moment, and none is ever lost.

The draft is each entry's last revision; one without a body says that the entry was taken out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledge_base.entry import Entry
from knowledge_base.errors import KnowledgeError
from knowledge_base.ledger.tables import revisions

SHIPPED, IMPORT, EDIT, PROPOSAL, MISS = "shipped", "import", "edit", "proposal", "miss"


class StaleError(KnowledgeError):
    """The entry was changed by somebody else meanwhile; nothing was stored."""


@dataclass(frozen=True)
class Mark:
    """Where a change comes from: its origin, its author where it has one, its moment, and a note."""

    origin: str
    at: datetime
    author_id: str | None = None
    author_name: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Revision:
    """One change of one entry: the `number`-th; `entry` is what it became, None where it was taken out."""

    entry_id: str
    number: int
    entry: Entry | None
    mark: Mark


@dataclass(frozen=True)
class Tally:
    """How many entries an import brought, changed and took out, and how many there are now."""

    entries: int
    new: int
    changed: int
    removed: int


def heads(connection: sa.Connection, estate: str) -> list[Revision]:
    """Give the last revision of every entry that the estate has or had, in the order of their coming."""
    last = (
        sa.select(
            revisions.c.entry_id, sa.func.max(revisions.c.number).label("number"), sa.func.min(revisions.c.id)
        )
        .where(revisions.c.estate_id == estate)
        .group_by(revisions.c.entry_id)
        .subquery()
    )
    query = (
        sa.select(revisions)
        .join(
            last,
            sa.and_(revisions.c.entry_id == last.c.entry_id, revisions.c.number == last.c.number),
        )
        .where(revisions.c.estate_id == estate)
        .order_by(last.c[2])
    )
    return [_revision(row) for row in connection.execute(query).mappings()]


def history(connection: sa.Connection, estate: str, entry_id: str) -> list[Revision]:
    """Give every revision of one entry, the newest first."""
    query = (
        sa.select(revisions)
        .where(revisions.c.estate_id == estate, revisions.c.entry_id == entry_id)
        .order_by(revisions.c.number.desc())
    )
    return [_revision(row) for row in connection.execute(query).mappings()]


def revise(connection: sa.Connection, estate: str, entry: Entry | str, *, base: int, mark: Mark) -> Revision:
    """Store the entry, or with its id alone that it is taken out, as the revision after `base`.

    Raises StaleError where somebody has stored that revision already, or `base` is not the last.
    """
    body, entry_id = (None, entry) if isinstance(entry, str) else (entry, entry.id)
    last = sa.select(sa.func.max(revisions.c.number)).where(
        revisions.c.estate_id == estate, revisions.c.entry_id == entry_id
    )
    if (connection.execute(last).scalar() or 0) != base:
        raise StaleError("条目已被别人改过，请看过最新的内容再改")
    try:
        with connection.begin_nested():
            _insert(connection, estate, [Revision(entry_id, base + 1, body, mark)])
    except IntegrityError as error:
        raise StaleError("条目已被别人改过，请看过最新的内容再改") from error
    return Revision(entry_id, base + 1, body, mark)


def replace_all(connection: sa.Connection, estate: str, entries: Iterable[Entry], *, mark: Mark) -> Tally:
    """Make these entries the draft: what differs becomes a revision, what is missing is taken out."""
    known = {head.entry_id: head for head in heads(connection, estate)}
    wanted = {entry.id: entry for entry in entries}
    gone = [
        Revision(head.entry_id, head.number + 1, None, mark)
        for head in known.values()
        if head.entry and head.entry_id not in wanted
    ]
    new: list[Revision] = []
    changed: list[Revision] = []
    for entry in wanted.values():
        head = known.get(entry.id)
        if head and head.entry == entry:
            continue
        group = changed if head and head.entry else new
        group.append(Revision(entry.id, head.number + 1 if head else 1, entry, mark))
    _insert(connection, estate, [*new, *changed, *gone])
    return Tally(len(wanted), len(new), len(changed), len(gone))


def _insert(connection: sa.Connection, estate: str, made: list[Revision]) -> None:
    rows = [
        {
            "estate_id": estate,
            "entry_id": one.entry_id,
            "number": one.number,
            "body": one.entry.as_json() if one.entry else None,
            "origin": one.mark.origin,
            "note": one.mark.note,
            "author_id": one.mark.author_id,
            "author_name": one.mark.author_name,
            "at": written(one.mark.at),
        }
        for one in made
    ]
    if rows:
        connection.execute(revisions.insert(), rows)


def _revision(row: sa.RowMapping) -> Revision:
    mark = Mark(
        origin=row["origin"],
        at=datetime.fromisoformat(row["at"]),
        author_id=row["author_id"],
        author_name=row["author_name"],
        note=row["note"],
    )
    return Revision(
        row["entry_id"], row["number"], Entry.from_json(row["body"]) if row["body"] else None, mark
    )


def written(moment: datetime) -> str:
    """Write a moment as it stands in the tables."""
    return moment.astimezone(timezone.utc).isoformat(timespec="microseconds")
