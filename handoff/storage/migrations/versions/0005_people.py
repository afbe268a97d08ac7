"""People: profiles, filters, leases, offers, handovers, canned replies; whispers and ends by silence."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("canned_replies", "handovers", "offers", "leases", "agent_filters", "agent_profiles")


def upgrade() -> None:
    """Create the tables and the two marks."""
    _agents_own()
    _routing()
    op.create_table(
        "canned_replies",
        _text("id", 64),
        _text("scope", 96),
        _text("estate_id", 64, nullable=True),
        _text("agent_id", 64, nullable=True),
        _text("shortcut", 20),
        _text("title", 64),
        _text("text"),
        _at("updated_at"),
        _refers("canned_replies", "estate_id", "estates"),
        _refers("canned_replies", "agent_id", "agents"),
        sa.PrimaryKeyConstraint("id", name="pk_canned_replies"),
        sa.UniqueConstraint("scope", "shortcut", name="uq_canned_replies_scope_shortcut"),
    )
    for table, mark in (("notes", "is_whisper"), ("closures", "by_silence")):
        op.add_column(table, sa.Column(mark, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop them."""
    for table, mark in (("notes", "is_whisper"), ("closures", "by_silence")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(mark)
    for table in _TABLES:
        op.drop_table(table)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=nullable)


def _at(name: str = "at") -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def _agents_own() -> None:
    columns: dict[str, tuple[sa.Column[object], ...]] = {
        "agent_profiles": (
            sa.Column("skills", sa.JSON(), nullable=False),
            sa.Column("buildings", sa.JSON(), nullable=False),
            sa.Column("capacity", sa.Integer(), nullable=False),
            sa.Column("shifts", sa.JSON(), nullable=False),
        ),
        "agent_filters": (sa.Column("filters", sa.JSON(), nullable=False),),
        "leases": (_at("until"),),
    }
    for table, own in columns.items():
        op.create_table(
            table,
            _text("agent_id", 64),
            *own,
            _refers(table, "agent_id", "agents"),
            sa.PrimaryKeyConstraint("agent_id", name=f"pk_{table}"),
        )


def _routing() -> None:
    op.create_table(
        "offers",
        _number("id"),
        _text("conversation_id", 64),
        _number("epoch"),
        _text("agent_id", 64),
        _at(),
        _at("until"),
        _refers("offers", "conversation_id", "conversations"),
        _refers("offers", "agent_id", "agents"),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sa.UniqueConstraint(
            "conversation_id", "epoch", "agent_id", name="uq_offers_conversation_id_epoch_agent_id"
        ),
    )
    op.create_table(
        "handovers",
        _number("id"),
        _text("conversation_id", 64),
        _number("epoch"),
        _text("from_agent", 64, nullable=True),
        _text("to_agent", 64),
        _text("by", 64),
        sa.Column("is_forced", sa.Boolean(), nullable=False),
        _at(),
        _refers("handovers", "conversation_id", "conversations"),
        *(_refers("handovers", column, "agents") for column in ("from_agent", "to_agent", "by")),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        sa.UniqueConstraint("conversation_id", "epoch", name="uq_handovers_conversation_id_epoch"),
    )
