"""Tickets: the running numbers, the tickets themselves, their links, moves, urgings and promises."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "ticket_days",
        _text("code", 8),
        _text("day", 8),
        sa.Column("opened", sa.Integer(), nullable=False),
        _key("ticket_days", "code", "day"),
    )
    _tickets()
    _links()
    _moves()
    _urgings_and_promises()


def downgrade() -> None:
    """Drop them, what points at others first."""
    for table in (
        "promises",
        "ticket_urgings",
        "ticket_moves",
        "ticket_conversations",
        "tickets",
        "ticket_days",
    ):
        op.drop_table(table)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=nullable)


def _at(name: str = "at") -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=False)


def _author() -> tuple[sa.Column[str], ...]:
    return _text("author_kind", 8), _text("author_id", 64), _text("author_name", 64, nullable=True)


def _of_ticket(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    return _text("ticket_number", 32), sa.ForeignKeyConstraint(
        ["ticket_number"], ["tickets.number"], name=f"fk_{table}_ticket_number"
    )


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _tickets() -> None:
    op.create_table(
        "tickets",
        _text("number", 32),
        _text("estate_id", 64),
        _text("category", 16),
        _text("trade", 16),
        _text("urgency", 16),
        _text("state", 32),
        sa.Column("revision", sa.Integer(), nullable=False),
        _text("summary"),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("house_sealed", sa.LargeBinary()),
        _text("owner_id", 64, nullable=True),
        _text("owner_name", 64, nullable=True),
        _text("opener", 64),
        _text("client_key", 64),
        _text("fingerprint", 64, nullable=True),
        _at("opened_at"),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name="fk_tickets_estate_id"),
        _key("tickets", "number"),
        sa.UniqueConstraint("opener", "client_key", name="uq_tickets_opener_client_key"),
    )
    op.create_index("ix_tickets_estate_id_opened_at", "tickets", ["estate_id", "opened_at"])


def _links() -> None:
    op.create_table(
        "ticket_conversations",
        *_of_ticket("ticket_conversations"),
        _text("conversation_id", 64),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_ticket_conversations_conversation_id"
        ),
        _key("ticket_conversations", "ticket_number", "conversation_id"),
    )
    op.create_index("ix_ticket_conversations_conversation_id", "ticket_conversations", ["conversation_id"])


def _moves() -> None:
    op.create_table(
        "ticket_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_ticket("ticket_moves"),
        sa.Column("revision", sa.Integer(), nullable=False),
        _text("state", 32),
        *_author(),
        _text("note"),
        _at(),
        _key("ticket_moves", "id"),
        sa.UniqueConstraint("ticket_number", "revision", name="uq_ticket_moves_ticket_number_revision"),
    )


def _urgings_and_promises() -> None:
    op.create_table(
        "ticket_urgings",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_ticket("ticket_urgings"),
        *_author(),
        _at(),
        _key("ticket_urgings", "id"),
    )
    op.create_table(
        "promises",
        _text("id", 64),
        *_of_ticket("promises"),
        *_author(),
        _text("text"),
        _at("due_at"),
        _at(),
        _key("promises", "id"),
    )
    for table in ("ticket_urgings", "promises"):
        op.create_index(f"ix_{table}_ticket_number", table, ["ticket_number"])
