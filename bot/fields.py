"""A bare word that names a field: which entries are about it. Their titles tell, else their documents."""

import re
from collections.abc import Iterable

from bot.language.naming import named_in
from bot.language.words import words_of
from knowledge_base.entry import Entry

SEVERAL = 2
_WORD = 2  # signs
_DENIED = "(?<![未不非无])"


def field_of(question: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give the entries whose field a message names and says no more: 「装修」, 「停车的问题」.

    Empty unless there are several: a word that only one entry is about says what is wanted.
    """
    word = named_in(question)
    named = tuple(entry for entry in entries if word and _names(word, entry.title))
    return named if len(named) >= SEVERAL else ()


def chapter_of(question: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give the entries of the documents that a bare word names: 「停车」 of 停车与充电管理."""
    word = named_in(question)
    named = (entry for entry in entries if entry.source and word in entry.source.document)
    return tuple(named) if len(word) >= _WORD else ()


def _names(word: str, title: str) -> bool:
    """Say whether the word stands in the title; a single sign must be a word of its own there."""
    if word not in title:
        return False
    if len(word) == 1:
        return word in words_of(title)
    return re.search(_DENIED + re.escape(word), title) is not None
