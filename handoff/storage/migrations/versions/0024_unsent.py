"""What agents have begun to write and not sent."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; what browsers kept until now comes in with the next word."""
    op.create_table(
        "unsent",
        sa.Column("agent_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("agent_id", "conversation_id", "kind", name="pk_unsent"),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name="fk_unsent_agent_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_unsent_conversation_id"),
    )
    op.create_index("ix_unsent_conversation_id", "unsent", ["conversation_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("unsent")
