"""Corrections: 「不对，是120平」, 「我说的是叠拼不是高层」, 「不是月租，是临停」."""

import re
from dataclasses import dataclass

# Before what is meant: 「说清楚点」, 「准确讲」.
_PLAINLY = (
    r"(?:[说讲问](?:返|得|个)?(?:清楚|明白|准确?)[点些一下先]*|(?:准确|确切|具体)[地点来]*[说讲])[,。! :]*"
)
_SLIP = (
    r"不对不对|不对|不是不是|错(?!过)了?|"
    r"(?:[我你])?(?:说|写|打|搞|弄|讲|看|记|报|整|填|登|念|输|听|发)(?:错|岔|反|串|差)"
    r"(?:了|(?=[,。! ]|应该|是|\d))|"
    r"(?:[说讲]|嘴)(?:秃噜|瓢|快|漏)(?:嘴|了嘴)?了?|口误|笔误|手[误滑]了?|更正(?:一下)?|更改一下|"
    r"不(?=[,。! ]+[\d一二三四五六七八九十零]{1,4}[栋号室层楼点元平]?\S{0,6}$)|纠正(?:一下)?"
)
_STARTLED = re.compile(r"^(?:[啊哦噢哎唉呀诶欸][,。! ]*)+(?=不[是系对])")
_NOT_BUT = re.compile(
    r"^(?:不对?[,。!])?(?:我)?(?:说的|问的|要的|指的)?(?:并?不[是系]|"
    r"不要)(?P<old>.{1,12}?)[,。!、 ]*(?:而)?(?:我)?(?:说的|问的|要的|指的)?[是系](?:说|"
    r"问)?(?P<new>.{1,20})$"
)
_BUT_NOT = re.compile(
    rf"^(?:不对?[,。!]|{_PLAINLY})?(?:我)?(?:说的|问的|要的|指的)?(?:[是系]|"
    r"应该是)(?P<new>.{1,20}?)[,。!、 ]*(?:不[是系]|并非|而不是)(?P<old>.{1,12})$"
)
_WRONG = re.compile(
    r"^(?:(?:啊|哦|哎|欸|诶|呀|等等|等下|等一下|不好意思|抱歉)[,。! ]*)*(?:我?(?:刚才|刚刚|刚|前面|上面))?"
    rf"(?:{_SLIP})[,。!:… ]*"
    r"(?:应该|其实|我?(?:说|问|指|要)的)?(?:是|改成|改为|说)?(?P<new>.{1,20})$"
)
_MEANT = re.compile(
    r"^(?:我)(?:说的|问的|指的|要问的|想问的)(?:是|其实是|意思是)(?P<new>.{1,20})$|^(?:应该是|"
    r"其实是|更正为|改成|改为)(?P<other>.{1,20})$"
)
_DENIED = re.compile(
    r"^(?:不对|不是|错了|说错了|搞错了|答错了)[啊呀吧了的!。]*$|^(?:不是|没有?)(?:这个|"
    r"这个意思|问这个|我要?问的|我想问的)|"
    r"^(?:我)?(?:问|说)的不是这个|^(?:你)?(?:答|说|回答)(?:的)?(?:不对|错了)"
    r"(?![,。! ]*(?:应该|其实|不是.{1,12}|[^,。!?]{0,8})?是|[,。! ]*[^,。!?]{0,8}\d)|"
    r"没答到|不是这个意思|^你理解错"
)
_BESIDE_THE_POINT = re.compile(
    r"^(?:你这?是?)?(?:答非所问|鸡同鸭讲|牛头不对马嘴|驴唇不对马嘴|文不对题|跑题了)|^你(?:没|不)[听看]懂"
)
_PARTICLES = re.compile(r"[啊呀吧呢哦嘛的了!。,]+$")


@dataclass(frozen=True)
class Correction:
    """What is meant, and what was wrongly taken for it, if that is said."""

    new: str
    old: str = ""


def correction_in(question: str) -> Correction | None:
    """Read a correction of what was said or understood before; None in every other message."""
    question = _STARTLED.sub("", question)
    for pattern in (_NOT_BUT, _BUT_NOT):
        found = pattern.match(question)
        if found:
            return _made(found["new"], found["old"])
    found = _WRONG.match(question)
    if found and not is_denied(question):
        return correction_in(found["new"]) or _made(found["new"])  # 「错了，不是周五，是周六」
    found = _MEANT.match(question)
    return _made(found["new"] or found["other"]) if found else None


def _made(new: str, old: str = "") -> Correction | None:
    meant = _PARTICLES.sub("", new)
    return Correction(meant, _PARTICLES.sub("", old)) if meant else None


def is_denied(question: str) -> bool:
    """Say whether the message only tells that the answer missed the point."""
    return _DENIED.search(question) is not None or is_beside_the_point(question)


def is_beside_the_point(question: str) -> bool:
    """Say whether the message tells that we are not talking about what was asked at all."""
    return _BESIDE_THE_POINT.search(question) is not None
