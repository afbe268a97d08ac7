"""Personal data as agents see it by default: enough to recognise, too little to misuse."""

from collections.abc import Callable

from handoff.domain.conversation import Resident
from handoff.domain.fields import sight_of

SHORTEST_SPLIT = 7


def mask_name(name: str) -> str:
    """张三 → 张*."""
    return name[:1] + "*" * max(1, len(name) - 1)


def mask_phone(phone: str) -> str:
    """13800001234 → 138****1234; a number too short to split is hidden whole."""
    if len(phone) < SHORTEST_SPLIT:
        return "*" * len(phone)
    return phone[:3] + "*" * (len(phone) - SHORTEST_SPLIT) + phone[-4:]


_MASKS: dict[str, Callable[[str], str]] = {"name": mask_name, "phone": mask_phone}


def mask_contact(resident: Resident) -> dict[str, str | None]:
    """Return name and phone as the table of fields shows them; the house stays, an agent needs it to help."""
    values = {"name": resident.name, "phone": resident.phone}
    return {name: _as_seen(name, value) if value else None for name, value in values.items()}


def _as_seen(name: str, value: str) -> str | None:
    match sight_of(name):
        case "full":
            return value
        case "masked":
            return _MASKS[name](value)
    return None
