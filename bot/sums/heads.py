"""How many of a party pay as residents, where small children are let in free: 「两大一小,小的一米一」."""

import re
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.sums.counting import MOST
from knowledge_base.tariffs.price_lists import Heads

_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_METRES = re.compile(
    r"(?P<whole>[1一])(?:米|m)(?P<part>[\d一二三四五六七八九零]{1,2})?(?!\d)|(?P<tenths>[01]\.\d+)(?:米|m)|"
    r"(?P<centimetres>\d{2,3}|[一二三四五六七八九]?百?[一二三四五六七八九]?十[一二三四五六七八九]?)(?:公分|厘米|cm)"
)
_UNDER = re.compile(r"(?:不到|没到|未到|不足|不满|没有|低于|矮于)$")
_UNDER_AFTER = re.compile(r"以下|不到")
_SO_HIGH = re.compile(
    rf"({NUMBER})个?(?:小孩|孩子?|娃儿?|儿童|小的|宝宝?|小朋友)(?:[都全才是]|只有|身高|也)*(?:不到|没到|未到|不足|不满)?$"
)
_ADULTS = re.compile(rf"({NUMBER})个?(?:大(?:人|的)?|成年?人)")
_CHILDREN = re.compile(
    rf"({NUMBER})个?(?:小(?![时区])|孩|娃|儿童|孙|宝)|个(?:[^,.;]{{0,6}}的)?(?:娃|小孩|孩子)"
)
_EVERYBODY = re.compile(rf"({NUMBER})(?:口人?|个人|人(?![家次]))")
_ALL_RESIDENTS = re.compile(
    rf"({NUMBER})(?:个|口|位)?人?(?:全部?|都)(?:是|算)(?:住户|业主|租户|本小区|这里的)"
)
_FROM_OUTSIDE = re.compile(
    rf"({NUMBER})(?!大?[帮群伙拨些堆])(?:个|位|名|口子?)?人?[^,.;\d]{{0,6}}(?:(?:从)?(?:外面|外地|外头|老家|乡下)(?:过?来|的)|不住(?:这|小区)|不是(?:住户|业主))"
)
_VISITING = re.compile(
    rf"(?:[姐妹]夫|[表堂][哥姐弟妹兄]|[舅姨姑叔伯]\w?|同事|同学|朋友|亲戚|战友|[他她])们?(?:一|全)?家({NUMBER})口"
    r"(?=[^,.;]{0,4}来)"
)
_GUESTS = "亲戚|朋友|同学|同事|闺蜜|访客|客人|外面|外人|外地"
_GUEST = re.compile(_GUESTS)
_WITH = re.compile(r"[带领陪加和跟同与、]")
_WITH_ME = re.compile(r"我(?:自己)?(?=(?:[带领和跟同与、]|陪))")
_ME_LAST = re.compile(r"[和跟同与加]我(?=[,.]|再|一起|一块|都|去|$)")
_FAMILY = re.compile(
    rf"(?<![他她]们)(?<![他她]们的)(?P<n>{NUMBER})?个?(?P<who>老[婆公伴爸妈头大二三]|老太婆?|室友|合租|"
    r"儿?媳妇|女婿|爱人|对象|"
    r"女儿|儿子|闺女|孙[子女]|外孙女?|娃|孩子|细路|爸爸?|妈妈?|"
    r"[弟妹哥姐]{1,2}|爷爷|奶奶|外[公婆]|岳[父母])(?!们家)"
)
_YOUNG = re.compile(r"(?!女婿|儿?媳妇)[女儿闺孙娃孩细]|老[大二三]")
_US = re.compile(
    rf"[我咱]们?(?:(?:一家|家里)?(?P<n>{NUMBER}(?=口|个|人|大)|[俩仨])|(?P<pair>夫妻|两?口子))(?:口子?|个人?)?"
)
_US_TOGETHER = re.compile(r"(?:[,和跟同与加带领、]|还有|加上)+[着上]?(?:一个|个)?[^,.;]{0,8}$")
_WHO_SWIM = re.compile(rf"({NUMBER})个?(?:大)?人?都(?:要|想|会|去)?(?:下水|下池|下去|游)")
_ANY_CHILD = ("娃", "孩子", "细路")
_NOT_ME = re.compile(r"我(?:自己|本人)?(?:不|没打算|只看|在岸|岸上)")
_THEIRS = re.compile(r"[他她]们(?:家)?的?[^,.;]{0,2}$")
_I_TOO = re.compile(
    rf"我(?:自己|本人|一个人?)?[加+和跟同与][^,.;]{{0,6}}(?:{_GUESTS})|"
    rf"(?:{_GUESTS})[^,.;]{{0,6}}[加和跟连]上?我(?![的家们])"
)  # 「我加两个同学」 are three, 「我带两个同学」 may ask for the two alone

