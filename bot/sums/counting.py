"""How many: the counts of a message, what 每人 and 各 multiply by, totals that repeat what was counted."""

import re
from dataclasses import replace
from decimal import Decimal

from bot.quantities.found import Quantities
from bot.quantities.numbers import NUMBER, read_number
from bot.quantities.reading import BLANK
from bot.sums.asking import asks_for_several

CLASSIFIERS = "部只个盏把张件台套条扇次趟回位名人口块片份升"
COUNT = re.compile(
    rf"(?<!不止)(?:({NUMBER})(?P<unit>[{CLASSIFIERS}])(?<!人(?=沙发|床))(?!人[住过家独单])|(?P<fused>(?<![我你他她咱您们爷娘])[俩仨])(?!人))"
)
TIME, TIME_UNITS = "次", frozenset("次趟回")
_IDLE = ("一块", "一回", "一片")  # 「一块去」 counts nothing
TIMES = re.compile(rf"({NUMBER})[次趟回]")
MOST = 100
_EACH = re.compile(
    r"各(?!种|类|位|自的|家|样)自?|一人(?=.{0,3}[一二两三\d])|每(?:个?人|[架辆台部间套片])|"
    r"都(?=[想要]?[办买][^,.;]{0,5}[季年月]卡)"
)
_EACH_PERSON = ("一人", "每人", "每个人")
_PERSONS = re.compile(
    rf"(?<![周期拜第])(?:({NUMBER})(?:口子?|个|(?<![一1])老?人|[架辆台部间套位名片])|(?:(?<=[我你他她咱们妻])([俩仨])|([俩仨])(?=人|都|,|$)))"
)
_COMPANY = re.compile(r"我(?=.{0,6}(?:和|跟|同|与|、))|夫妻|两公婆")
_JOINS = re.compile(r"(?<=[爸妈公婆爷奶哥姐弟妹])我|和|、|跟|同(?!学|事)|与|及|还有|加上")
_SO_MANY = re.compile(rf"({NUMBER})(?:个|位|名)?(?=[^\d,.;一]|$)")  # 「我跟俩室友」
_ALIKE = re.compile(
    rf"每[次回趟晚天日夜]|一[次回趟晚天日]充|充一[次回趟]|一[次回趟][^,.;]{{0,3}}{NUMBER}个?(?:小时|钟)|"
    r"(?:次次|回回|天天|晚晚)(?!来)|各充|都(?:是|充)"
)
_OVER = re.compile(rf"({NUMBER})(?:[次趟回]|个?晚上?|个?夜)")
_WHOLE = r"一共|总共|合计|合共|共计|拢共|统共|加起来|全部|都|齐|共|这|那|佢|[它他她]们?"
_REPEATED = re.compile(rf"(?:{_WHOLE})[^,.;\d]{{0,3}}?(({NUMBER})[{CLASSIFIERS}])")
_ALL_OF_THEM = re.compile(  # 「两张丢的,一张坏的,三张都补」, but not 「两张椅子都拉」
    rf"(?<![^,.;、])[这那]?(({NUMBER})(?:[{CLASSIFIERS}]|(?<=[俩仨])))(?:东西|卡)?(?:都|全|统统|一[起并块道共]|总共)"
)
_FREE_ONES = re.compile(
    rf"({NUMBER}张)(?=[^,.;张]{{0,8}}(?:免费|不够|不足|[用发领分]完|[送赠]的))|"
    rf"(?:免费|[送赠配发]的)的?(?:那|门禁卡|卡)?({NUMBER}张)"
)


def times_each(text: str, place: int, *, persons: bool = False) -> int | None:
    """Give by how many 各 or 每人 before that place in its clause multiplies: 「周三和周五,各打两小时」.

    The end of the text stands for any clause; `persons` leaves out what is no number of people. None where
    each person is meant and nobody says how many there are.
    """
    begins = 0 if place == len(text) else max(text.rfind(mark, 0, place) for mark in ",。;!?") + 1
    each = _EACH.search(text, begins, place)
    if each is None:
        return 1
    unknown = None if each[0] in _EACH_PERSON else 1
    stretches = [one for one in re.split(r"[,。.;!?]", text[: each.start()]) if one]
    if not stretches:
        return unknown
    told = _persons(stretches[-1])
    if told is not None:
        return told
    joined = 1 if persons else len(_JOINS.findall(stretches[-1])) + 1
    return joined if joined > 1 else unknown


