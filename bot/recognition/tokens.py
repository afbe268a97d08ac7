"""spaCy's tokens of a message: jieba's words, every number a token of its own."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.language.words import cut
from knowledge_base.chinese_numbers import SIGNS

_NUMBER = re.compile(rf"\d+(?:\.\d+)?|[{SIGNS}]+|[^\d{SIGNS}]+")
_ALL_SIGNS = re.compile(rf"[{SIGNS}]+")
_BLOCK = re.compile(r"([栋幢])(.+)")  # jieba makes one word of the 栋南 in 5栋南边
_LETTERS_AND_DIGITS = re.compile(r"[a-z]+\d+")


class Tokens:
    """Makes a spaCy document of a normalised text.

    jieba joins 二号楼 and parts 五零 二; patterns need every number by itself.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Give the document; nothing of the text is lost."""
        words: list[str] = []
        for part in _parts(text):
            joined = words and _ALL_SIGNS.fullmatch(part) and _ALL_SIGNS.fullmatch(words[-1])
            if joined:
                words[-1] += part
            else:
                words.append(part)
        return Doc(self._vocab, words=words, spaces=[False] * len(words))


def _parts(text: str) -> Iterator[str]:
    for word in cut(text):
        if _LETTERS_AND_DIGITS.fullmatch(word):
            yield word
            continue
        for part in _NUMBER.findall(word):
            block = _BLOCK.fullmatch(part)
            yield from block.groups() if block else (part,)
