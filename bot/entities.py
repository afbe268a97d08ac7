"""What a message names: kind of house, tenure, house number, area. For the envelope and for the audience."""

import re

from bot.forms.reading import house_in, phone_in

_HOUSE_KINDS = {
    "高层": ("高层",),
    "叠拼": ("叠拼", "叠墅", "联排", "别墅"),
    "商铺": ("商铺", "底商", "铺子", "店面", "档口"),
    "储藏室": ("储藏室", "储物间"),
}
_TENURES = {
    "租户": ("租户", "租客", "承租", "我是租的", "租的房", "租房子住"),
    "业主": ("业主", "房东", "产权人"),
}
_MOST = 20
_PATTERNS = {
    "house_number": re.compile(
        r"\d{1,3}(?:栋|幢|号楼)(?:\d{1,2}单元)?(?:\d{3,4}(?:室|号|房)?)?|\bs\d{1,2}(?:号)?\b|叠拼\d{1,2}号"
    ),
    "area": re.compile(r"\d{2,4}(?:\.\d+)?(?:平方米|平米|平方|m2|平|方)(?!\w{0,2}元)"),
}


def entities_in(text: str) -> tuple[dict[str, str], ...]:
    """Give the entities of a normalised message, as `{kind, text, value}`."""
    named = [
        {"kind": kind, "text": word, "value": value}
        for kind, table in (("house_kind", _HOUSE_KINDS), ("tenure", _TENURES))
        for value, words in table.items()
        for word in words
        if word in text
    ]
    matched = [
        {"kind": kind, "text": found.group(), "value": found.group()}
        for kind, pattern in _PATTERNS.items()
        for found in pattern.finditer(text)
    ]
    return (*named, *matched)[:_MOST]


def only_value(entities: tuple[dict[str, str], ...], kind: str) -> str | None:
    """Give the value of that kind, when exactly one is named."""
    values = {entity["value"] for entity in entities if entity["kind"] == kind}
    return values.pop() if len(values) == 1 else None


def facts_in(text: str) -> dict[str, str]:
    """Give what a message tells of the resident that a form would otherwise ask for."""
    told = {"house": house_in(text), "phone": phone_in(text)}
    return {name: value for name, value in told.items() if value}
