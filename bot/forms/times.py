"""Times as residents tell them for a form: since when, on which day, when somebody is at home."""

import re

from bot.forms.houses import HOUSE
from bot.forms.slips import without_slips

_N = r"(?:[一二两俩仨三四五六七八九十几半数\d]多?)"
_WEEK = "(?:周|星期|礼拜)"
_PART_OF_DAY = (
    "(?:一?大?清?早上?|早晨|清晨|上午|中午|晌午|下午|傍晚|晚[上黑间]|黑了|夜[里间]|[后大]?半夜里?|凌晨)"
)
_HOUR = rf"(?:{_N}{{1,3}}点(?:半|多|钟|左右|过)?)"
SINCE = re.compile(  # 「水半天下不去」 tells no time
    r"(?:从|自)?(?:大前[天日儿]|前[两几三些]天|前一?阵子?|前[天日晚夜儿]|昨[天日晚夜儿早]|今[天日早晚晨儿]|刚[才刚]|刚(?=发现|坏|开始|停)|"
    rf"(?:上上?|这|本)个?{_WEEK}[一二三四五六日天末]?|{_WEEK}[一二三四五六日天末]|上个?月|这个月|月初|"
    r"\d{1,2}月\d{1,2}[号日]|"
    rf"(?!半天(?![了前]))(?:{_N}+个?(?:多)?(?:小时|钟头|分钟|天|周|星期|礼拜|月|年)|{_N}+日(?=之?前))(?:多)?(?:[之以]?前|"
    r"了|来)?|"
    r"好几天|好多天|好些天|好久|很久|老久|一直|早就|一早|一大早|国庆|春节|入冬|下雨|"
    rf"{_PART_OF_DAY}(?=就|起来?|开始|发现)){_PART_OF_DAY}?{_HOUR}?(?:开始|起|就|前|后)?"
)
VISIT = re.compile(
    r"[^,。!?;]*(?:(?<!不)(?<!没人)在家|(?:家|屋|店)里?(?:都|一直)?有人|有人在|(?:[天点午晚后]|都|一直|"
    r"周末|之间)[都一直钟]*(?:会|得)?有人(?!来|修)|随时(?:来|可以|都|(?=$|[,。! ]))|都有空|方便(?:上门|来|"
    r"过来)|都在店里|(?:来|能|可以?|会)开门|有钥匙)[^,。!?;]*"
)
DAY = re.compile(  # 「然后个人」 and 「说明个人」 name no day
    r"(?:\d{1,2}月\d{1,2}[号日]|今天|今晚|今早|(?<![以之今然最先])大?后[天日]|(?<![以之今然最先])大?[后明今](?:[儿朝]|个(?![人月体性别]))个?|明[天晚早日晨]|听日|"
    rf"(?:这个?|下下?个?|本)?{_WEEK}[一二三四五六日天末]|周末|现在|马上|一会儿?|待会儿?|等[下会]儿?|"
    r"(?<!\d)\d{1,2}[号日](?!楼|门|栋|线|铺|店)|元旦|春节|除夕|初[一二三四五六七八]|国庆|中秋|端午|"
    r"五一|清明)(?:当天)?(?:早上|早晨|一?大?早|上午|中午|晌午|下午|傍晚|晚上|"
    r"夜里)?(?:[一二两三四五六七八九十\d]{1,3}点(?:半|多|钟|左右)?)?"
)
_TIME = re.compile(
    r"[\d一二三四五六七八九十两半几](?:点|号(?!车位|楼|桩|柜|门|线|店|铺|室|房|梯|机)|日|天|月|时|个小时|[:：-]\d)|[今明后昨前][天儿晚早日朝个]|[早晚午夜晨]|周|礼拜|星期|"
    r"随时|都行|都可以|现在|马上|一会|这会|在家|有人|方便|有空|下班|上班|放学|以[前后]|之[前后]|刚|最近|好久|时候|在$|(?<![出起下上进过回])来$"
)
_VAGUE_SINCE = ("一直", "早就", "下雨", "入冬")
_ANY_TIME = "随时"
_NUMBERED = re.compile(r"[a-z]区 ?\d+号")  # 「C区77号」 is a space
_PLAINLY_PAST = re.compile(
    r"昨|今(?:天一?大?)?[早晨]|前[天日晚夜儿两几三些]|前一?阵|刚|上个?(?:周|星期|礼拜|月)|开始|发现|好[几多些]|一直|早就"
)
_BESIDE_A_VISIT = re.compile(
    r"平时|白天|一般|都|也|要|得|才|还|会|能|可以|等|再|[出过]去|出门|[上下]班|有[人空]|没[人空]|在家|在|来|回来?|以[前后]|之[前后]|前后|[前后]|"
    r"全天|整天|一天|方便|[吧啊呀嘛呢哈了的我就那着 ]"
)
_PAST = re.compile(
    rf"{_PLAINLY_PAST.pattern}|[以之]前|上[上一](?:周|星期|礼拜|月)|了|起|坏|[好很老]久|就(?!来|可以|能|行|有空)"
)
_OF_A_DAY = re.compile(rf"(?:{_PART_OF_DAY})?{_HOUR}|{_PART_OF_DAY}")
_BESIDE = re.compile(r"[ ,。.!的了吧啊呀嘛哈是就从在]|开始|大概|差不多|左右|应该|好像|[这那]个?样子?")


