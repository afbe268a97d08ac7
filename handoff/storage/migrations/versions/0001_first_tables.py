"""The first tables: estates, agents, conversations and everything said in them."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _people()
    _conversations()
    _turns()
    _notes_and_suppressed()
    _escalations()
    _assignments_and_attachments()
    _closures_and_ratings()
    _outbox()


def downgrade() -> None:
    """Drop them, what points at others first."""
    said = (
        "outbox",
        "ratings",
        "closures",
        "attachments",
        "assignments",
        "escalations",
        "notes",
        "suppressed",
    )
    for table in (*said, "turns", "conversations", "sessions", "agent_estates", "agents", "estates"):
        op.drop_table(table)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=nullable)


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _people() -> None:
    op.create_table(
        "estates",
        _text("id", 64),
        _text("name"),
        sa.Column("profile", sa.JSON(), nullable=False),
        _key("estates", "id"),
    )
    op.create_table(
        "agents",
        _text("id", 64),
        _text("username", 64),
        _text("name", 64),
        _number("grade"),
        _text("password_hash"),
        _text("presence", 8),
        _text("away_reason", nullable=True),
        _key("agents", "id"),
        sa.UniqueConstraint("username", name="uq_agents_username"),
    )
    op.create_table(
        "agent_estates",
        _text("agent_id", 64),
        _text("estate_id", 64),
        _points("agent_estates", "agent_id", "agents"),
        _points("agent_estates", "estate_id", "estates"),
        _key("agent_estates", "agent_id", "estate_id"),
    )
    op.create_table(
        "sessions",
        _text("token_hash", 64),
        _text("agent_id", 64),
        _moment("began_at"),
        _moment("used_at"),
        _points("sessions", "agent_id", "agents"),
        _key("sessions", "token_hash"),
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        _text("id", 64),
        _text("estate_id", 64),
        _text("channel", 16),
        _text("token_hash", 64, nullable=True),
        _text("holder", 8),
        _number("epoch"),
        _text("agent_id", 64, nullable=True),
        _number("last_seq"),
        _number("read_by_agents"),
        _number("read_by_resident"),
        sa.Column("name_sealed", sa.LargeBinary()),
        sa.Column("room_sealed", sa.LargeBinary()),
        sa.Column("phone_sealed", sa.LargeBinary()),
        _text("consent_version", 64),
        _moment("consent_at"),
        _moment("waiting_since", nullable=True),
        _moment("opened_at"),
        _moment("updated_at"),
        _moment("erased_at", nullable=True),
        _points("conversations", "estate_id", "estates"),
        _points("conversations", "agent_id", "agents"),
        _key("conversations", "id"),
    )
    op.create_index(
        "ix_conversations_estate_id_holder_updated_at", "conversations", ["estate_id", "holder", "updated_at"]
    )


def _turns() -> None:
    op.create_table(
        "turns",
        _text("conversation_id", 64),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        _text("author_kind", 8),
        _text("author_id", 64),
        _text("author_name", 64, nullable=True),
        _text("kind", 8),
        _text("text"),
        _moment("at"),
        _text("client_key", 64, nullable=True),
        _text("fingerprint", 64, nullable=True),
        _number("reply_to", nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        _text("value", nullable=True),
        sa.Column("bot", sa.JSON(none_as_null=True)),
        sa.Column("attachment", sa.JSON(none_as_null=True)),
        _points("turns", "conversation_id", "conversations"),
        _key("turns", "conversation_id", "seq"),
        sa.UniqueConstraint(
            "conversation_id",
            "author_kind",
            "author_id",
            "client_key",
            name="uq_turns_conversation_id_author_kind_author_id_client_key",
        ),
    )


def _notes_and_suppressed() -> None:
    op.create_table(
        "notes",
        _text("id", 64),
        _text("conversation_id", 64),
        _number("after_seq"),
        _text("agent_id", 64),
        _text("agent_name", 64),
        _text("text"),
        _text("client_key", 64),
        _text("fingerprint", 64),
        _moment("at"),
        _points("notes", "conversation_id", "conversations"),
        _points("notes", "agent_id", "agents"),
        _key("notes", "id"),
        sa.UniqueConstraint(
            "conversation_id", "agent_id", "client_key", name="uq_notes_conversation_id_agent_id_client_key"
        ),
    )
    op.create_table(
        "suppressed",
        _number("id"),
        _text("conversation_id", 64),
        _number("reply_to"),
        _number("epoch"),
        _text("text"),
        sa.Column("bot", sa.JSON(), nullable=False),
        _moment("at"),
        _points("suppressed", "conversation_id", "conversations"),
        _key("suppressed", "id"),
    )


def _escalations() -> None:
    op.create_table(
        "escalations",
        _text("id", 64),
        _text("conversation_id", 64),
        _text("reason", 32),
        _text("urgency", 16),
        _number("rank"),
        _number("position"),
        sa.Column("envelope", sa.JSON(), nullable=False),
        _moment("opened_at"),
        _moment("due_at"),
        _moment("claimed_at", nullable=True),
        _moment("ended_at", nullable=True),
        _points("escalations", "conversation_id", "conversations"),
        _key("escalations", "id"),
    )
    _one_open("escalations")


def _one_open(table: str) -> None:
    still_open = sa.text("ended_at IS NULL")
    op.create_index(
        f"uq_{table}_open",
        table,
        ["conversation_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _assignments_and_attachments() -> None:
    op.create_table(
        "assignments",
        _number("id"),
        _text("conversation_id", 64),
        _text("agent_id", 64),
        _text("note"),
        _moment("began_at"),
        _moment("ended_at", nullable=True),
        _points("assignments", "conversation_id", "conversations"),
        _points("assignments", "agent_id", "agents"),
        _key("assignments", "id"),
    )
    _one_open("assignments")
    op.create_table(
        "attachments",
        _text("id", 64),
        _text("conversation_id", 64),
        _text("media_type", 32),
        _number("width"),
        _number("height"),
        _moment("at"),
        _points("attachments", "conversation_id", "conversations"),
        _key("attachments", "id"),
    )
    op.create_index("ix_attachments_conversation_id", "attachments", ["conversation_id"])


def _closures_and_ratings() -> None:
    op.create_table(
        "closures",
        _text("id", 64),
        _text("conversation_id", 64),
        _text("agent_id", 64),
        _text("summary"),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        _moment("at"),
        _points("closures", "conversation_id", "conversations"),
        _points("closures", "agent_id", "agents"),
        _key("closures", "id"),
    )
    op.create_index("ix_closures_conversation_id", "closures", ["conversation_id"])
    op.create_table(
        "ratings",
        _text("closure_id", 64),
        _text("conversation_id", 64),
        _number("score"),
        _text("comment", nullable=True),
        _moment("at"),
        _points("ratings", "closure_id", "closures"),
        _points("ratings", "conversation_id", "conversations"),
        _key("ratings", "closure_id"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        _number("id"),
        _text("conversation_id", 64),
        _number("seq"),
        _number("epoch"),
        _number("attempts"),
        _moment("created_at"),
        _moment("leased_until", nullable=True),
        _moment("done_at", nullable=True),
        _text("outcome", 32, nullable=True),
        _points("outbox", "conversation_id", "conversations"),
        _key("outbox", "id"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_outbox_conversation_id_seq"),
    )
    op.create_index("ix_outbox_done_at_id", "outbox", ["done_at", "id"])
