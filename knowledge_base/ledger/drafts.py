"""An estate's draft in the ledger: what the next publish takes, and how it comes there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from knowledge_base.content import Content, load_content
from knowledge_base.documents import Document
from knowledge_base.draft import Draft
from knowledge_base.errors import KnowledgeError
from knowledge_base.estate import Estate, read_estate
from knowledge_base.ledger.accepted import accepted_answers
from knowledge_base.ledger.revisions import SHIPPED, Mark, Tally, heads, replace_all, revise, written
from knowledge_base.ledger.tables import contents
from knowledge_base.places import Places


def load_draft(connection: sa.Connection, places: Places, *, now: datetime) -> Draft:
    """Give the estate's draft; what ships with the project is taken in first, where nobody changed it.

    Raises KnowledgeError for an estate that has no content at all.
    """
    if places.given is not None and may_take_in(connection, places.estate):
        take_in(connection, load_content(places.given), now=now)
    draft = kept_draft(connection, places.estate)
    if draft is None:
        raise KnowledgeError(f"没有小区「{places.estate}」的内容，请先运行 import")
    return draft


def kept_draft(connection: sa.Connection, estate: str) -> Draft | None:
    """Give the draft as the ledger has it; None for an estate without content."""
    row = _row(connection, estate)
    if row is None:
        return None
    known = heads(connection, estate)
    last = [head for head in known if head.entry]
    untouched = all(head.mark.origin == row["origin"] for head in known)
    content = Content(
        estate=read_estate(row["profile"]),
        entries=tuple(head.entry for head in last if head.entry),
        documents=tuple(Document(name, text) for name, text in row["documents"].items()),
        topics=row["topics"] if untouched else None,  # since then people say which entries there are
        tariffs=row["tariffs"],
    )
    numbers = {head.entry_id: head.number for head in last}
    return Draft(content, numbers, tuple(accepted_answers(connection, estate)))


def has_content(connection: sa.Connection, places: Places) -> bool:
    """Say whether the estate has any content yet, in the ledger or shipped."""
    return _row(connection, places.estate) is not None or places.given is not None


def store_content(connection: sa.Connection, content: Content, *, mark: Mark) -> Tally:
    """Make the content the estate's draft, all of it or nothing."""
    _put(connection, content, mark)
    return replace_all(connection, content.estate.id, content.entries, mark=mark)


def known_estates(connection: sa.Connection, data_dir: Path) -> list[str]:
    """Name every estate that has content: shipped, in the ledger, or a draft of before there was one."""
    kept = connection.execute(sa.select(contents.c.estate_id)).scalars()
    return sorted({*kept, *Places.all_given(data_dir)})


def may_take_in(connection: sa.Connection, estate: str) -> bool:
    """Whether what the estate ships with still counts: nobody has imported anything."""
    row = _row(connection, estate)
    return row is None or row["origin"] == SHIPPED


def take_in(connection: sa.Connection, content: Content, *, now: datetime) -> None:
    """Bring the shipped content's present state in; entries that people changed stay as they made them."""
    estate, mark = content.estate.id, Mark(SHIPPED, now)
    theirs = {head.entry_id: head for head in heads(connection, estate)}
    if all(head.mark.origin == SHIPPED for head in theirs.values()):
        store_content(connection, content, mark=mark)
        return
    _put(connection, content, mark)
    for entry in content.entries:
        head = theirs.get(entry.id)
        if head is None or (head.mark.origin == SHIPPED and head.entry != entry):
            revise(connection, estate, entry, base=head.number if head else 0, mark=mark)


def begin_content(connection: sa.Connection, estate: Estate, *, mark: Mark) -> None:
    """Let an estate without content have a profile, so that its first entry can be published."""
    if _row(connection, estate.id) is None:
        _put(connection, Content(estate, ()), mark)


def _put(connection: sa.Connection, content: Content, mark: Mark) -> None:
    values = {
        "profile": content.estate.as_json(),
        "documents": {document.name: document.text for document in content.documents},
        "topics": dict(content.topics) if content.topics is not None else None,
        "tariffs": dict(content.tariffs) if content.tariffs is not None else None,
        "origin": mark.origin,
        "at": written(mark.at),
    }
    changed = connection.execute(
        contents.update().where(contents.c.estate_id == content.estate.id).values(values)
    )
    if not changed.rowcount:
        connection.execute(contents.insert().values(estate_id=content.estate.id, **values))


def _row(connection: sa.Connection, estate: str) -> sa.RowMapping | None:
    query = sa.select(contents).where(contents.c.estate_id == estate)
    return connection.execute(query).mappings().first()