def _persons(stretch: str) -> int | None:
    """Give how many persons, or things to share out among, are told last in a stretch: 「我和女朋友」."""
    company = _COMPANY.search(stretch)
    joined = list(_JOINS.finditer(stretch, company.start())) if company else []
    with_me = [_SO_MANY.match(stretch, one.end()) for one in joined]
    numbers = list(_PERSONS.finditer(stretch))
    if numbers and not any(one and one.start() == numbers[-1].start() for one in with_me):
        meant = int(read_number("".join(filter(None, numbers[-1].groups()))))
        return meant if 0 < meant <= MOST else 1
    if company is None:
        return None
    everybody = 1 + sum(int(read_number(one[1])) if one else 1 for one in with_me)
    return max(2, everybody) if everybody <= MOST else 1


def repeats(quantities: Quantities) -> Decimal:
    """Give how often something is done over, each time alike: 「每晚8小时,三个晚上」."""
    if _ALIKE.search(quantities.text) is None:
        return Decimal(1)
    told = _OVER.findall(quantities.rest)
    days = quantities.number("days")
    every = [read_number(one) for one in told]
    several = [one for one in every if one != 1]  # 「一个月充十二回,一回八小时」
    often = (several or every)[-1] if told else days if days is not None else Decimal(1)
    return often if 1 <= often <= MOST else Decimal(1)


_AS_GUESTS = re.compile(
    rf"(?:朋友|亲戚|同学|客人|同事|[他她]们)[那这]?(({NUMBER})[个位]人?|[俩仨])(?:都|全)?(?:算|是|按|作)访客"
)


def without_repeated(quantities: Quantities) -> Quantities:
    """Give the quantities without a count that sums up the others: 「三台挂机一台柜机,一共四台」."""
    rest = quantities.rest
    again = _AS_GUESTS.search(rest)
    if again and len(counts(rest)) > 1:
        begin, end = again.span(1)
        rest = _blanked(rest, begin, end)
        quantities = replace(quantities, rest=rest)
    every = counts(rest)
    for match in (*_REPEATED.finditer(rest), *_ALL_OF_THEM.finditer(rest)):
        begin, end = match.span(1)
        others = [number for start, number in every if not begin <= start < end]
        if len(others) > 1 and sum(others) == read_number(match[2]):
            return replace(quantities, rest=_blanked(rest, begin, end))
    return quantities


def without_free_ones(quantities: Quantities) -> Quantities:
    """Give the quantities without the number of cards that are had for nothing: 「四张免费的不够」."""
    rest = quantities.rest
    for match in _FREE_ONES.finditer(rest):
        rest = _blanked(rest, *match.span(1 if match[1] else 2))
    return replace(quantities, rest=rest)


def _blanked(rest: str, begin: int, end: int) -> str:
    return rest[:begin] + BLANK * (end - begin) + rest[end:]


_VAGUELY = re.compile(
    rf"(?:(?<!好)几|数|好几)[{CLASSIFIERS}][^,.;]{{0,3}}$|(?:一大?[些堆帮群伙拨]|好些|若干)[^,.;]{{0,5}}$"
)
_VAGUELY_AFTER = re.compile(r"[^,.;\d]{0,2}几(?:[张把台件盏只位]|个(?!工作|月|钟|小时|星期|礼拜))")


def is_left_open(text: str, begin: int, place: int, end: int) -> bool:
    """Say whether nobody tells how many there are of a thing: 「一帮外面的朋友」, 「多办几张」.

    It is named from `place` to `end`, in the clause that begins at `begin`.
    """
    vague = _VAGUELY.search(text, begin, place) is not None and asks_for_several(text)
    return vague or _VAGUELY_AFTER.match(text, end) is not None


def count(rest: str, place: int = 0) -> Decimal | None:
    """Give the count before that place, else the first one after it."""
    found = counts(rest)
    before = [number for start, number in found if start < place]
    if before:
        return before[-1]
    return found[0][1] if found else None


def counts(rest: str) -> list[tuple[int, Decimal]]:
    """Give each count with its place; 次 and 趟 count no things."""
    return [
        (match.start(), read_number(match[1] or match["fused"]))
        for match in COUNT.finditer(rest)
        if (match["unit"] or match["fused"]) not in TIME_UNITS and match[0] not in _IDLE
    ]
