"""Attempts to sign in."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_index", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempts"),
    )
    op.create_index("ix_sign_in_attempts_at", "sign_in_attempts", ["at"])
    op.create_index("ix_sign_in_attempts_by_index_at", "sign_in_attempts", ["by_index", "at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("sign_in_attempts")
