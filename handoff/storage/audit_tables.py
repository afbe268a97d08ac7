"""The table of the audit log; the database itself refuses to change or drop its rows (migration 0010)."""

import sqlalchemy as sa

from handoff.storage.columns import Moment
from handoff.storage.tables import metadata

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("actor_id", sa.String(64), nullable=False),
    sa.Column("actor_name", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("estate_id", sa.String(64)),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("link", sa.String(64), nullable=False),
    sa.Index(None, "actor_id", "action", "at"),
)
