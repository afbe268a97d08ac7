"""Personal data as agents see it by default: enough to recognise, too little to misuse."""

from handoff.domain.conversation import Resident

SHORTEST_SPLIT = 7


def mask_name(name: str) -> str:
    """张三 → 张*."""
    return name[:1] + "*" * max(1, len(name) - 1)


def mask_phone(phone: str) -> str:
    """13800001234 → 138****1234; a number too short to split is hidden whole."""
    if len(phone) < SHORTEST_SPLIT:
        return "*" * len(phone)
    return phone[:3] + "*" * (len(phone) - SHORTEST_SPLIT) + phone[-4:]


def mask_contact(resident: Resident) -> dict[str, str | None]:
    """Return the masked name and phone; the room is not in here, an agent needs the house to help."""
    return {
        "name": mask_name(resident.name) if resident.name else None,
        "phone": mask_phone(resident.phone) if resident.phone else None,
    }
