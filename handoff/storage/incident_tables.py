"""The tables of incidents, of answers to ratings, and of metrics past their limits."""

import sqlalchemy as sa

from handoff.storage.columns import Moment
from handoff.storage.tables import metadata


def _incident(*, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column("incident_id", sa.ForeignKey("incidents.id"), primary_key=primary_key, nullable=False)


def _conversation(*, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(
        "conversation_id", sa.ForeignKey("conversations.id"), primary_key=primary_key, nullable=False
    )


def _agent() -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("agent_id", sa.String(64), nullable=False),
        sa.Column("agent_name", sa.String(64), nullable=False),
    )


incident_reports = sa.Table(
    "incident_reports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("facility", sa.String(16), nullable=False),
    _conversation(),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("house_sealed", sa.LargeBinary),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("conversation_id", "seq"),
    sa.Index(None, "estate_id", "facility", "at"),
)

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("building", sa.String(16), nullable=False),
    sa.Column("facility", sa.String(16), nullable=False),
    sa.Column("began_at", Moment, nullable=False),
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Index(None, "estate_id", "proposed_at"),
)
sa.Index(
    "uq_incidents_live",
    incidents.c.estate_id,
    incidents.c.facility,
    incidents.c.building,
    unique=True,
    sqlite_where=incidents.c.ended_at.is_(None),
    postgresql_where=incidents.c.ended_at.is_(None),
)

incident_decisions = sa.Table(
    "incident_decisions",
    metadata,
    _incident(primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    *_agent(),
    sa.Column("at", Moment, nullable=False),
)

incident_updates = sa.Table(
    "incident_updates",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    _incident(),
    *_agent(),
    sa.Column("client_key", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("told", sa.Integer, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("incident_id", "agent_id", "client_key"),
)

incident_links = sa.Table(
    "incident_links",
    metadata,
    _incident(primary_key=True),
    _conversation(primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "conversation_id"),
)

rating_answers = sa.Table(
    "rating_answers",
    metadata,
    sa.Column("closure_id", sa.ForeignKey("closures.id"), primary_key=True),
    *_agent(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

metric_runs = sa.Table(
    "metric_runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("metric", sa.String(32), nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("estate_id", "metric", "first_day"),
)

metric_checks = sa.Table(
    "metric_checks",
    metadata,
    sa.Column("estate_id", sa.ForeignKey("estates.id"), primary_key=True),
    sa.Column("at", Moment, nullable=False),
)
