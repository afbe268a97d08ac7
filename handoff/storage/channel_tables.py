"""The tables of the messenger channels; they belong to the same schema as `tables`."""

import sqlalchemy as sa

from handoff.storage.columns import Moment
from handoff.storage.tables import metadata


def _account() -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
    )


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment, nullable=nullable)


# What the platforms handed in. The key tells repeats for as long as the row stands; what it says is
# emptied once it is worked off.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    *_account(),
    sa.Column("key_index", sa.String(64), nullable=False),
    sa.Column("person_index", sa.String(64), nullable=False),
    sa.Column("incoming_sealed", sa.LargeBinary),
    sa.Column("attempts", sa.Integer, nullable=False),
    _moment("received_at"),
    _moment("due_at"),
    _moment("leased_until", nullable=True),
    sa.Column("leased_by", sa.String(32)),
    _moment("done_at", nullable=True),
    sa.Column("outcome", sa.String(32)),
    sa.UniqueConstraint("channel", "account", "key_index"),
    sa.Index(None, "done_at", "id"),
)

correspondents = sa.Table(
    "correspondents",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    *_account(),
    sa.Column("person_index", sa.String(64), nullable=False),
    sa.Column("person_sealed", sa.LargeBinary, nullable=False),
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), nullable=False, unique=True),
    sa.Column("quota", sa.JSON, nullable=False),
    sa.Column("hint_sealed", sa.LargeBinary),
    _moment("unreachable_since", nullable=True),
    _moment("house_bound_at", nullable=True),
    sa.Column("code_sealed", sa.LargeBinary),
    sa.Column("code_seq", sa.Integer),
    _moment("code_until", nullable=True),
    _moment("began_at"),
    _moment("leased_until", nullable=True),
    sa.Column("leased_by", sa.String(32)),
    sa.UniqueConstraint("channel", "account", "person_index"),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("error", sa.String(16)),
    sa.Column("parts_sent", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    _moment("created_at"),
    _moment("due_at"),
    _moment("settled_at", nullable=True),
    sa.UniqueConstraint("conversation_id", "seq"),
    sa.Index(None, "state", "due_at"),
)

# A code is found by its blind index and used once; the house it stands for is sealed.
house_codes = sa.Table(
    "house_codes",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("estate_id", sa.ForeignKey("estates.id"), nullable=False),
    sa.Column("code_index", sa.String(64), nullable=False, unique=True),
    sa.Column("room_sealed", sa.LargeBinary, nullable=False),
    sa.Column("made_by", sa.String(64), nullable=False),
    _moment("made_at"),
    _moment("expires_at"),
    _moment("used_at", nullable=True),
)

# Kept apart from the correspondent, whom leaving and coming back makes anew.
house_tries = sa.Table(
    "house_tries",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("person_index", sa.String(64), nullable=False),
    _moment("at"),
    sa.Index(None, "person_index", "at"),
)

channel_tokens = sa.Table(
    "channel_tokens",
    metadata,
    sa.Column("channel", sa.String(16), primary_key=True),
    sa.Column("account", sa.String(64), primary_key=True),
    sa.Column("token_sealed", sa.LargeBinary),
    _moment("expires_at", nullable=True),
    _moment("asked_at", nullable=True),
)

# How far the messages of an account that must be pulled were pulled. It moves in the transaction that
# stores them.
channel_cursors = sa.Table(
    "channel_cursors",
    metadata,
    sa.Column("channel", sa.String(16), primary_key=True),
    sa.Column("account", sa.String(64), primary_key=True),
    sa.Column("place", sa.String(64), nullable=False),
    _moment("began_at"),
    _moment("leased_until", nullable=True),
    sa.Column("leased_by", sa.String(32)),
    _moment("pulled_at", nullable=True),
)

# When callbacks could last be stored: what was handed in during a longer gap never comes again.
channel_doors = sa.Table(
    "channel_doors",
    metadata,
    sa.Column("channel", sa.String(16), primary_key=True),
    sa.Column("account", sa.String(64), primary_key=True),
    _moment("open_at"),
)
