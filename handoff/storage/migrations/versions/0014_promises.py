"""Promises: in conversations too, kept, released, and watched."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ADDED = (
    ("estate_id", sa.String(64)),
    ("conversation_id", sa.String(64)),
    ("kept_at", Moment()),
    ("kept_by", sa.String(64)),
    ("kept_name", sa.String(64)),
    ("kept_kind", sa.String(8)),
    ("kept_note", sa.Text()),
    ("released_at", Moment()),
    ("watch_at", Moment()),
)
_INDEXES = (("conversation_id",), ("estate_id", "due_at"), ("watch_at",))


def upgrade() -> None:
    """Add the columns; what was promised before is watched from now on."""
    for name, kind in _ADDED:
        op.add_column("promises", sa.Column(name, kind))
    promises = sa.table(
        "promises", *(sa.column(name) for name in ("estate_id", "ticket_number", "watch_at", "due_at"))
    )
    tickets = sa.table("tickets", sa.column("number"), sa.column("estate_id"))
    estate = sa.select(tickets.c.estate_id).where(tickets.c.number == promises.c.ticket_number)
    op.execute(sa.update(promises).values(estate_id=estate.scalar_subquery(), watch_at=promises.c.due_at))
    with op.batch_alter_table("promises") as table:
        table.alter_column("estate_id", existing_type=sa.String(64), nullable=False)
        table.alter_column("ticket_number", existing_type=sa.String(32), nullable=True)
        table.create_foreign_key("fk_promises_estate_id", "estates", ["estate_id"], ["id"])
        table.create_foreign_key("fk_promises_conversation_id", "conversations", ["conversation_id"], ["id"])
    for columns in _INDEXES:
        op.create_index(f"ix_promises_{'_'.join(columns)}", "promises", list(columns))


def downgrade() -> None:
    """Drop them; promises that are on no ticket go with them."""
    op.execute("DELETE FROM promises WHERE ticket_number IS NULL")
    for columns in _INDEXES:
        op.drop_index(f"ix_promises_{'_'.join(columns)}", "promises")
    with op.batch_alter_table("promises") as table:
        for name in ("estate_id", "conversation_id"):
            table.drop_constraint(f"fk_promises_{name}", type_="foreignkey")
        for name, _kind in _ADDED:
            table.drop_column(name)
        table.alter_column("ticket_number", existing_type=sa.String(32), nullable=False)
