"""One community: its numbers, its hours, its first words."""

import re
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Chip:
    """A question offered on the first view."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """An estate's profile; a number that is not given falls back to what holds everywhere in China."""

    id: str
    name: str
    code: str = ""
    company: str = ""
    hotline: str = ""
    front_desk_phone: str = ""
    security_phone: str = ""
    gas_emergency_phone: str = ""
    desk_hours: str = ""
    address: str = ""
    greeting: str = ""
    chips: tuple[Chip, ...] = field(default=())

    @classmethod
    def from_profile(cls, estate_id: str, name: str, profile: dict[str, Any]) -> "Estate":
        """Take the known fields of a profile; raises ValueError where a field is not of its kind."""
        known = {key: profile[key] for key in _TEXTS if profile.get(key) is not None}
        if wrong := [key for key, value in known.items() if not isinstance(value, str)]:
            raise ValueError(f"{wrong[0]} 应该是文字。")
        if not _CODE.fullmatch(known.get("code") or "X"):
            raise ValueError("code 应该是1到6个大写英文字母。")
        return cls(id=estate_id, name=name, chips=_chips(profile.get("chips") or []), **known)

    @property
    def short_code(self) -> str:
        """What the estate's ticket numbers begin with: its code, else letters of its id."""
        return self.code or re.sub(r"[^A-Z]", "", self.id.upper())[:4] or "T"

    def to_profile(self) -> dict[str, Any]:
        """Return what `from_profile` takes."""
        texts = {key: getattr(self, key) for key in _TEXTS}
        return {**texts, "chips": [{"label": chip.label, "text": chip.text} for chip in self.chips]}


_CODE = re.compile(r"[A-Z]{1,6}")
_TEXTS = (
    "code", "company", "hotline", "front_desk_phone", "security_phone", "gas_emergency_phone",
    "desk_hours", "address", "greeting",
)  # fmt: skip


def _chips(written: object) -> tuple[Chip, ...]:
    chips = []
    for item in written if isinstance(written, list) else [written]:
        match item:
            case str():
                chips.append(Chip(item, item))
            case {"text": str(text), **rest}:
                chips.append(Chip(str(rest.get("label") or text), text))
            case _:
                raise ValueError("chips 的每一项应该是文字，或带 label 和 text。")
    return tuple(chips)
