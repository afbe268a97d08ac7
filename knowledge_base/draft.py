"""What the next publish takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge_base.content import Content


@dataclass(frozen=True)
class Accepted:
    """A question, without anything personal, and the entry whose answer a resident accepted."""

    question: str
    entry_id: str


@dataclass(frozen=True)
class Draft:
    """The content, each entry's revision in it, and the answers that the next version must still give."""

    content: Content
    revisions: Mapping[str, int] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()
