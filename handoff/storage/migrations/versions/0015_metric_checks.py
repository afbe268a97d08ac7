"""When an estate's figures were looked at last."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "metric_checks",
        sa.Column("estate_id", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name="fk_metric_checks_estate_id"),
        sa.PrimaryKeyConstraint("estate_id", name="pk_metric_checks"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("metric_checks")
