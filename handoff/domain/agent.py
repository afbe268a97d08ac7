"""A person who answers."""

from dataclasses import dataclass
from typing import Literal

Presence = Literal["online", "away"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """An agent (坐席): grade 1 answers, 2 coordinates, 3 manages; sees the conversations of these estates."""

    id: str
    username: str
    name: str
    grade: int
    estates: frozenset[str]
    presence: Presence = "online"
    away_reason: str | None = None
