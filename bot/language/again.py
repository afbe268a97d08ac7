"""Who wants the last answer once more, and who only asks the same again. Pure, for normalised text.

A message asks for the last words again where each of its clauses does: 「字太小看不清，你再发一遍」.
"""

import re

_CLAUSES = re.compile(r"[,。!~;、 ]+")
_LONGEST = 40  # signs
_END = r"(?:[行好中]|可以)?[吗呗吧不啊伐么嘛了的呀哈哦呢]*\??"
_ONCE_MORE = re.compile(
    r"(?:[你您能请帮我就给把]|能不能|可不可以|可以|麻烦|劳驾|刚才|刚刚|上面|的|[那这][个句条段]?话?|号码|电话|地址|价格)*"
    r"(?:再|重新|重复)(?:[给跟帮]我)?(?:说|讲|发|回答|念|写|报|解释|介绍)?一?[遍次回下]"
    rf"(?:号码|电话|地址|价格|价钱|时间|那个)?(?:[给让]?我?[听看]{{0,2}})?{_END}"
)
_NOT_CAUGHT = re.compile(
    r"(?:[我俺啊呀哦呃哎]|刚才|刚刚|有点|实在|(?:屏幕?|字|手机)?太?[小花]了?|模糊|太[快长多]了?|眼[睛神]?|老花|耳朵?背?|不好|吵|[你您](?=刚|[说讲写])|[说讲写][的了]?(?:什么|啥子?|么子)?呢?)*"
    rf"(?:(?:没有?|冇|勿|唔)[看听](?:得|太)?(?:清楚?|见|到)|[看听][不勿唔]太?(?:清楚?|见|到)){_END}"
)
_NOT_UNDERSTOOD = re.compile(
    r"(?P<still>还是|依然|仍然?|照样|又)?(?:[我俺啊呀哦呃哎有]|刚才|刚刚|真|实在|[你您](?=刚|[说讲写答])|[说讲写答][的了]?(?:什么|啥子?|么子|这些)?呢?)*"
    r"(?P<yet>还是|依然|仍然?|照样|又)?我?"
    r"(?:(?:没有?|冇|勿|唔|不)(?:太|大|怎么|咋|是很)?[看听读搞弄闹]?(?:得|太)?(?:懂|明白)|"
    rf"[看听搞弄][不勿唔](?:太|大)?(?:懂|明白))(?:[你您][说讲写答]的?(?:什么|啥子?|话)?)?{_END}|"
    r"(?:[啊哦呃这那]|这个|这句话?|你说的?|上面|到底)*是?(?:什么|啥子?|几个|咩|么子)意思[啊呀呢嘛哦咯哈]*\??|"
    r"(?:[你您能请]|能不能|可以|麻烦)*(?:说|讲|写|解释|回答)[得的]?(?:慢|简单|明白|清楚|仔细|直白|通俗|大白话)(?:一?[点些下])?儿?"
    rf"{_END}"
)
_WANTING = (_ONCE_MORE, _NOT_CAUGHT, _NOT_UNDERSTOOD)
_STARTLED = re.compile(
    r"(?:[啊哦呃嗯诶咋]|(?:[你您](?:刚才|刚刚)?[说讲写](?:的|了)?(?:是|些)?)?(?:什么|啥子?|么子)[呀呢啊]?)\??"
)
_INSISTING = re.compile(
    r"^(?:(?:都|已经)?[说讲问]了[,。! ]*)?(?:[我就只再是想要]*问(?:[你您]|的就?是|一[遍次下])+[,。: ]*)"
    r"|到底|究竟|[啊呀呢嘛哦吧,。! ]+$"
)


def wants_again(text: str) -> bool:
    """Say whether a message wants no more than what was just said: 「没听清，再说一遍」, 「啥意思」."""
    clauses = [one for one in _CLAUSES.split(text.replace("?", "?,")) if one]
    told = [one for one in clauses if not _STARTLED.fullmatch(one)]
    short = len(text) <= _LONGEST
    return short and bool(told) and all(any(kind.fullmatch(one) for kind in _WANTING) for one in told)


def still_understands_not(text: str) -> bool:
    """Say whether somebody who was told once more still does not understand: 「还是没懂」."""
    found = _NOT_UNDERSTOOD.fullmatch(text) if len(text) <= _LONGEST else None
    return found is not None and bool(found["still"] or found["yet"])


def same_question(one: str, other: str) -> bool:
    """Say whether two questions are the same words, however strongly they are said: 「我问你…到底…」."""
    return _INSISTING.sub("", one) == _INSISTING.sub("", other)
