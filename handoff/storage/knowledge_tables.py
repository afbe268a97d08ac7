"""The desk's tables about knowledge; entries and their revisions are the ledger's (knowledge_base/ledger)."""

import sqlalchemy as sa

from handoff.storage.columns import Moment
from handoff.storage.tables import metadata


def _who(name: str, *, nullable: bool = False) -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column(f"{name}_id", sa.String(64), nullable=nullable),
        sa.Column(f"{name}_name", sa.String(64), nullable=nullable),
    )


proposals = sa.Table(
    "knowledge_proposals",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("entry_id", sa.String(80), nullable=False),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("origin", sa.String(16), nullable=False),
    *_who("author"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("decision", sa.String(16)),
    *_who("decided_by", nullable=True),
    sa.Column("decided_at", Moment),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index(None, "estate_id", "at"),
)

publications = sa.Table(
    "knowledge_publications",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    *_who("by"),
    sa.Column("began_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("version", sa.String(16)),
    sa.Column("lines", sa.JSON, nullable=False),
    sa.Column("problems", sa.JSON, nullable=False),
    sa.Column("gate", sa.JSON(none_as_null=True)),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Index(None, "estate_id", "began_at"),
)
sa.Index(
    "uq_knowledge_publications_running",
    publications.c.estate_id,
    unique=True,
    sqlite_where=publications.c.ended_at.is_(None),
    postgresql_where=publications.c.ended_at.is_(None),
)

settled_misses = sa.Table(
    "knowledge_settled_misses",
    metadata,
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("how", sa.String(16), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
)
