"""Which desk process works on what waits in a queue."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
QUEUES = ("outbox", "inbox", "correspondents")


def upgrade() -> None:
    """Add the column; what was leased before becomes due when its lease runs out."""
    for queue in QUEUES:
        op.add_column(queue, sa.Column("leased_by", sa.String(32), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    for queue in QUEUES:
        op.drop_column(queue, "leased_by")
