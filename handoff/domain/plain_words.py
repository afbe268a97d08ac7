"""One spelling for what people write: width, Traditional characters, dialect, pinyin, misheard words."""

import re
import unicodedata

from handoff.domain.spellings import DIALECT, INITIALS, MISHEARD
from handoff.domain.traditional import SIMPLIFIED
from handoff.domain.word_rules import words
from knowledge_base.pinyin.reading import in_characters

EDGE = "，"

# Words that a replacement would tear apart: 「找火锅」 is no fire, 「水管报修」 no burst pipe.
_KEEP = words(
    "天然气 突然气 忽然气 找火锅 找火车 水管保修 水管报修 自然气 果然气 居然气 不出电 客户端"
    " 打价格 打加油 寻人启事 寻物 克服困难 大架子 人公里 人功能 人供应 人供养 任工作 小头像 挨着我"
    " 不想话费 传人工程 人公司 人公共 人公告 人工工资 人工工时 人工工作 整搞"
)


def _pairs(table: str) -> list[tuple[str, str]]:
    pairs = [
        (other, standard)
        for standard, _, others in (line.partition(":") for line in table.strip().splitlines())
        for other in others.split()
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_SPELLINGS = (*_pairs(DIALECT), *_pairs(MISHEARD))
_INITIALS = dict(_pairs(INITIALS))
_KEPT = tuple((word, "\ue000".join(word)) for word in _KEEP)


def plain(text: str) -> str:
    """Return the message in one spelling, between edges; every run of punctuation becomes an edge."""
    folded = unicodedata.normalize("NFKC", text).replace("🆘", "救命").casefold().translate(SIMPLIFIED)
    folded = re.sub(r"[\u200b-\u200f\ufeff]+", "", folded)
    folded = re.sub(r"[a-z]+", lambda run: _INITIALS.get(run.group(), run.group()), folded)
    folded = re.sub(r"\s+", "", in_characters(folded))
    for kept, torn in _KEPT:
        folded = folded.replace(kept, torn)
    for other, standard in _SPELLINGS:
        if other in folded:
            folded = folded.replace(other, standard)
    folded = folded.replace("\ue000", "")
    return EDGE + re.sub(r"[\W_]+", EDGE, folded.replace("?", "吗")).strip(EDGE) + EDGE
