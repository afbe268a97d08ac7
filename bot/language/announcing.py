"""What says that a question comes, and no more: 「那帮我看看」, 「我想知道的是」. For normalised text."""

import re

from bot.language.asking import asks

_ANNOUNCES = re.compile(
    r"^(?:那么?|哦+|嗯+|好的?|行|对了|师傅|小伙子|大姐|大哥|老师|美女|帅哥|管家|客服|[,。! ])*"
    r"(?:(?:你|您|劳驾|再|先)*(?:帮忙?|给|跟|和|同|替)(?:我|俺|咱)?"
    r"(?:看看|查查|说说|讲讲|问问|瞧瞧|(?:看|查|说|讲|问|介绍|解释|确认)一?[下哈])|"
    r"我?(?:就|再|先|还|也|又|只|其实|主要)?是?(?:想|要)(?:问|知道|了解|打听|咨询|请教)"
    r"(?:一?[下哈句]|清楚)?的?(?:是|就是)?)[,: ]*"
)
_SHORTEST = 4


def without_announcement(question: str) -> str:
    """Give the question that is announced; the message as it is where it announces none."""
    asked = _ANNOUNCES.sub("", question)
    return asked if len(asked) >= _SHORTEST and asks(asked) else question
