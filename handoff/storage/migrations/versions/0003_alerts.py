"""Alerts and the rungs they climbed."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "alerts",
        _text("id", 64),
        _text("key", 200),
        _text("estate_id", 64),
        _text("kind", 32),
        _text("severity", 8),
        _text("urgency", 16),
        _text("text"),
        _text("reason", 32, nullable=True),
        _text("conversation_id", 64, nullable=True),
        _text("ticket_number", 32, nullable=True),
        _text("promise_id", 64, nullable=True),
        _at("due_at"),
        _at("raised_at"),
        _at("climbs_from"),
        sa.Column("unattended", sa.Boolean(), nullable=False),
        _at("next_rung_at", nullable=True),
        _at("acknowledged_at", nullable=True),
        _text("acknowledged_by", 64, nullable=True),
        _text("acknowledged_name", 64, nullable=True),
        _at("ended_at", nullable=True),
        _to("estate_id", "estates.id"),
        _to("conversation_id", "conversations.id"),
        _to("ticket_number", "tickets.number"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.UniqueConstraint("key", name="uq_alerts_key"),
    )
    for columns in (["estate_id", "raised_at"], ["conversation_id"], ["ticket_number"], ["next_rung_at"]):
        op.create_index(f"ix_alerts_{'_'.join(columns)}", "alerts", columns)
    _rungs()


def downgrade() -> None:
    """Drop them, what points at others first."""
    op.drop_table("alert_rungs")
    op.drop_table("alerts")


def _rungs() -> None:
    op.create_table(
        "alert_rungs",
        _text("alert_id", 64),
        _text("rung", 16),
        _at("at"),
        _at("try_at", nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _at("delivered_at", nullable=True),
        _text("failure", nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_alert_rungs_alert_id"),
        sa.PrimaryKeyConstraint("alert_id", "rung", name="pk_alert_rungs"),
    )
    op.create_index("ix_alert_rungs_try_at", "alert_rungs", ["try_at"])


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=nullable)


def _to(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_alerts_{column}")
