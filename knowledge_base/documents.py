"""The documents that answers rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """One document of the estate in Markdown, named by its file name."""

    name: str
    text: str

    def sections(self) -> tuple[str, ...]:
        """Give the headings, as an entry's source must name them."""
        return tuple(_HEADING.findall(self.text))
