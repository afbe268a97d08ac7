"""What is named and taken back in the same breath: 「浙A1B2C3，不对，浙A1B2D3」. Pure."""

import re
from itertools import pairwise

_TAKEN_BACK = re.compile(
    r"[的,。! ]*[哦啊呃哎噢]*(?:不对|不是|[说打写报记]?错了?|[哦啊噢]不|口误|更正)[啊呀了哦,。! ]*"
    r".{0,4}?(?:应该)?(?:就?是)?"
)


def without_slips(text: str, named: re.Pattern[str]) -> str:
    """Give the text without what is named by mistake and put right at once by another of its kind."""
    found = list(named.finditer(text))
    for one, other in reversed(list(pairwise(found))):
        if _TAKEN_BACK.fullmatch(text[one.end() : other.start()]):
            text = text[: one.start()] + text[other.start() :]
    return text
