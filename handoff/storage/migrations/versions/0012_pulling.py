"""微信客服: how far each account was pulled, and codes that let one line out."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the cursors, and give correspondents their code."""
    op.create_table(
        "channel_cursors",
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("leased_until", Moment()),
        sa.Column("leased_by", sa.String(32)),
        sa.PrimaryKeyConstraint("channel", "account", name="pk_channel_cursors"),
    )
    op.add_column("correspondents", sa.Column("code_sealed", sa.LargeBinary()))
    op.add_column("correspondents", sa.Column("code_seq", sa.Integer()))
    op.add_column("correspondents", sa.Column("code_until", Moment()))


def downgrade() -> None:
    """Drop them."""
    for column in ("code_until", "code_seq", "code_sealed"):
        op.drop_column("correspondents", column)
    op.drop_table("channel_cursors")
