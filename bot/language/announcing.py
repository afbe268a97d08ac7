"""What says that a question comes, and no more: 「那帮我看看」, 「我想知道的是」. For normalised text."""

import re

from bot.language.asking import asks

_ANNOUNCES = re.compile(
    r"^(?:那么?|哦|嗯|好的?|行|对了|师傅|小伙子|大姐|大哥|老师|美女|帅哥|管家|客服|[,。! ])*"
    r"(?:(?:你|您|劳驾|再|先)*(?:帮忙?|给|跟|和|同|替)(?:我|俺|咱)?"
    r"(?:看看|查查|说说|讲讲|问问|瞧瞧|(?:看|查|说|讲|问|介绍|解释|确认)一?[下哈])|"
    r"我?(?:就|再|先|还|也|又|只|其实|主要)?(?:是|是?(?:想|要))(?:问|知道|了解|打听|咨询|请教)"
    r"(?:一?[下哈句]|清楚)?的?(?:是|就是)?)[,: ]*"
)
_SHORTEST = 4
_ABOUT_IT = r"(?:[这那]|[这那][个些]|价格|价钱|收费|费用|规定|时间|地址|电话|标准|公式|算法|条件)"
_CONCEDES = re.compile(
    rf"^(?:[哦嗯啊好的]|{_ABOUT_IT})*(?:我|俺|咱)?(?:[都也倒早就]|已经)*(?:知道|晓得|清楚|明白|懂|了解|看到|有数)"
    rf"(?:[了啦咯的]|{_ABOUT_IT})*[,。! ]+"
    r"(?:但是?|可是?|不过|只是)*(?=我[就只]?(?:其实|主要)?(?:是|的)?[想要]?问)"
)


def without_announcement(question: str) -> str:
    """Give the question that is announced; the message as it is where it announces none."""
    asked = _ANNOUNCES.sub("", question)
    return asked if len(asked) >= _SHORTEST and asks(asked) else question


def without_concession(question: str) -> str:
    """Give what is asked beside what is known already: 「这个我知道，我问的是怎么办」."""
    return _CONCEDES.sub("", question)
