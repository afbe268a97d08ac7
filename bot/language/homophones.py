"""Names of fees and things, and words that open forms, that were written by their sound alone: 无业费, 头诉.

Voice input and hasty typing put another sign of the same sound. A stretch that sounds like a known name is
that name, unless its odd sign belongs to a word that goes beyond the stretch: 「停车为什么」 names no 车位.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.settings import LEXICON
from knowledge_base.chinese_numbers import SIGNS
from knowledge_base.pinyin.spellings import SLIP, typed
from knowledge_base.pinyin.table import table

FEES, FORMS = "fee_names.txt", "form_words.txt"
# These hold a sentence together, or count, and are no slip.
_GRAMMAR = f"且的了有还说在是不没也都就咯得着过和{SIGNS}"
_SHORT = 2  # signs; so short a name must keep one of them and its exact sound
# Natural logarithm: what is so much rarer than the word of a form that it sounds like is a slip.
_FAR_RARER, _NEVER = 4.0, float("inf")
_FURTHEST = 3  # signs that a word may go beyond the stretch
_TONS = re.compile(r"(?<=[\d一二三四五六七八九十百])顿(?!饭)")  # 「用了十三顿水」
_CHARGES = re.compile(r"冲(?![水厕刷凉洗澡])")  # 「冲了四十五度」, 「快冲」
_POWER = re.compile(r"度|桩|电(?!梯)|[快慢]冲")
_RECKONED = re.compile(r"(?<=[不没别先])蒜|蒜(?=一?下|下来|上|算)")  # 「不蒜违约金」


@lru_cache(maxsize=256)  # several steps look at the same message
def by_sound(text: str, file: str = FEES) -> str:
    """Give a normalised text with the names of a lexicon file that it writes by their sound."""
    text = _RECKONED.sub("算", _TONS.sub("吨", text) if "水" in text else text)
    text = _CHARGES.sub("充", text) if _POWER.search(text) else text
    for name in (
        name for name in _names(file) if not set(text).isdisjoint(name)
    ):  # one sign at least is right
        for start in _sounding_like(name, text, _FAR_RARER if file == FORMS else _NEVER):
            text = text[:start] + name + text[start + len(name) :]
    return text


@lru_cache(maxsize=2)
def _names(file: str) -> tuple[str, ...]:
    """Give the names, the longest first."""
    lines = (LEXICON / file).read_text(encoding="utf-8").splitlines()
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))


def _sounding_like(name: str, text: str, rarer: float) -> Iterator[int]:
    for start in range(len(text) - len(name) + 1):
        said = text[start : start + len(name)]
        odd = [place for place, (one, other) in enumerate(zip(said, name, strict=True)) if one != other]
        if not odd or len(odd) == len(name) or not all("一" <= sign <= "鿿" for sign in said):
            continue
        if any(said[place] in _GRAMMAR for place in odd):
            continue
        if _sounds(said, name, odd) and not (
            _is_known(said, name, rarer) or _is_part(text, start, name, odd)
        ):
            yield start


def _sounds(said: str, name: str, odd: list[int]) -> bool:
    """Say whether the odd signs sound like those of the name; one may be heard amiss in a longer name."""
    amiss = [place for place in odd if not _ways(said[place]) & _ways(name[place])]
    if not amiss:
        return True
    return len(name) > _SHORT and len(odd) == 1 and _nearly(said[amiss[0]], name[amiss[0]])


def _nearly(said: str, meant: str) -> bool:
    heard = [typed().get(way, {}) for way in _ways(said)]
    return any(means.get(syllable, SLIP + 1) <= SLIP for means in heard for syllable in _ways(meant))


def _ways(sign: str) -> set[str]:
    return set(table().readings.get(sign, ()))


def _is_known(said: str, name: str, rarer: float) -> bool:
    """Say whether the stretch is a known word, and not so much rarer than the name that it is a slip."""
    known = table().costs
    return said in known and known[said] - known.get(name, known[said]) < rarer


def _is_part(text: str, start: int, name: str, odd: list[int]) -> bool:
    """Say whether a known word covers an odd sign and reaches beyond the stretch."""
    known, end = table().costs, start + len(name)
    return any(
        text[first:last] in known
        for place in odd
        for first in range(max(0, start - _FURTHEST), start + place + 1)
        for last in range(start + place + 1, min(len(text), end + _FURTHEST) + 1)
        if last - first > 1 and (first < start or last > end)
    )
