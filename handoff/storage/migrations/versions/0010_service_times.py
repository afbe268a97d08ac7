"""Service times: what estates set, by when tickets and escalations are due, and when to look at them."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TIMES = ("response_warned_at", "response_due_at", "resolution_warned_at", "resolution_due_at")
# What stood before was due by the plain clock; the first sweep after the start counts it anew.
_PLAIN = {
    "urgent": (timedelta(minutes=15), timedelta(hours=2)),
    "important": (timedelta(minutes=30), timedelta(hours=24)),
    "general": (timedelta(hours=2), timedelta(days=3)),
}
_RANKS = {"urgent": 1, "important": 2, "general": 3}


def upgrade() -> None:
    """Add the table and the columns."""
    op.create_table(
        "estate_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("agent_id", sa.String(64), nullable=False),
        sa.Column("agent_name", sa.String(64)),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name="fk_estate_settings_estate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_estate_settings"),
    )
    op.create_index("ix_estate_settings_estate_id_name", "estate_settings", ["estate_id", "name"])
    with op.batch_alter_table("escalations") as escalations:
        escalations.add_column(sa.Column("warned_at", Moment()))
        escalations.add_column(sa.Column("watch_at", Moment()))
    op.create_index("ix_escalations_watch_at", "escalations", ["watch_at"])
    _tickets()


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_tickets_watch_at", "tickets")
    with op.batch_alter_table("tickets") as tickets:
        for name in ("priority", *_TIMES, "watch_at"):
            tickets.drop_column(name)
    op.drop_index("ix_escalations_watch_at", "escalations")
    with op.batch_alter_table("escalations") as escalations:
        escalations.drop_column("warned_at")
        escalations.drop_column("watch_at")
    op.drop_table("estate_settings")


def _tickets() -> None:
    for column in (
        sa.Column("priority", sa.Integer()),
        *(sa.Column(name, Moment()) for name in (*_TIMES, "watch_at")),
    ):
        op.add_column("tickets", column)
    _fill()
    with op.batch_alter_table("tickets") as tickets:
        tickets.alter_column("priority", existing_type=sa.Integer(), nullable=False)
        for name in _TIMES:
            tickets.alter_column(name, existing_type=Moment(), nullable=False)
    op.create_index("ix_tickets_watch_at", "tickets", ["watch_at"])


def _fill() -> None:
    tickets: Any = sa.table(
        "tickets",
        sa.column("number", sa.String()),
        sa.column("urgency", sa.String()),
        sa.column("opened_at", Moment()),
        sa.column("priority", sa.Integer()),
        *(sa.column(name, Moment()) for name in _TIMES),
    )
    connection = op.get_bind()
    for number, urgency, opened_at in connection.execute(
        sa.select(tickets.c.number, tickets.c.urgency, tickets.c.opened_at)
    ).all():
        response, resolution = _PLAIN[urgency]
        times = dict(zip(_TIMES, (response * 0.75, response, resolution * 0.75, resolution), strict=True))
        values = {name: opened_at + after for name, after in times.items()}
        connection.execute(
            sa.update(tickets).where(tickets.c.number == number).values(priority=_RANKS[urgency], **values)
        )
