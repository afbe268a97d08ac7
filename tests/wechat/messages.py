"""The XML of what a resident does, field for field as protocol §1.3 has it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

Fields = Mapping[str, Any]

# Real ids are 64 bits and beyond 2**53, so a desk that reads them as floating point merges neighbours.
_ids = count(24_012_345_678_901_001)


def next_id() -> str:
    """Return a fresh MsgId."""
    return str(next(_ids))


def to_xml(fields: Fields) -> str:
    """Write fields as the platform does: text in CDATA, numbers bare, lists repeated."""
    return f"<xml>{_inner(fields)}</xml>"


def _inner(fields: Fields) -> str:
    return "".join(_element(name, value) for name, value in fields.items())


def _element(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return f"<{name}>{_inner(value)}</{name}>"
    if isinstance(value, list):
        return "".join(_element(name, one) for one in value)
    if isinstance(value, int):
        return f"<{name}>{value}</{name}>"
    escaped = str(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{escaped}]]></{name}>"


def text(content: str, *, menu_id: str = "") -> Fields:
    return {"MsgType": "text", "Content": content} | ({"bizmsgmenuid": menu_id} if menu_id else {})


def image(media_id: str, *, url: str = "http://mmbiz.example/pic") -> Fields:
    return {"MsgType": "image", "PicUrl": url, "MediaId": media_id}


def voice(media_id: str, *, recognition: str | None = None) -> Fields:
    fields = {"MsgType": "voice", "MediaId": media_id, "Format": "amr"}
    return fields if recognition is None else fields | {"Recognition": recognition}


def video(media_id: str, *, short: bool = False) -> Fields:
    kind = "shortvideo" if short else "video"
    return {"MsgType": kind, "MediaId": media_id, "ThumbMediaId": f"{media_id}-thumb"}


def location(latitude: float, longitude: float, label: str) -> Fields:
    return {
        "MsgType": "location",
        "Location_X": f"{latitude:.6f}",
        "Location_Y": f"{longitude:.6f}",
        "Scale": 16,
        "Label": label,
    }


def link(title: str, description: str, url: str) -> Fields:
    return {"MsgType": "link", "Title": title, "Description": description, "Url": url}


def event(name: str, **fields: Any) -> Fields:
    return {"MsgType": "event", "Event": name} | fields
