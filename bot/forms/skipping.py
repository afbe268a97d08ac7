"""Replies that leave a piece of a form out: it is not known, there is none, it is not to be told. Pure."""

import re

_AS_YOU_LIKE = (
    "随便(?:[你您]们?)?(?:怎么样?|点样?)?(?:处理|办|弄|搞)?|都行|都可以|怎么(?:处理)?都(?:行|"
    "可以)|[你您]们?(?:看着|自己)(?:办|处理|来|定)|[听按]你们的"
)
_SKIP = re.compile(
    rf"^(?:没有(?:了|要求|特别要求|什么要求|别的)?|没(?:了|什么)|无|跳过|不方便说?|不想说|{_AS_YOU_LIKE}|"
    r"略|pass|不用(?:填|说)|暂时没有|没(?:有)?(?:其[他它]|别的|什么|特别|特殊)?(?:的)?(?:要求|意见|想法)?|"
    r"就(?:是)?这(?:些|样|么多|[个条])|(?:好的?)?(?:谢谢|多谢|辛苦)(?:[你您])?)"
    rf"(?:[了的啊吧呢呀哦噢嘛。,!、 ]|就行|跳过|{_AS_YOU_LIKE})*$"
)
_HURRIED = re.compile(
    r"(?:你们|麻烦|请|能不能|可不可以|[,。! ])*"
    r"(?:(?:快点?|赶[紧快]|马上|尽快|立刻|搞快点?)(?:点|些)?(?:派|叫|喊|安排)?(?:个|一个)?(?:师傅|人)?|"
    r"(?:派|叫|喊|找|安排)(?:一?[个位])?(?:师傅|人|电工|水工))"
    r"(?:过来|来|上门)(?:个?人|师傅)?(?:看看|看一?下|[修弄通]一?下|修|弄|处理)?[啊呀吧嘛呗撒哦了,。! ]*"
)
_IGNORANT = re.compile(
    r"(?:哪里?|谁|哪个)?(?:还|会|能)?(?:不|没)(?:太|大|怎么|很|是很|甚)?(?:知道|清楚|晓得|记得|确定|好说|了解|详|明)|"
    r"不(?:好|太好|大好)说|(?:记|说|讲|想)不(?:太)?(?:清楚?|得|到|住|起来?|准|好|上来|来)|没(?:有)?(?:太|怎么)?(?:注意|留意|留神|在意|印象|数|记|留)|"
    r"忘(?:记|掉)?(?!带)|(?:谁|哪里?|哪个)(?:还|会|能)?(?:知道|记得|晓得|清楚)"
)
_OF_WHAT = re.compile(
    r"(?:具体|准确|确切|大概|到底|究竟|是|有)|(?:从)?(?:什么|啥)?(?:时候|时间|时辰|日子|辰光)|什么时|哪[一]?[天日年月]|几[号点时天日]钟?|"
    r"(?:多|好)久|从哪|哪会儿?|开始|发生|坏|漏|堵|出|起头|起|弄|搞|断|不亮|发现|停|(?:工单|单子|单|编|订单)?号(?:码|数)?|单子|车?牌(?:子|照|号)?|客人的?"
)
_AROUND = re.compile(
    r"我|们|也|都|又|就|还|真|可|实在|确实|反正|已经|早|咋|这个?|那个?|他没?[说讲告诉]*|她没?[说讲告诉]*|暂时|现在|的|了|啊|吧|呢|呀|哦|噢|哎|唉|嗯|喔|嘛|哈|咯|诶|过|"
    r"跳过|略过|不好意思|抱歉|[,。.!、 ]"
)


def is_skipped(text: str) -> bool:
    """Say whether the reply leaves the piece out: 不知道, 没有, 跳过."""
    return _SKIP.match(text) is not None or is_unknown(text)


def is_hurried(text: str) -> bool:
    """Say whether the reply only wants somebody to come at once: 「快点来人啊」."""
    return _HURRIED.fullmatch(text) is not None


def is_unknown(text: str) -> bool:
    """Say whether the reply only says that it is not known: 「我也说不好哪天坏的」, 「记不清几时了」."""
    if not _IGNORANT.search(text):
        return False
    return not _AROUND.sub("", _OF_WHAT.sub("", _IGNORANT.sub("", text)))
