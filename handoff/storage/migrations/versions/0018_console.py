"""Blind indexes of houses and numbers, by which conversations and tickets find their like."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
INDEXES = (("conversations", "house_index"), ("conversations", "phone_index"), ("tickets", "house_index"))


def upgrade() -> None:
    """Add the columns; the desk fills in what can be read when it opens the database."""
    for table, column in INDEXES:
        op.add_column(table, sa.Column(column, sa.String(64)))
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Drop them."""
    for table, column in INDEXES:
        op.drop_index(f"ix_{table}_{column}", table)
        op.drop_column(table, column)