_ME_TOO = re.compile(rf"{_I_TOO.pattern}|我(?:自己|本人)?也|我是(?:住户|业主|租户)[^,.;]{{0,2}}[他她佢]们?")
_BUYING = re.compile(rf"(?<!第)({NUMBER})(?:个|口|位)?人?(?:都|一起|各)?(?:[要得想]|需要)?买")
_THEY = re.compile(
    rf"(?<![和跟同与加])(?:[他她它]们|[佢渠]们?|[他她](?=[俩仨]))(?:这|那|一共)?({NUMBER}|[俩仨])"
)
_WE_TWO = re.compile(
    r"我[和跟同与](?:我|俺)?家?(?:老婆|老公|爱人|媳妇|先生|太太|对象|老伴|[爸妈爹娘姐妹哥弟])"
    r"(?![,.]?(?:[和跟、爸妈]|[两三四五]))"
)


def paying(text: str, guests: Decimal, heads: Heads) -> Decimal | None:
    """Give how many residents pay; None where no child is free and nobody says how many are there in all."""
    free = sum(height < heads.free_below for height in _heights(text))
    residents = _all_residents(text, guests, free)
    residents = _us(text, guests, free) if residents is None else residents
    if residents is not None:
        return residents
    everybody, adults = _counted(_EVERYBODY, text, guests), _counted(_ADULTS, text, guests)
    if everybody is not None and (free or everybody > guests > 0):
        return max(Decimal(0), everybody - free - guests)
    grown_after = adults is not None and adults > guests > 0 and _GUEST.search(text) is not None
    family = _family(text) if everybody is None and adults is None else 0
    if family > 1:
        return Decimal(max(0, family - free))
    if not free:  # 「带一个朋友,俩大人」 are one resident and the friend
        if grown_after and adults is not None and not _CHILDREN.search(text):
            return adults - guests
        two = _WE_TWO.search(text) is not None
        return Decimal(1 + two) if two or (guests and _I_TOO.search(text)) else None
    children = _CHILDREN.search(text)
    young = Decimal(0) if children is None else read_number(children[1]) if children[1] else Decimal(1)
    grown = adults if adults is not None else Decimal("我" in text)
    return max(Decimal(0), grown - (guests if grown_after else 0)) + max(Decimal(0), young - free)


def _all_residents(text: str, guests: Decimal, free: int) -> Decimal | None:
    """Give how many residents pay, where the words tell their number itself."""
    buying = _BUYING.search(text)
    if buying and guests == 0 and 1 < read_number(buying[1]) <= MOST:  # 「老二1米1,我跟老大两个人买票」
        return read_number(buying[1])
    swim = _WHO_SWIM.search(text)
    if swim and guests == 0 and not _ALL_RESIDENTS.search(text) and 1 < read_number(swim[1]) <= MOST:
        return read_number(swim[1])
    told = _ALL_RESIDENTS.search(text)
    if told and 0 < read_number(told[1]) <= MOST:  # 「两个大人,一个娃,三个都是住户」 are told twice
        return max(Decimal(0), read_number(told[1]) - free)
    return None


