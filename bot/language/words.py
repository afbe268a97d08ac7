"""Words: jieba with the domain's own dictionary."""

import logging
from functools import lru_cache

import jieba

from bot.settings import LEXICON, cache_folder


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    cache_folder().mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(cache_folder())
    tokenizer.initialize()
    with (LEXICON / "domain.txt").open("rb") as lexicon:
        tokenizer.load_userdict(lexicon)
    return tokenizer


@lru_cache(maxsize=16_384)  # a message's question is cut for several steps, one of training five times
def cut(text: str) -> tuple[str, ...]:
    """Give the words of a normalised text with all that stands between them."""
    return tuple(_tokenizer().cut(text))


def words_of(text: str) -> list[str]:
    """Give the words of a normalised text, without punctuation."""
    return [word for word in cut(text) if any(char.isalnum() for char in word)]
