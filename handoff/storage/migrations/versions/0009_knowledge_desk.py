"""What the desk decides about knowledge: proposals, publications, misses that were dealt with."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _proposals()
    _publications()
    op.create_table(
        "knowledge_settled_misses",
        _text("conversation_id", 64),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        _text("estate_id", 64),
        _text("how", 16),
        _text("reason"),
        _text("by", 64),
        _at("at"),
        _of_estate("knowledge_settled_misses"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_knowledge_settled_misses_conversation_id"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_knowledge_settled_misses"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("knowledge_settled_misses", "knowledge_publications", "knowledge_proposals"):
        op.drop_table(table)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=nullable)


def _of_estate(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=f"fk_{table}_estate_id")


def _proposals() -> None:
    op.create_table(
        "knowledge_proposals",
        _text("id", 64),
        _text("estate_id", 64),
        _text("entry_id", 80),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        _text("note"),
        _text("origin", 16),
        _text("author_id", 64),
        _text("author_name", 64),
        _at("at"),
        _text("decision", 16, nullable=True),
        _text("decided_by_id", 64, nullable=True),
        _text("decided_by_name", 64, nullable=True),
        _at("decided_at", nullable=True),
        _text("reason"),
        _of_estate("knowledge_proposals"),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_proposals"),
    )
    op.create_index("ix_knowledge_proposals_estate_id_at", "knowledge_proposals", ["estate_id", "at"])


def _publications() -> None:
    op.create_table(
        "knowledge_publications",
        _text("id", 64),
        _text("estate_id", 64),
        _text("state", 16),
        _text("note"),
        _text("by_id", 64),
        _text("by_name", 64),
        _at("began_at"),
        _at("ended_at", nullable=True),
        _text("version", 16, nullable=True),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("gate", sa.JSON()),
        sa.Column("changes", sa.JSON(), nullable=False),
        _of_estate("knowledge_publications"),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_publications"),
    )
    op.create_index(
        "ix_knowledge_publications_estate_id_began_at", "knowledge_publications", ["estate_id", "began_at"]
    )
    running = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_knowledge_publications_running",
        "knowledge_publications",
        ["estate_id"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )
