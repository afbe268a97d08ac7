"""Teach `knowledge_base/pinyin`: write which words syllables spell and which words follow another.

Run `bot/.venv/bin/python setup/teach_pinyin.py` after questions or entries were added (ten seconds; pypinyin
comes with the bot's development packages). The domain's words are counted in the training questions, in the
entries and in the taught collections of the desk's ears; jieba's dictionary lends the rest of the language.
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jieba
import yaml
from pypinyin import Style, lazy_pinyin, pinyin

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.language.spelling import one_spelling  # noqa: E402  # the project is no installed package here
from bot.language.words import words_of  # noqa: E402
from knowledge_base.pinyin.spellings import SYLLABLES  # noqa: E402
from knowledge_base.pinyin.table import NUMBER, PAIRS, START, WORDS, is_numeral  # noqa: E402

DOMAIN_SHARE = 0.93  # of what residents say, so much is in the domain's words
PAIR_SHARE = 0.7  # of what follows a word, so much is told by that word
LEAST_IN_GENERAL = 400  # times in jieba's corpus; rarer words are known only when the domain has them
LEAST_SIGN = 30
LEAST_PAIR = 2
ANY_NUMBER = 4.6  # what a number costs: one word in a hundred
NUMERAL = 3.0  # what each of the numerals costs beside that, said in words: 十一 to 九十九, 一百 to 九千
LONGEST = 5
READINGS, RARE_READING = 3, 2.5  # of a sign alone; what each but the first costs more
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def main() -> None:
    """Count and write."""
    said = [words for text in sentences() for words in stretches(text)]
    words = Counter(word for stretch in said for word in stretch)
    pairs = Counter(pair for stretch in said for pair in zip([START, *stretch], stretch))  # noqa: B905
    costs = word_costs(words)
    firsts = Counter(first for (first, _), times in pairs.items() for _ in range(times))
    known = {*costs, NUMBER}
    found = {
        pair: pair_cost(times / firsts[pair[0]], costs.get(pair[1], ANY_NUMBER))
        for pair, times in pairs.items()
        if times >= LEAST_PAIR and pair[1] in known and (pair[0] in known or pair[0] == START)
    }
    spelt_words = (
        (spelt, word, f"{cost + rank * RARE_READING:.1f}")
        for word, cost in costs.items()
        for rank, spelt in enumerate(spellings(word))
    )
    spelt_numerals = ((" ".join(lazy_pinyin(word)), word, f"{NUMERAL}") for word in numerals())
    write(WORDS, [*spelt_words, *spelt_numerals])
    write(PAIRS, [(*pair, f"{cost:.1f}") for pair, cost in found.items()])


def pair_cost(share: float, alone: float) -> float:
    """Give what a word costs after one that it follows in this share of all cases; `alone`: else."""
    return -math.log(PAIR_SHARE * share + (1 - PAIR_SHARE) * math.exp(-alone))


def sentences() -> Iterator[str]:
    """Give all that is written in the estate's language."""
    for path in sorted((ROOT / "bot" / "data").rglob("*.yml")):
        if path.parent.name != "rules":
            yield from texts_in(yaml.safe_load(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "knowledge_base" / "estates").rglob("entries/*.yml")):
        yield from texts_in(yaml.safe_load(path.read_text(encoding="utf-8")))


def texts_in(content: Any) -> Iterator[str]:
    """Give every text in a file's content."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        yield from (text for part in content for text in texts_in(part))
    elif isinstance(content, str):
        yield content


def stretches(text: str) -> Iterator[list[str]]:
    """Give the words of each stretch without punctuation, every number as one sign."""
    for part in re.split(r"[^\u4e00-\u9fff0-9]+", one_spelling(text)):
        words = [NUMBER if word.isdigit() or is_numeral(word) else word for word in words_of(part)]
        if words:
            yield words


def word_costs(domain: Counter[str]) -> dict[str, float]:
    """Give each word's cost: minus the logarithm of how likely a resident says it."""
    jieba.initialize()
    general = {
        word: times
        for word, times in jieba.dt.FREQ.items()
        if times >= (LEAST_SIGN if len(word) == 1 else LEAST_IN_GENERAL) and is_spelt(word)
    }
    # A word that only one sentence has and no dictionary is a slip of its writer.
    known = {word for word, times in domain.items() if times > 1 or word in jieba.dt.FREQ}
    here = {word: domain[word] for word in known if is_spelt(word)}
    ours, theirs = DOMAIN_SHARE / sum(domain.values()), (1 - DOMAIN_SHARE) / sum(general.values())
    return {
        word: -math.log(ours * here.get(word, 0) + theirs * general.get(word, 0))
        for word in sorted({*here, *general})
    }


def numerals() -> Iterator[str]:
    """Give the numerals of two and three signs that longer ones are put together from."""
    ones = "一二三四五六七八九"
    for ten in ("", *ones[1:]):
        yield from (f"{ten}十{one}" for one in ("", *ones) if ten or one)
    yield from (f"{one}{rank}" for one in (*ones, "两") for rank in "百千")


def is_spelt(word: str) -> bool:
    """Say whether a word is short, Chinese throughout and no numeral."""
    return (
        not is_numeral(word)
        and len(word) <= LONGEST
        and CHINESE.fullmatch(word) is not None
        and bool(list(spellings(word)))
    )


def spellings(word: str) -> Iterator[str]:
    """Give how a word is spelt in letters, its syllables parted by blanks; a sign alone has several ways."""
    if len(word) == 1:
        ways = [[way] for way in pinyin(word, style=Style.NORMAL, heteronym=True, v_to_u=False)[0][:READINGS]]
    else:
        ways = [lazy_pinyin(word, v_to_u=False)]
    yield from dict.fromkeys(" ".join(way) for way in ways if all(syllable in SYLLABLES for syllable in way))


def write(file: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a table, one row a line."""
    file.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
