"""The table of what an estate's managers set; it belongs to the same schema as `tables`."""

import sqlalchemy as sa

from handoff.storage.columns import Moment
from handoff.storage.tables import metadata

# Every change is a row of its own; the latest of a name counts. Sealed: a webhook's address opens a group.
estate_settings = sa.Table(
    "estate_settings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("name", sa.String(32), nullable=False),
    sa.Column("value_sealed", sa.LargeBinary, nullable=False),
    sa.Column("agent_id", sa.String(64), nullable=False),
    sa.Column("agent_name", sa.String(64)),
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "estate_id", "name"),
)
