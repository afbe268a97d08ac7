"""What a complaint or a suggestion is about, beside the words that only announce it."""

import re

_COMPLAINING = re.compile(
    r"^(?:你好|您好|物业|喂|同志|师傅|[,。!: ])*(?:我|我们)?(?:们)?(?:就?是?(?:要|想|得|"
    r"必须)(?:来)?)?(?:投诉|举报|反映|反应|告|申诉)(?:一下|下|一个|个|你们|点|几个|一件事|问题|"
    r"情况|[,:。!])*"
)
_SUGGESTING = re.compile(
    r"^(?:你好|您好|物业|喂|[,。!: ]|我们?|本人|鄙人|老朽|俺|咱们?|那|也|还|就|倒|想|要|来|这里|这边|这儿|"
    r"[给向跟对和同](?:你们|您|物业|小区|贵司|贵处|服务中心|领导)*|"
    r"[有提讲说写一]|[个点条些]|几[个点条]|小的?|不成熟的|合理化){0,12}(?:建议|意见|提议|想法)(?:一下|下|[,:。!])*"
)
_BEHIND = re.compile(r"[,。]?(?:我要|我想|必须)?(?:投诉|提个建议|提个意见|提建议)(?:你们|一下)?[!。]*$")
_PASS_ON = re.compile(
    r"(?:[,。! 想要请烦望给跟向和您收听说讲提一下二]|麻烦|劳烦|希望|能否|可否|帮我?|代为|你们|贵[司处]|物业|"
    r"领导|上面|反[映应]|转[达告]|记录?|登记|采纳)+"
)
_ANNOUNCES = re.compile(  # 「我代表业委会提一条建议」, 「我来反映个事儿」, 「那我提个建议呗」
    r"(?:提|有|反[映应]|说|讲|讨论|投诉|举报|报|记|给|来)(?:一?下)?(?:[一几两]?[个点条件]|一|些)?(?:小小?的?|不成熟的|合理化|情况和)?"
    r"(?:建议|意见|想法|提议|投诉|举报|事儿?|事情|问题|情况)(?:一?下|[呗吧啊呀哈嘛哦了的。!])*$|"
    r"^(?:那|我们?|咱们?|就|也|还|来|这里)*(?:要|想|得|必须)(?:来|再)?(?:投诉|举报|反[映应])(?:一?[下个]|[呗吧啊呀哈嘛哦了。!])*$"
)
_INTRODUCES = re.compile(
    r"^(?:我们?|本人|咱们?)?(?:是|代表|作为|身为|住在?|替|帮)[^,。!]{1,14}(?:业主|住户|租户|租客|居民|商户|老板|店主|人|委会|邻居|楼|栋|单元|室)的?$|"
    r"^(?:喂|你好|您好|物业|客服|同志|师傅|妹儿|小伙子|姑娘|在吗|啊|哎|那个?)+$"
)
_SPEAKS = re.compile(
    r"(?:那|我们?|咱们?|本人|这[里边儿]|也|还|就|想|要|来|得|必须|再|先|可以|能不能|[给跟向和对同](?:你们?|您|物业|小区|领导|服务中心)|"
    r"(?:代表|代|替|帮|作为|身为)[^,。]{1,10})+"
)
_CLAUSES = re.compile(r"[,。!?:; ]+")
_TOO_LITTLE = 3


def subject_of_complaint(text: str) -> str | None:
    """Give what the complaint is about, when the message that wishes it tells."""
    return _told(_COMPLAINING, text)


def subject_of_suggestion(text: str) -> str | None:
    """Give the suggestion, when the message that announces it makes it."""
    return _told(_SUGGESTING, text)


def _told(opening: re.Pattern[str], text: str) -> str | None:
    if only_announces(text):
        return None
    rest = _BEHIND.sub("", opening.sub("", text).strip(" ,。.!?、"))
    rest = "" if _PASS_ON.fullmatch(rest) else rest
    return rest if len(rest) > _TOO_LITTLE else None


def only_announces(text: str) -> bool:
    """Say whether a message tells that there is something to be told, and by whom, and not what."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    return any(map(_ANNOUNCES.search, clauses)) and all(map(_is_empty, clauses))


def _is_empty(clause: str) -> bool:
    found = _ANNOUNCES.search(clause)
    if found is None:
        return _INTRODUCES.match(clause) is not None
    before = clause[: found.start()]
    return not before or _SPEAKS.fullmatch(before) is not None
