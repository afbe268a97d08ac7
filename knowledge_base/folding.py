"""When two texts count as the same: width, case, blanks and punctuation do not matter."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Give the letters, digits and characters of the text, in lower case and usual width."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
