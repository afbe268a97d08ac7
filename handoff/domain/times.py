"""How a moment is written: RFC 3339, UTC, milliseconds. One form, because hashes are taken over it."""

from datetime import UTC, datetime


def rfc3339(at: datetime) -> str:
    """Write an aware moment as `2026-11-21T10:00:00.123Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
