"""The tables. Every change here has its migration in `migrations/versions`; a test compares the two."""

import sqlalchemy as sa

from handoff.storage.columns import Moment

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(64), primary_key=True)


def _conversation() -> sa.Column[str]:
    return sa.Column("conversation_id", sa.ForeignKey("conversations.id"), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment, nullable=nullable)


estates = sa.Table(
    "estates",
    metadata,
    _id(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("profile", sa.JSON, nullable=False),
)

agents = sa.Table(
    "agents",
    metadata,
    _id(),
    sa.Column("username", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("grade", sa.Integer, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("presence", sa.String(8), nullable=False),
    sa.Column("away_reason", sa.Text),
)

agent_estates = sa.Table(
    "agent_estates",
    metadata,
    sa.Column("agent_id", sa.ForeignKey("agents.id"), primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), primary_key=True),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("agent_id", sa.ForeignKey("agents.id"), nullable=False),
    _moment("began_at"),
    _moment("used_at"),
)

conversations = sa.Table(
    "conversations",
    metadata,
    _id(),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("token_hash", sa.String(64)),
    sa.Column("holder", sa.String(8), nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("agent_id", sa.ForeignKey("agents.id")),
    sa.Column("last_seq", sa.Integer, nullable=False),
    sa.Column("read_by_agents", sa.Integer, nullable=False),
    sa.Column("read_by_resident", sa.Integer, nullable=False),
    sa.Column("name_sealed", sa.LargeBinary),
    sa.Column("room_sealed", sa.LargeBinary),
    sa.Column("phone_sealed", sa.LargeBinary),
    sa.Column("house_index", sa.String(64)),  # blind: finds the same house again, and says nothing
    sa.Column("phone_index", sa.String(64)),
    sa.Column("consent_version", sa.String(64), nullable=False),
    _moment("consent_at"),
    _moment("waiting_since", nullable=True),
    _moment("opened_at"),
    _moment("updated_at"),
    _moment("erased_at", nullable=True),
    sa.Index(None, "estate_id", "holder", "updated_at"),
    sa.Index(None, "house_index"),
    sa.Index(None, "phone_index"),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("author_kind", sa.String(8), nullable=False),
    sa.Column("author_id", sa.String(64), nullable=False),
    sa.Column("author_name", sa.String(64)),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    _moment("at"),
    sa.Column("client_key", sa.String(64)),
    sa.Column("fingerprint", sa.String(64)),
    sa.Column("reply_to", sa.Integer),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("value", sa.Text),
    sa.Column("via", sa.String(16)),
    sa.Column("bot", sa.JSON(none_as_null=True)),
    sa.Column("attachment", sa.JSON(none_as_null=True)),
    sa.UniqueConstraint("conversation_id", "author_kind", "author_id", "client_key"),
)

suppressed = sa.Table(
    "suppressed",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _conversation(),
    sa.Column("reply_to", sa.Integer, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("bot", sa.JSON, nullable=False),
    _moment("at"),
)

notes = sa.Table(
    "notes",
    metadata,
    _id(),
    _conversation(),
    sa.Column("after_seq", sa.Integer, nullable=False),
    sa.Column("agent_id", sa.ForeignKey("agents.id"), nullable=False),
    sa.Column("agent_name", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("client_key", sa.String(64), nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    _moment("at"),
    sa.Column("is_whisper", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("conversation_id", "agent_id", "client_key"),
)

escalations = sa.Table(
    "escalations",
    metadata,
    _id(),
    _conversation(),
    sa.Column("reason", sa.String(32), nullable=False),
    sa.Column("urgency", sa.String(16), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("envelope", sa.JSON, nullable=False),
    _moment("opened_at"),
    _moment("due_at"),
    _moment("warned_at", nullable=True),
    _moment("watch_at", nullable=True),  # when a sweep must look at it next
    _moment("claimed_at", nullable=True),
    _moment("ended_at", nullable=True),
    sa.Index(None, "watch_at"),
)
sa.Index(
    "uq_escalations_open",
    escalations.c.conversation_id,
    unique=True,
    sqlite_where=escalations.c.ended_at.is_(None),
    postgresql_where=escalations.c.ended_at.is_(None),
)

assignments = sa.Table(
    "assignments",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _conversation(),
    sa.Column("agent_id", sa.ForeignKey("agents.id"), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    _moment("began_at"),
    _moment("ended_at", nullable=True),
)
sa.Index(
    "uq_assignments_open",
    assignments.c.conversation_id,
    unique=True,
    sqlite_where=assignments.c.ended_at.is_(None),
    postgresql_where=assignments.c.ended_at.is_(None),
)

closures = sa.Table(
    "closures",
    metadata,
    _id(),
    _conversation(),
    sa.Column("agent_id", sa.ForeignKey("agents.id"), nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("resolved", sa.Boolean, nullable=False),
    _moment("at"),
    sa.Column("by_silence", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(None, "conversation_id"),
)

ratings = sa.Table(
    "ratings",
    metadata,
    sa.Column("closure_id", sa.ForeignKey("closures.id"), primary_key=True),
    _conversation(),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("comment", sa.Text),
    _moment("at"),
)

attachments = sa.Table(
    "attachments",
    metadata,
    _id(),
    _conversation(),
    sa.Column("media_type", sa.String(32), nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    _moment("at"),
    sa.Index(None, "conversation_id"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _conversation(),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    _moment("created_at"),
    _moment("leased_until", nullable=True),
    sa.Column("leased_by", sa.String(32)),
    _moment("done_at", nullable=True),
    sa.Column("outcome", sa.String(32)),
    sa.UniqueConstraint("conversation_id", "seq"),
    sa.Index(None, "done_at", "id"),
)
