"""An estate's profile: its name, its numbers, and how it greets residents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from knowledge_base.errors import KnowledgeError
from knowledge_base.fields import FieldReader

ESTATE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
PHONES = ("hotline", "front_desk_phone", "security_phone", "gas_emergency_phone", "complaint_phone")
TICKET_CODE = re.compile(r"[A-Z]{1,6}")
_LINES = ("code", "company", "address", *PHONES, "desk_hours", "greeting")
MAX_CHIPS, MAX_LABEL, MAX_LINE = 6, 12, 200


@dataclass(frozen=True)
class Chip:
    """A question that the first view offers: what the button says and what it sends."""

    label: str
    text: str


@dataclass(frozen=True)
class Estate:
    """One community. Phones and hours are as residents read them; empty where the estate has none."""

    id: str
    name: str
    code: str = ""
    company: str = ""
    address: str = ""
    hotline: str = ""
    front_desk_phone: str = ""
    security_phone: str = ""
    gas_emergency_phone: str = ""
    complaint_phone: str = ""
    desk_hours: str = ""
    greeting: str = ""
    chips: tuple[Chip, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the profile as it stands in `estate.yml` and in a version's `estate.json`."""
        return {**asdict(self), "chips": [asdict(chip) for chip in self.chips]}


def read_estate(raw: Mapping[str, Any]) -> Estate:
    """Make the profile, or raise KnowledgeError whose `problems` name every field that is wrong."""
    fields = FieldReader(raw, ("id", "name", *_LINES, "chips"))
    chips, problems = _read_chips(raw.get("chips"))
    identity = fields.line("id", MAX_LINE, required=True)
    name = fields.line("name", MAX_LINE, required=True)
    estate = Estate(identity, name, **{line: fields.line(line, MAX_LINE) for line in _LINES}, chips=chips)
    problems = [*fields.problems, *problems]
    if identity and not ESTATE_ID.fullmatch(identity):
        problems.append(f"id「{identity}」只能用小写字母、数字、下划线和短横线")
    if estate.code and not TICKET_CODE.fullmatch(estate.code):
        problems.append(f"code「{estate.code}」应是1到6个大写英文字母")
    if problems:
        raise KnowledgeError("小区资料有问题", problems)
    return estate


def _read_chips(raw: object) -> tuple[tuple[Chip, ...], list[str]]:
    if raw is None:
        return (), []
    if not isinstance(raw, list) or not all(isinstance(chip, Mapping) for chip in raw):
        return (), ["chips 应是一个列表，每项写明 label 和 text"]
    problems: list[str] = []
    chips = []
    for chip in raw:
        fields = FieldReader(chip, ("label", "text"))
        label = fields.line("label", MAX_LABEL, required=True)
        chips.append(Chip(label, fields.line("text", MAX_LINE, required=True)))
        problems += [f"chips：{problem}" for problem in fields.problems]
    if len(chips) > MAX_CHIPS:
        problems.append(f"chips 有 {len(chips)} 个，最多 {MAX_CHIPS} 个")
    return tuple(chips), problems
