"""What the desk sends with a message, made safe."""

from datetime import datetime, timezone
from typing import Any

from bot.decision import Asked
from knowledge_base.limits import CHINA

_DEFAULT_THRESHOLD = 0.70


def asked_with(metadata: object) -> Asked:
    """Give the desk's metadata, made safe: whatever is missing or odd takes its default."""
    given: dict[str, Any] = metadata if isinstance(metadata, dict) else {}
    named = given.get("resident")
    resident: dict[str, Any] = named if isinstance(named, dict) else {}
    threshold = given.get("threshold")
    moment = _moment(given.get("at"))
    return Asked(
        estate=_text(given.get("estate")) or "",
        threshold=float(threshold) if isinstance(threshold, (int, float)) else _DEFAULT_THRESHOLD,
        choice=_text(given.get("choice")),
        day=moment.date(),
        moment=moment,
        house_kind=_text(resident.get("house_kind")),
        tenure=_text(resident.get("tenure")),
        house=_text(resident.get("house")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        moment = datetime.now(CHINA)
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(CHINA)
