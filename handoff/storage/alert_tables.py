"""The tables of alerts and the rungs they climbed; they belong to the same schema as `tables`."""

import sqlalchemy as sa

from handoff.storage.columns import Moment
from handoff.storage.tables import metadata

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("key", sa.String(200), nullable=False, unique=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("severity", sa.String(8), nullable=False),
    sa.Column("urgency", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reason", sa.String(32)),
    sa.Column("conversation_id", sa.ForeignKey("conversations.id")),
    sa.Column("ticket_number", sa.ForeignKey("tickets.number")),
    sa.Column("promise_id", sa.String(64)),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("raised_at", Moment, nullable=False),
    sa.Column("climbs_from", Moment, nullable=False),
    sa.Column("unattended", sa.Boolean, nullable=False),
    sa.Column("next_rung_at", Moment),
    sa.Column("acknowledged_at", Moment),
    sa.Column("acknowledged_by", sa.String(64)),
    sa.Column("acknowledged_name", sa.String(64)),
    sa.Column("ended_at", Moment),
    sa.Index(None, "estate_id", "raised_at"),
    sa.Index(None, "conversation_id"),
    sa.Index(None, "ticket_number"),
    sa.Index(None, "next_rung_at"),
)

alert_rungs = sa.Table(
    "alert_rungs",
    metadata,
    sa.Column("alert_id", sa.ForeignKey("alerts.id"), primary_key=True),
    sa.Column("rung", sa.String(16), primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("try_at", Moment),  # when it is to be sent outside (again); null once that is over
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("delivered_at", Moment),
    sa.Column("failure", sa.Text),
    sa.Index(None, "try_at"),
)
