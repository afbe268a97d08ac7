"""What repairers wrote down about tickets."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "work_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.String(32), nullable=False),
        sa.Column("author_kind", sa.String(8), nullable=False),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("author_name", sa.String(64)),
        sa.Column("client_key", sa.String(64), nullable=False),
        sa.Column("after_key", sa.String(64)),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("attachment", sa.JSON()),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_work_steps_ticket_number"),
        sa.PrimaryKeyConstraint("id", name="pk_work_steps"),
        sa.UniqueConstraint("author_id", "client_key", name="uq_work_steps_author_id_client_key"),
    )
    op.create_index("ix_work_steps_ticket_number", "work_steps", ["ticket_number"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("work_steps")
