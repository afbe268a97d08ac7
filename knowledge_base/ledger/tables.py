"""The knowledge's own tables, in the desk's database; its migrations create them too (docs/architecture.md).

Moments are RFC 3339 in UTC with microseconds, so that they sort as text. Estates are named, not referred to:
one can have knowledge before the desk knows it.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

contents = sa.Table(
    "knowledge_contents",
    metadata,
    sa.Column("estate_id", sa.String(40), primary_key=True),
    sa.Column("profile", sa.JSON, nullable=False),
    sa.Column("documents", sa.JSON, nullable=False),
    sa.Column("topics", sa.JSON(none_as_null=True)),
    sa.Column("tariffs", sa.JSON(none_as_null=True)),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)

revisions = sa.Table(
    "knowledge_revisions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("estate_id", sa.String(40), nullable=False),
    sa.Column("entry_id", sa.String(80), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("body", sa.JSON(none_as_null=True)),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("author_id", sa.String(64)),
    sa.Column("author_name", sa.String(64)),
    sa.Column("at", sa.String(32), nullable=False),
    sa.UniqueConstraint("estate_id", "entry_id", "number"),
)

accepted = sa.Table(
    "knowledge_accepted",
    metadata,
    sa.Column("estate_id", sa.String(40), primary_key=True),
    sa.Column("question", sa.String(200), primary_key=True),
    sa.Column("entry_id", sa.String(80), primary_key=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("let_go_by", sa.String(64)),
    sa.Column("let_go_at", sa.String(32)),
)
