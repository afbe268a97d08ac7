"""Follow-ups, owners and pictures of tickets."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "ticket_follow_ups",
        *_record("ticket_follow_ups"),
        sa.Column("is_reached", sa.Boolean(), nullable=False),
        sa.Column("satisfied", sa.Boolean()),
    )
    op.create_table(
        "ticket_handings",
        *_record("ticket_handings"),
        sa.Column("to_id", sa.String(64), nullable=False),
        sa.Column("to_name", sa.String(64), nullable=False),
    )
    op.create_table(
        "ticket_pictures",
        sa.Column("ticket_number", sa.String(32), nullable=False),
        sa.Column("attachment_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["tickets.number"], name="fk_ticket_pictures_ticket_number"
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name="fk_ticket_pictures_attachment_id"
        ),
        sa.PrimaryKeyConstraint("ticket_number", "attachment_id", name="pk_ticket_pictures"),
    )
    for table in ("ticket_follow_ups", "ticket_handings"):
        op.create_index(f"ix_{table}_ticket_number", table, ["ticket_number"])
    op.create_index("ix_ticket_pictures_attachment_id", "ticket_pictures", ["attachment_id"])


def _record(table: str) -> list[sa.Column[object] | sa.Constraint]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.String(32), nullable=False),
        sa.Column("author_kind", sa.String(8), nullable=False),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("author_name", sa.String(64)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name=f"fk_{table}_ticket_number"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def downgrade() -> None:
    """Drop them."""
    for table in ("ticket_pictures", "ticket_handings", "ticket_follow_ups"):
        op.drop_table(table)
