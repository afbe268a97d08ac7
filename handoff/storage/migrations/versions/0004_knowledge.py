"""Knowledge: what estates know, every change of it, and the answers that residents accepted.

The command line may have made these tables already: an estate's entries can come before its desk.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "knowledge_contents",
        _text("estate_id", 40),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON()),
        sa.Column("tariffs", sa.JSON()),
        _text("origin", 16),
        _text("at", 32),
        sa.PrimaryKeyConstraint("estate_id", name="pk_knowledge_contents"),
        if_not_exists=True,
    )
    _revisions()
    op.create_table(
        "knowledge_accepted",
        _text("estate_id", 40),
        _text("question", 200),
        _text("entry_id", 80),
        _text("at", 32),
        _text("let_go_by", 64, nullable=True),
        _text("let_go_at", 32, nullable=True),
        sa.PrimaryKeyConstraint("estate_id", "question", "entry_id", name="pk_knowledge_accepted"),
        if_not_exists=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("knowledge_accepted", "knowledge_revisions", "knowledge_contents"):
        op.drop_table(table)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _revisions() -> None:
    op.create_table(
        "knowledge_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("estate_id", 40),
        _text("entry_id", 80),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON()),
        _text("origin", 16),
        sa.Column("note", sa.Text(), nullable=False),
        _text("author_id", 64, nullable=True),
        _text("author_name", 64, nullable=True),
        _text("at", 32),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_revisions"),
        sa.UniqueConstraint(
            "estate_id", "entry_id", "number", name="uq_knowledge_revisions_estate_id_entry_id_number"
        ),
        if_not_exists=True,
    )
