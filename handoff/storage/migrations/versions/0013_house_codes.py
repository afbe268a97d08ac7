"""One-time codes that bind a house to somebody's messenger, and the tries."""

import sqlalchemy as sa
from alembic import op

from handoff.storage.columns import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "house_codes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("estate_id", sa.String(64), nullable=False),
        sa.Column("code_index", sa.String(64), nullable=False),
        sa.Column("room_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.String(64), nullable=False),
        _moment("made_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_house_codes"),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name="fk_house_codes_estate_id"),
        sa.UniqueConstraint("code_index", name="uq_house_codes_code_index"),
    )
    op.create_table(
        "house_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_index", sa.String(64), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_house_tries"),
    )
    op.create_index("ix_house_tries_person_index_at", "house_tries", ["person_index", "at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("house_tries")
    op.drop_table("house_codes")


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=nullable)
