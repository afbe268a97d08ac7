"""Keeping a spreadsheet from executing what an editor or a resident wrote.

A cell that begins with one of these signs is a formula to some spreadsheet; an apostrophe before it makes it
text. Texts that already begin with apostrophes and such a sign get one more, so that taking one off is exact.
"""

from __future__ import annotations

import re

_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def neutralise(text: str) -> str:
    """Give the text as it may stand in a cell."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """Take off what `neutralise` put on."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text
