"""Incidents and their records; answers to ratings; metrics past their limits."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = (
    "metric_runs",
    "rating_answers",
    "incident_links",
    "incident_updates",
    "incident_decisions",
    "incidents",
    "incident_reports",
)


def upgrade() -> None:
    """Create the tables."""
    _reports()
    _incidents()
    _records()
    op.create_table(
        "rating_answers",
        _text("closure_id", 64),
        *_agent(),
        _text("text"),
        _at(),
        _refers("rating_answers", "closure_id", "closures"),
        _key("rating_answers", "closure_id"),
    )
    op.create_table(
        "metric_runs",
        _number("id"),
        _text("estate_id", 64),
        _text("metric", 32),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        _at(),
        _refers("metric_runs", "estate_id", "estates"),
        _key("metric_runs", "id"),
        _once("metric_runs", "estate_id", "metric", "first_day"),
    )


def downgrade() -> None:
    """Drop them, what points at others first."""
    for table in _TABLES:
        op.drop_table(table)


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _at(name: str = "at", *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _agent() -> tuple[sa.Column[str], sa.Column[str]]:
    return _text("agent_id", 64), _text("agent_name", 64)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _reports() -> None:
    op.create_table(
        "incident_reports",
        _number("id"),
        _text("estate_id", 64),
        _text("facility", 16),
        _text("conversation_id", 64),
        _number("seq"),
        sa.Column("house_sealed", sa.LargeBinary()),
        _at(),
        _refers("incident_reports", "estate_id", "estates"),
        _refers("incident_reports", "conversation_id", "conversations"),
        _key("incident_reports", "id"),
        _once("incident_reports", "conversation_id", "seq"),
    )
    op.create_index(
        "ix_incident_reports_estate_id_facility_at", "incident_reports", ["estate_id", "facility", "at"]
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        _text("id", 64),
        _text("estate_id", 64),
        _text("building", 16),
        _text("facility", 16),
        _at("began_at"),
        _at("proposed_at"),
        _at("ended_at", nullable=True),
        _refers("incidents", "estate_id", "estates"),
        _key("incidents", "id"),
    )
    op.create_index("ix_incidents_estate_id_proposed_at", "incidents", ["estate_id", "proposed_at"])
    live = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_incidents_live",
        "incidents",
        ["estate_id", "facility", "building"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )


def _records() -> None:
    op.create_table(
        "incident_decisions",
        _text("incident_id", 64),
        _text("kind", 16),
        _text("text"),
        *_agent(),
        _at(),
        _refers("incident_decisions", "incident_id", "incidents"),
        _key("incident_decisions", "incident_id", "kind"),
    )
    op.create_table(
        "incident_updates",
        _text("id", 64),
        _text("incident_id", 64),
        *_agent(),
        _text("client_key", 64),
        _text("text"),
        _number("told"),
        _at(),
        _refers("incident_updates", "incident_id", "incidents"),
        _key("incident_updates", "id"),
        _once("incident_updates", "incident_id", "agent_id", "client_key"),
    )
    op.create_table(
        "incident_links",
        _text("incident_id", 64),
        _text("conversation_id", 64),
        _at(),
        _refers("incident_links", "incident_id", "incidents"),
        _refers("incident_links", "conversation_id", "conversations"),
        _key("incident_links", "incident_id", "conversation_id"),
    )
    op.create_index("ix_incident_links_conversation_id", "incident_links", ["conversation_id"])
