"""The tables of tickets and their records; they belong to the same schema as `tables`."""

import sqlalchemy as sa

from handoff.storage.columns import Moment
from handoff.storage.tables import metadata


def _ticket() -> sa.Column[str]:
    return sa.Column("ticket_number", sa.ForeignKey("tickets.number"), nullable=False)


def _author() -> tuple[sa.Column[str], sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("author_kind", sa.String(8), nullable=False),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("author_name", sa.String(64)),
    )


def _at() -> sa.Column[object]:
    return sa.Column("at", Moment, nullable=False)


ticket_days = sa.Table(
    "ticket_days",
    metadata,
    sa.Column("code", sa.String(8), primary_key=True),
    sa.Column("day", sa.String(8), primary_key=True),
    sa.Column("opened", sa.Integer, nullable=False),
)

tickets = sa.Table(
    "tickets",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("category", sa.String(16), nullable=False),
    sa.Column("trade", sa.String(16), nullable=False),
    sa.Column("urgency", sa.String(16), nullable=False),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("house_sealed", sa.LargeBinary),
    sa.Column("house_index", sa.String(64)),  # blind
    sa.Column("owner_id", sa.String(64)),
    sa.Column("owner_name", sa.String(64)),
    sa.Column("opener", sa.String(64), nullable=False),
    sa.Column("client_key", sa.String(64), nullable=False),
    sa.Column("fingerprint", sa.String(64)),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("response_warned_at", Moment, nullable=False),
    sa.Column("response_due_at", Moment, nullable=False),
    sa.Column("resolution_warned_at", Moment, nullable=False),
    sa.Column("resolution_due_at", Moment, nullable=False),
    sa.Column("watch_at", Moment),  # when a sweep must look at it next
    sa.UniqueConstraint("opener", "client_key"),
    sa.Index(None, "estate_id", "opened_at"),
    sa.Index(None, "watch_at"),
    sa.Index(None, "house_index"),
)

ticket_conversations = sa.Table(
    "ticket_conversations",
    metadata,
    sa.Column("ticket_number", sa.ForeignKey("tickets.number"), primary_key=True),
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Index(None, "conversation_id"),
)

ticket_moves = sa.Table(
    "ticket_moves",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _ticket(),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("state", sa.String(32), nullable=False),
    *_author(),
    sa.Column("note", sa.Text, nullable=False),
    _at(),
    sa.UniqueConstraint("ticket_number", "revision"),
)

ticket_urgings = sa.Table(
    "ticket_urgings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _ticket(),
    *_author(),
    _at(),
    sa.Index(None, "ticket_number"),
)

ticket_follow_ups = sa.Table(
    "ticket_follow_ups",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _ticket(),
    *_author(),
    sa.Column("is_reached", sa.Boolean, nullable=False),
    sa.Column("satisfied", sa.Boolean),
    sa.Column("note", sa.Text, nullable=False),
    _at(),
    sa.Column("client_key", sa.String(64)),
    sa.Index(None, "ticket_number"),
    sa.Index("uq_ticket_follow_ups_key", "ticket_number", "author_id", "client_key", unique=True),
)

ticket_handings = sa.Table(
    "ticket_handings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _ticket(),
    *_author(),
    sa.Column("to_id", sa.String(64), nullable=False),
    sa.Column("to_name", sa.String(64), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    _at(),
    sa.Index(None, "ticket_number"),
)

ticket_pictures = sa.Table(
    "ticket_pictures",
    metadata,
    sa.Column("ticket_number", sa.ForeignKey("tickets.number"), primary_key=True),
    sa.Column("attachment_id", sa.ForeignKey("attachments.id"), primary_key=True),
    sa.Index(None, "attachment_id"),
)

work_steps = sa.Table(
    "work_steps",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _ticket(),
    *_author(),
    sa.Column("client_key", sa.String(64), nullable=False),
    sa.Column("after_key", sa.String(64)),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("refusal", sa.Text, nullable=False),
    sa.Column("attachment", sa.JSON(none_as_null=True)),  # its file is gone once this is
    sa.Column("recorded_at", Moment, nullable=False),
    _at(),
    sa.UniqueConstraint("author_id", "client_key"),
    sa.Index(None, "ticket_number"),
)

promises = sa.Table(
    "promises",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("ticket_number", sa.ForeignKey("tickets.number")),
    sa.Column("conversation_id", sa.ForeignKey("conversations.id")),
    *_author(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    _at(),
    sa.Column("kept_at", Moment),
    sa.Column("kept_by", sa.String(64)),
    sa.Column("kept_name", sa.String(64)),
    sa.Column("kept_kind", sa.String(8)),
    sa.Column("kept_note", sa.Text),
    sa.Column("released_at", Moment),
    sa.Column("watch_at", Moment),  # when a sweep must look at it next
    sa.Index(None, "ticket_number"),
    sa.Index(None, "conversation_id"),
    sa.Index(None, "estate_id", "due_at"),
    sa.Index(None, "watch_at"),
)
