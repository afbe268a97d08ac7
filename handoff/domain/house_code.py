"""One-time codes that prove a house: handed out at the desk or on paper, sent back in a messenger."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DIGITS = 8
TRIES_A_DAY = 5  # with 100 open codes, one in 200,000 strangers hits one in a day
VALID_FOR = timedelta(days=7)
LONGEST_VALID = timedelta(days=90)
_NAMED = re.compile(r"(?:绑定|绑定房屋|绑定码)[:：]?(\d{4})[- ]?(\d{4})")
_BARE = re.compile(r"(\d{4})[- ]?(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseCode:
    """A code for a house of an estate; `made_by` is the agent's id, or the command line's name."""

    id: str
    estate: str
    code: str = field(repr=False)
    room: str
    made_by: str
    made_at: datetime
    expires_at: datetime


def read_code(text: str, *, may_be_bare: bool) -> str | None:
    """Return the code that a message offers; eight digits alone are one only where nothing else is asked."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _NAMED.fullmatch(re.sub(r"^(绑定\S*?)\s+", r"\1", plain))
    if found is None and may_be_bare:
        found = _BARE.fullmatch(plain)
    return "".join(found.groups()) if found else None
