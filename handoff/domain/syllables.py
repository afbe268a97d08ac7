"""How characters sound, for an ear that takes 「照火」 for 「着火」.

Sounds that the old, the South and speech recognition mix up are one: zh z, ch c, sh s, n l, and a final n
with or without g. Of several readings the first counts, the same for every message.
"""

import re
from functools import cache

from knowledge_base.pinyin.table import table


def sounds(text: str) -> list[str]:
    """Return what is heard of a text, one sound a character; what is no Chinese sounds like itself."""
    readings = _readings()
    return [readings.get(character, character) for character in text]


@cache
def _readings() -> dict[str, str]:
    return {character: _merged(ways[0]) for character, ways in table().readings.items()}


def _merged(syllable: str) -> str:
    flat = re.sub(r"^([zcs])h", r"\1", syllable)
    flat = re.sub(r"([aei])ng$", r"\1n", flat)
    return "l" + flat[1:] if flat.startswith("n") else flat