def _us(text: str, guests: Decimal, free: int) -> Decimal | None:
    """Give how many residents pay of 「我俩」 and whom they bring; a guest told before may be one of them."""
    told, guest = _US.search(text), _GUEST.search(text)
    if told is None or _ALL_RESIDENTS.search(text):
        return None
    us = Decimal(2) if told["pair"] else read_number(told["n"])
    if not 1 < us <= MOST:
        return None
    if (
        guests
        and guest
        and guest.start() < told.start()
        and not _WITH.search(text[guest.end() : told.start()])
    ):
        return max(Decimal(0), us - guests)
    more = sum(
        int(read_number(one["n"])) if one["n"] else 1
        for one in _FAMILY.finditer(text, told.end())
        if _US_TOGETHER.fullmatch(text, told.end(), one.start())
    )
    return max(Decimal(0), us + more - free)


def _small(text: str, heads: Heads, told: re.Match[str]) -> int:
    """Give how many small children are among a family of guests whose heads are told."""
    return sum(height < heads.free_below for height in _heights(text)) if told.re is _VISITING else 0


def party(text: str) -> int:
    """Give how many go, where somebody tells with whom he goes; 0 where nobody tells."""
    us = _us(text, Decimal(0), 0)
    return int(us) if us else _family(text)


def are_all_guests(text: str, guests: Decimal) -> bool:
    """Say whether those who go are the guests alone, told a second time: 「带三个朋友,他们三个人一共」."""
    again, everybody = _THEY.search(text), _counted(_EVERYBODY, text, guests)
    more = _ME_TOO.search(text) is not None or (everybody is not None and everybody > guests)
    return again is not None and not more and read_number(again[1]) == guests


def outsiders(text: str, heads: Heads) -> Decimal | None:
    """Give how many relatives pay as guests: 「小舅子两口子从外面来」, 「姐夫一家三口来玩,孩子一米一」."""
    told = _FROM_OUTSIDE.search(text) or _VISITING.search(text)
    count = read_number(told[1]) - _small(text, heads, told) if told else None
    return count if count is not None and 0 < count <= MOST else None


def _family(text: str) -> int:
    """Give how many go along with somebody who names his own people: 「我和老婆带俩儿子」 are four."""
    begins = 0 if _ME_LAST.search(text) else -1
    if with_me := _WITH_ME.search(text):
        begins = with_me.start()
    if begins < 0:
        return 0
    told: dict[str, int] = {}
    for match in _FAMILY.finditer(text, begins):
        told.setdefault(match["who"], int(read_number(match["n"])) if match["n"] else 1)
    children = [number for who, number in told.items() if _YOUNG.search(who) and who not in _ANY_CHILD]
    any_child = sum(told[who] for who in _ANY_CHILD if who in told)  # 「带闺女,娃一米三」 names her twice
    young = max(sum(children), any_child)
    grown = sum(number for who, number in told.items() if not _YOUNG.search(who))
    every = (_NOT_ME.search(text) is None) + grown + max(young, len(_heights(text)))
    return every if told and every <= MOST else 0


def _counted(pattern: re.Pattern[str], text: str, guests: Decimal) -> Decimal | None:
    """Give a number of people that is told for all of them: after the guests, where there are any."""
    guest = _GUEST.search(text)
    begins = guest.end() if guest and guests else 0
    told = [read_number(match[1]) for match in pattern.finditer(text, begins)]
    return told[-1] if told and 0 < told[-1] <= MOST else None


def _heights(text: str) -> list[Decimal]:
    """Give each height in metres that is told, as often as it is meant; 「不到一米二」 is just below."""
    found = []
    for match in _METRES.finditer(text):
        if _THEIRS.search(text, 0, match.start()):  # the guests' own child
            continue
        below = _UNDER.search(text, 0, match.start()) or _UNDER_AFTER.match(text, match.end())
        alike = _SO_HIGH.search(text, 0, match.start())
        many = min(int(read_number(alike[1])), MOST) if alike else 1
        found += [_metres(match) - (_HUNDREDTH if below else 0)] * many
    return found


def _metres(match: re.Match[str]) -> Decimal:
    if match["tenths"]:
        return Decimal(match["tenths"])
    if match["centimetres"]:
        return read_number(match["centimetres"]) * _HUNDREDTH
    part = match["part"] or ""
    digits = "".join(sign if sign.isascii() else str(read_number(sign)) for sign in part)
    return 1 + Decimal(digits or 0) * (_TENTH if len(digits) == 1 else _HUNDREDTH)
