"""A follow-up call is recorded once a key."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the key; calls of before have none."""
    op.add_column("ticket_follow_ups", sa.Column("client_key", sa.String(64)))
    op.create_index(
        "uq_ticket_follow_ups_key",
        "ticket_follow_ups",
        ["ticket_number", "author_id", "client_key"],
        unique=True,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("uq_ticket_follow_ups_key", "ticket_follow_ups")
    with op.batch_alter_table("ticket_follow_ups") as batch:
        batch.drop_column("client_key")
