"""When each account's callbacks could last be stored."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; what lies before it is not known."""
    op.create_table(
        "channel_doors",
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("open_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "account", name="pk_channel_doors"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("channel_doors")
