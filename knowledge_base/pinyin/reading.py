"""Finds what of a message is typed in pinyin and puts characters in its place; all else stays untouched."""

from __future__ import annotations

import re
import unicodedata

from knowledge_base.pinyin.decoding import decoded
from knowledge_base.pinyin.spellings import typed
from knowledge_base.pinyin.table import table

_LONGEST = 400  # letters read at once; nobody types more without a stop, and it bounds the work
_SIGN = "\u4e00-\u9fff"
# Letters with what stands among them, and up to three characters on either side, for words half typed.
_STRETCH = re.compile(
    rf"(?:[{_SIGN}]{{1,3}} ?)?[a-z](?:[a-z0-9' ]|[{_SIGN}]{{1,3}}(?= ?[a-z]))*(?:[{_SIGN}]{{1,3}})?"
)
_NAMES = re.compile(
    r"\S*(?:@|://|www\.|[a-z0-9]_[a-z0-9]|\.(?:com|cn|net|org|html?|pdf|jpe?g|png|docx?|xlsx?)(?![a-z]))\S*"
    rf"|[{_SIGN}][a-z][·. -]?[a-z0-9]{{4,5}}[a-z0-9学警挂港澳](?![a-z0-9])(?<=[0-9].)"
)
_TOKEN = re.compile(r"[a-z]+")
_TONED = re.compile(r"([a-z]+)([1-5])(?![0-9])")
_MARKS = {"\u0300", "\u0301", "\u0304", "\u030c"}  # the four tones
_MOST_TONED = 0.6


def in_characters(text: str) -> str:
    """Give a normalised text (lower case, simplified) with its pinyin in characters."""
    plain = _without_tone_marks(text)
    if not any(_may_be_pinyin(token) for token in _TOKEN.findall(plain)):
        return text
    found, end = [], 0
    for name in _NAMES.finditer(plain):
        found += [_read(plain[end : name.start()]), name.group()]
        end = name.end()
    return "".join([*found, _read(plain[end:])])


def _read(text: str) -> str:
    return _STRETCH.sub(lambda stretch: _read_stretch(stretch.group()), text)


def _read_stretch(stretch: str) -> str:
    if len(stretch) > _LONGEST or not any(_may_be_pinyin(token) for token in _TOKEN.findall(stretch)):
        return stretch
    plain = _without_tone_digits(stretch)
    read = decoded(plain)
    if read == plain:
        return stretch
    return re.sub(
        rf"(?<=[{_SIGN}0-9])[ '-]+(?=[{_SIGN}0-9])|(?<=[{_SIGN}])[ '-]+|[ '-]+(?=[{_SIGN}])", "", read
    )


def _may_be_pinyin(token: str) -> bool:
    known = table()
    return len(token) > 1 and token not in known.letters and (token in known.shortened or _begins_well(token))


def _begins_well(token: str) -> bool:
    return any(token[:end] in typed() for end in range(1, 7))


def _without_tone_marks(text: str) -> str:
    if text.isascii() or not any("\u00e0" <= sign <= "\u01dc" for sign in text):
        return text
    parts = unicodedata.normalize("NFD", text.replace("ü", "v"))
    bare = "".join(sign for sign in parts if sign not in _MARKS)
    return unicodedata.normalize("NFC", bare).replace("ü", "v")


def _without_tone_digits(stretch: str) -> str:
    """Take the tones 1 to 4 (5 for none) away where most syllables have one: wu4 ye4 fei4."""
    toned = [found for found in _TONED.finditer(stretch) if found[1] in typed()]
    tokens = len(_TOKEN.findall(stretch))
    if len(toned) > 1 and len(toned) >= _MOST_TONED * tokens:
        return _TONED.sub(r"\1 ", stretch).strip()
    return stretch
