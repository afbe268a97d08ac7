"""The tables about agents beside their accounts: profiles, leases, offers, handovers, canned replies."""

import sqlalchemy as sa

from handoff.storage.columns import Moment
from handoff.storage.tables import metadata


def _agent(*, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column("agent_id", sa.ForeignKey("agents.id"), primary_key=primary_key, nullable=False)


def _conversation() -> sa.Column[str]:
    return sa.Column("conversation_id", sa.ForeignKey("conversations.id"), nullable=False)


agent_profiles = sa.Table(
    "agent_profiles",
    metadata,
    _agent(primary_key=True),
    sa.Column("skills", sa.JSON, nullable=False),
    sa.Column("buildings", sa.JSON, nullable=False),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("shifts", sa.JSON, nullable=False),
)

agent_filters = sa.Table(
    "agent_filters",
    metadata,
    _agent(primary_key=True),
    sa.Column("filters", sa.JSON, nullable=False),
)

leases = sa.Table(
    "leases",
    metadata,
    _agent(primary_key=True),
    sa.Column("until", Moment, nullable=False),
)

suspensions = sa.Table(
    "suspensions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _agent(),
    sa.Column("by_id", sa.String(64), nullable=False),
    sa.Column("by_name", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("lifted_at", Moment),
)
sa.Index(
    "uq_suspensions_open",
    suspensions.c.agent_id,
    unique=True,
    sqlite_where=suspensions.c.lifted_at.is_(None),
    postgresql_where=suspensions.c.lifted_at.is_(None),
)

offers = sa.Table(
    "offers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _conversation(),
    sa.Column("epoch", sa.Integer, nullable=False),
    _agent(),
    sa.Column("at", Moment, nullable=False),
    sa.Column("until", Moment, nullable=False),
    sa.UniqueConstraint("conversation_id", "epoch", "agent_id"),
)

handovers = sa.Table(
    "handovers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _conversation(),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("from_agent", sa.ForeignKey("agents.id")),
    sa.Column("to_agent", sa.ForeignKey("agents.id"), nullable=False),
    sa.Column("by", sa.ForeignKey("agents.id"), nullable=False),
    sa.Column("is_forced", sa.Boolean, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("conversation_id", "epoch"),
)

canned_replies = sa.Table(
    "canned_replies",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("scope", sa.String(96), nullable=False),
    sa.Column("estate_id", sa.ForeignKey("estates.id")),
    sa.Column("agent_id", sa.ForeignKey("agents.id")),
    sa.Column("shortcut", sa.String(20), nullable=False),
    sa.Column("title", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.UniqueConstraint("scope", "shortcut"),
)

unsent = sa.Table(
    "unsent",
    metadata,
    _agent(primary_key=True),
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), primary_key=True, index=True),
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("text_sealed", sa.LargeBinary),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

sign_in_attempts = sa.Table(
    "sign_in_attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("by_index", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Index(None, "by_index", "at"),
)
