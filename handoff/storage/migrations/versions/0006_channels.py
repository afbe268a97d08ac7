"""Messenger channels: the inbox, who writes there, lines on their way, the platforms' tokens."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and say of a turn how it came."""
    op.add_column("turns", sa.Column("via", sa.String(16)))
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        *_account(),
        sa.Column("key_index", sa.String(64), nullable=False),
        sa.Column("person_index", sa.String(64), nullable=False),
        sa.Column("incoming_sealed", sa.LargeBinary()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _moment("received_at"),
        _moment("due_at"),
        _moment("leased_until", nullable=True),
        _moment("done_at", nullable=True),
        sa.Column("outcome", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("channel", "account", "key_index", name="uq_inbox_channel_account_key_index"),
    )
    op.create_index("ix_inbox_done_at_id", "inbox", ["done_at", "id"])
    _correspondents()
    _deliveries()
    op.create_table(
        "channel_tokens",
        *_account(),
        sa.Column("token_sealed", sa.LargeBinary()),
        _moment("expires_at", nullable=True),
        _moment("asked_at", nullable=True),
        sa.PrimaryKeyConstraint("channel", "account", name="pk_channel_tokens"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_column("turns", "via")
    for table in ("channel_tokens", "deliveries", "correspondents", "inbox"):
        op.drop_table(table)


def _account() -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
    )


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=nullable)


def _conversation(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    return sa.Column("conversation_id", sa.String(64), nullable=False), sa.ForeignKeyConstraint(
        ["conversation_id"], ["conversations.id"], name=f"fk_{table}_conversation_id"
    )


def _correspondents() -> None:
    op.create_table(
        "correspondents",
        sa.Column("id", sa.String(64), nullable=False),
        *_account(),
        sa.Column("person_index", sa.String(64), nullable=False),
        sa.Column("person_sealed", sa.LargeBinary(), nullable=False),
        *_conversation("correspondents"),
        sa.Column("quota", sa.JSON(), nullable=False),
        sa.Column("hint_sealed", sa.LargeBinary()),
        _moment("unreachable_since", nullable=True),
        _moment("house_bound_at", nullable=True),
        _moment("began_at"),
        _moment("leased_until", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_correspondents"),
        sa.UniqueConstraint("conversation_id", name="uq_correspondents_conversation_id"),
        sa.UniqueConstraint(
            "channel", "account", "person_index", name="uq_correspondents_channel_account_person_index"
        ),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        *_conversation("deliveries"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("error", sa.String(16)),
        sa.Column("parts_sent", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("due_at"),
        _moment("settled_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_deliveries_conversation_id_seq"),
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
