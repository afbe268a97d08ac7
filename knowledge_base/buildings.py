"""Which building a text means: 3栋, 3号楼, 三栋, 3-2-1201 and 叠拼12号 name buildings 3, 3, 3, 3 and 叠拼."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_NAMED = re.compile(r"(叠拼|商铺|[0-9]{1,3}|[a-z])(?:号楼|栋|幢|座|楼|区)?", re.IGNORECASE)
_IN_A_HOUSE = re.compile(r"(叠拼|商铺)|([0-9]{1,3}|[a-z])(?:号楼|栋|幢|座|[-/](?=[0-9]))", re.IGNORECASE)
_SHOP = re.compile(r"s[0-9]{1,3}(?:号|铺)?", re.IGNORECASE)


def building_of(name: str) -> str | None:
    """Give a building's plain name, such as `3` for 3号楼; None where the text names no building alone."""
    found = _NAMED.fullmatch(_plain(name))
    return found[1].upper() if found else None


def building_in(house: str) -> str | None:
    """Give the building that a house's address begins with; None where it names none."""
    text = _plain(house)
    if _SHOP.fullmatch(text):
        return "商铺"
    found = _IN_A_HOUSE.match(text)
    return (found[1] or found[2]).upper() if found else building_of(text)


def _plain(text: str) -> str:
    """Bring width and digits into one form; 十 to 九十九 too."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    tens = re.sub(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)", _tens, text)
    return tens.translate(_DIGITS)


def _tens(found: re.Match[str]) -> str:
    return f"{found[1] or '一'}{found[2] or '0'}"