def since_in(text: str) -> str | None:
    """Give since when, in the resident's own words."""
    found = [one.group() for one in SINCE.finditer(text)]
    return next((one for one in found if not one.startswith(_VAGUE_SINCE)), next(iter(found), None))


def is_past(text: str) -> bool:
    """Say whether a time that is told lies behind, and so is none at which somebody may come."""
    return _PAST.search(text) is not None


def is_plainly_past(text: str) -> bool:
    """Say whether a time that is told is named as one behind: 「昨晚」, 「今早」."""
    return _PLAINLY_PAST.search(text) is not None


def visit_in(text: str) -> str | None:
    """Give when somebody is at home for the repairer, in the resident's own words."""
    found = VISIT.search(HOUSE.sub("", text))
    if not found:
        return None
    told = found.group().strip()
    if told.endswith(_ANY_TIME):  # whatever else was said in one breath
        return _ANY_TIME
    day = DAY.search(told)  # what goes before the day in one breath is something else
    return told[day.start() :] if day and VISIT.search(told[day.start() :]) else told


def day_in(text: str) -> str | None:
    """Give the day that a message names, in the resident's own words."""
    found = DAY.search(without_slips(text, DAY))
    return found.group() if found else None


def day_apart(text: str) -> str | None:
    """Give the day beside the house number, which may end like one: 「叠拼9号」."""
    return day_in(HOUSE.sub("", text))


def names_time_only(text: str) -> bool:
    """Say whether a message is a day or a time and nothing else: 「今早」, 「就是昨天下午」."""
    rest = _BESIDE.sub("", _OF_A_DAY.sub("", DAY.sub("", SINCE.sub("", text))))
    return rest != text and not rest


def only_tells_a_visit(text: str) -> bool:
    """Say whether a message is nothing but when somebody is at home: 「周末吧，平时上班」."""
    if is_plainly_past(text):
        return False
    clauses = [clause for clause in re.split("[,。!; ]", text) if clause]
    return bool(clauses) and not any(map(_beside_a_visit, clauses))


def _beside_a_visit(clause: str) -> str:
    """Give what a clause has beside days, hours and the words around them."""
    return _BESIDE_A_VISIT.sub("", _OF_A_DAY.sub("", DAY.sub("", HOUSE.sub("", clause))))


def tells_time(text: str) -> bool:
    """Say whether a message has anything of a time: a day, an hour, 随时, 在家."""
    return _TIME.search(_NUMBERED.sub("", HOUSE.sub("", text))) is not None
