"""Several wishes in one message: where one question ends and the next begins."""

import re
from collections.abc import Iterator

_CUTS = re.compile(
    r"[?!。;]+|[,、 ]+(?=(?:还有|另外|顺便|再问|再一个|对了|以及|然后|同时|还想|也想)|"
    r".*(?:多少|怎么|什么|哪|吗|几|能不能|可以|谁|(?P<put>[\u4e00-\u9fff])[不没](?P=put)))|"
    r"(?<=.)(?=另外|顺便(?:问|说|再)|还想问|再问一?下|还有(?:就是|个问题|一个))|"
    r"(?<=[吗呢啊么])(?=那|还有|再|我?[要想]问)|"
    r"(?<=.)(?:还有|以及)(?=[^没多几什哪谁别其人1-9一两二三四五六套个半剩些].*(?:多少|怎么|什么|哪|吗|几|能不能|可以|谁))"
)
_LINKS = re.compile(
    r"^(?:还有(?:就是|个问题|一个)?|另外|顺便(?:再)?(?:问|说)?(?:一?下|一句)?|再(?:问|"
    r"一个)(?:一?下|个)?|对了|以及|然后|同时|还想(?:问|知道)(?:一?下)?|就是|那|,|、)+"
)
_ASKS = re.compile(
    r"多少|几[点号天个块年时月折次户楼层毛]|怎么|什么|哪|谁|为什么|能不能|能否|可不可以|是不是|有没有|要不要|"
    r"行不行|可以.*吗|多久|吗|多长|咋|啥|点样|几时|好多|好久|几多|[呢么]$|(?P<put>[\u4e00-\u9fff])[不没](?P=put)"
)
_GOES_ON = re.compile(
    r"(?:还没|还在|正在?|一直|着|[都才还].{1,6}[了没]).{0,6}呢$"
)  # 「还没住呢」 asks nothing
_SHORTEST = 4
_MOST = 3
_HOW_MANY = re.compile(
    r"^(?:[我想要再就还有问跟向你您]|请教|咨询|打听|了解|一?下)*[几两俩三23][个件样桩点](?:问题|事情?|情况)?"
    r"(?:[要想]?[问说]|请教|咨询)?(?:[你您]|一?下)*[,。:!、 ]+"
)
_POINTED = r"(?:[、,.:)]|个?就?是|问|来|呢)+"  # 「第一，」, 「一是」, 「一个是」
_FIRST = re.compile(rf"^(?:(?:[第头]?一|1|其一|首先)[个件]?{_POINTED}|1(?=[\u4e00-\u9fff]))")
_NEXT = re.compile(
    rf"[,。;?! ]+(?:(?:第?[二两三]|[23]|其[二三]|[另再]?一|其次)[个件]?{_POINTED}|[23](?=[\u4e00-\u9fff]))"
)
_FIRST_OF, _NEXT_OF = re.compile(r"^第一[个件]?"), re.compile(r"[,。;?! ]+第[二三][个件]?")  # of 「两件事」


def without_numbering(question: str) -> str:
    """Give numbered questions without their numbers, which count nothing: 「两个问题：一是…，二是…」."""
    listed = _HOW_MANY.sub("", question)
    parts = _points_of(listed, _FIRST, _NEXT)
    if not parts and listed != question:
        parts = _points_of(listed, _FIRST_OF, _NEXT_OF)
    if parts:
        return "?".join(parts)
    return listed if _ASKS.search(listed) else question


def _points_of(listed: str, first: re.Pattern[str], following: re.Pattern[str]) -> list[str]:
    begun = first.match(listed)
    parts = following.split(listed[begun.end() :]) if begun else []
    return parts if len(parts) > 1 and all(_ASKS.search(part) for part in parts) else []


def wishes_in(question: str) -> list[str]:
    """Give the questions of a message, when it plainly asks two or three; else an empty list.

    What is told before a question belongs to it (「买家想装修，承重墙能不能拆，保证金多少」), and what is
    told at the end to the last one.
    """
    parts = [_LINKS.sub("", part.strip(" ,。、")) for part in _cut(without_numbering(question))]
    asking: list[str] = []
    told: list[str] = []
    for part in filter(None, parts):
        told.append(part)
        if len(part) >= _SHORTEST and _ASKS.search(part) and not _GOES_ON.search(part):
            asking.append(",".join(told))
            told = []
    if told and asking:
        asking[-1] = ",".join((asking[-1], *told))
    return asking if 1 < len(asking) <= _MOST else []


def _cut(question: str) -> Iterator[str]:
    begin = 0
    for cut in _CUTS.finditer(question):
        yield question[begin : cut.start()]
        begin = cut.end()
    yield question[begin:]
