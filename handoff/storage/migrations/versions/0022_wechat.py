"""When each account's log was last read to its end."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was pulled before counts as read until now."""
    op.add_column("channel_cursors", sa.Column("pulled_at", Moment(), nullable=True))
    cursors = sa.table("channel_cursors", sa.column("pulled_at", Moment()))
    op.get_bind().execute(cursors.update().values(pulled_at=datetime.now(UTC)))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("channel_cursors", "pulled_at")
