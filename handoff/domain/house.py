"""Read a room as people write it: 3栋2单元1201, 3-2-1201, 叠拼12号, S8."""

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_BUILDING = r"(?P<building>\d{1,3})"
_UNIT = r"(?P<unit>\d{1,2})"
_ROOM = r"(?P<room>\d{1,5})"

# The four ways the demo estate's documents and residents write a house.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_BUILDING}(?:号楼|栋|幢|座|楼){_UNIT}(?:单元|梯|门){_ROOM}(?:室|号|房)?",
        rf"{_BUILDING}[-/]{_UNIT}[-/]{_ROOM}(?:室)?",
        rf"{_BUILDING}(?:(?:号楼|栋|幢|座)|[-/]){_ROOM}(?:室|号|房)?",
        r"(?P<building>叠拼|商铺)(?P<room>[A-Z]?\d{1,4})(?:号|室)?",
        r"(?P<shop>S\d{1,3})(?:号|铺)?",
    )
)


@dataclass(frozen=True, slots=True)
class House:
    """A house as far as it is known."""

    building: str | None = None
    unit: str | None = None
    room: str | None = None

    @property
    def kind(self) -> str | None:
        """Of what kind it is, where its name tells: 叠拼, 商铺."""
        return self.building if self.building and not self.building.isdigit() else None

    @property
    def address(self) -> str:
        """How people write it: 3栋2单元1201, 叠拼12号, S8."""
        if self.building == "商铺":
            return self.room or "商铺"
        if self.building and not self.building.isdigit():
            return f"{self.building}{self.room}号" if self.room else self.building
        parts = ((self.building, "栋"), (self.unit, "单元"), (self.room, ""))
        return "".join(f"{part}{name}" for part, name in parts if part)


def parse_room(written: str) -> House | None:
    """Return the house that a resident's free text names, or None where no known form fits."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written)).translate(_DIGITS)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            if shop := parts.get("shop"):
                return House(building="商铺", room=shop.upper())
            return House(parts["building"], parts.get("unit"), parts["room"].upper())
    return None


_STATED = re.compile(
    r"(?<![\d-])(?P<building>\d{1,3})(?:号楼|栋|幢|座)(?:(?P<unit>\d{1,2})(?:单元|梯|门))?(?:(?P<room>\d{3,4})(?!\d))?"
    r"|(?<![\d-])(?P<b>\d{1,3})-(?P<u>\d{1,2})-(?P<r>\d{3,4})(?![\d-])"
    r"|(?P<kind>叠拼|商铺)(?P<number>[A-Z]?\d{1,4})(?:号|室)"
)
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=号楼|栋|幢|座|单元|梯|门)")


def find_house(text: str) -> House | None:
    """Return the house that stands somewhere in a message, as far as it is stated, or None."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    plain = _TENS.sub(lambda ten: f"{ten[1] or '1'}{ten[2] or '0'}".translate(_DIGITS), plain)
    plain = re.sub(
        r"[一二三四五六七八九](?=号楼|栋|幢|座|单元|梯|门)", lambda one: one[0].translate(_DIGITS), plain
    )
    found = _STATED.search(plain)
    if found is None:
        return None
    if found["kind"]:
        return House(building=found["kind"], room=found["number"])
    return House(found["building"] or found["b"], found["unit"] or found["u"], found["room"] or found["r"])
