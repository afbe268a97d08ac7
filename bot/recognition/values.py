"""What an entity says, in one form: 12栋3单元502, 89.5, 15个月, 2026-12-01."""

import re
from datetime import date
from decimal import Decimal

from bot.quantities.found import Found
from bot.quantities.numbers import read_number

_HOUR = 60
_SIGNS = "一二三四五六七八九十零〇"
_BLOCK = re.compile(rf"(\d+|[{_SIGNS}]+)(?:栋楼?|幢|号楼|座)")
_UNIT = re.compile(rf"(\d+|[{_SIGNS}]+)(?:单元|门)")
_ROOM = re.compile(rf"(\d{{3,4}}|[{_SIGNS}]{{3,4}})(?:室|号房?|房)?$")
_DASHED = re.compile(r"(\d+)-(?:(\d+)-)?(\d{3,4})")
_MASKED = slice(3, -4)


def house_value(text: str) -> str:
    """Give a house number as 12栋3单元502; a villa's or a shop's stays as it is said."""
    dashed = _DASHED.fullmatch(text)
    if dashed:
        return f"{dashed[1]}栋" + (f"{dashed[2]}单元" if dashed[2] else "") + dashed[3]
    found = [(_BLOCK.search(text), "栋"), (_UNIT.search(text), "单元"), (_ROOM.search(text), "")]
    parts = [f"{int(read_number(match[1]))}{unit}" for match, unit in found if match]
    return "".join(parts) or text.upper()


def quantity_value(one: Found) -> tuple[str, str] | None:
    """Give the kind and the value of a quantity that an agent would want to see; None for the others."""
    if one.is_unit:
        return None
    if isinstance(one.value, Decimal):
        return _number(one.kind, one.value)
    if one.kind == "date":
        return "date", one.value.isoformat()
    if one.kind == "period":
        months = [date(year, month, 1).strftime("%Y-%m") for year, month in (one.value[0], one.value[-1])]
        return "date", "至".join(dict.fromkeys(months))
    return {"plate": ("plate", _plate(one.text)), "phone": ("phone", masked(one.text))}.get(one.kind)


def masked(phone: str) -> str:
    """Give a telephone number as agents first see it."""
    digits = re.sub("[ -]", "", phone)
    return f"{digits[: _MASKED.start]}****{digits[_MASKED.stop :]}"


def _number(kind: str, value: Decimal) -> tuple[str, str] | None:
    plain = f"{value.normalize():f}"
    if kind == "minutes":
        hours, minutes = divmod(int(value), _HOUR)
        return "duration", "".join((f"{hours}小时" * bool(hours), f"{minutes}分钟" * bool(minutes)))
    return {
        "area": ("area", plain),
        "months": ("duration", f"{plain}个月"),
        "days": ("duration", f"{plain}天"),
        "money": ("amount", f"{value:.2f}"),
    }.get(kind)


def _plate(text: str) -> str:
    return re.sub(r"[·.]", "", text).upper()
