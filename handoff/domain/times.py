"""How a moment is written. RFC 3339, UTC, milliseconds: one form, because hashes are taken over it."""

from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))  # one zone for the whole country, without summer time


def rfc3339(at: datetime) -> str:
    """Write an aware moment as `2026-11-21T10:00:00.123Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def on_the_wall(at: datetime) -> str:
    """Write a moment as residents read it: 11月22日 10:00."""
    local = at.astimezone(CHINA)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
