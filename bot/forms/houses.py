"""House numbers as residents write them: a home, a building, a shop of the ground floor."""

import re

from bot.forms.slips import without_slips

_CN = "一二三四五六七八九十"
_SAID = "一二两三四五六七八九零〇幺"  # a room said digit by digit: 三零二
_BY_FLOOR = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})[楼层]的?\d{{2}}(?!\d)"  # 「十楼02」
_BUILDING = rf"(?:\d{{1,3}}|[{_CN}]{{1,3}}) ?(?:栋|幢|号楼|座)"
_SHOP_NUMBER = rf"(?:\d{{1,3}}|[{_CN}]{{1,3}})"
_SHOPS = "底商|商铺|门市|铺面|底铺|裙楼"
_SHOP = (  # 「底商20号前交」 tells a day
    rf"(?:{_BUILDING}[ 的]*)?(?:{_SHOPS})[ 的]*(?:第 ?)?{_SHOP_NUMBER} ?(?:号铺?|铺|店)"
    r"(?![以之]?[前后]|截止|到期|那天|交)"
    rf"|(?:{_BUILDING}[ 的]*)?{_SHOP_NUMBER} ?号 ?(?:铺子?|商铺|店|{_SHOPS})"
)
HOUSE = re.compile(
    rf"{_SHOP}|{_BUILDING}(?:[ 的]*(?:\d{{1,2}}|[{_CN}]{{1,2}}) ?(?:单元|"
    rf"门(?!口)))?(?:[ 的]*(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?![\d元块平度吨])(?:室|号房?|房)?)?"
    rf"|(?<![a-z\d-])\d{{1,2}}-(?:\d{{1,2}}-)?\d{{3,4}}(?![\d-])|叠拼(?:\d{{1,2}}|"
    rf"[{_CN}]{{1,3}})号|(?<![a-z])s\d{{1,2}}(?:号)?(?!\d)"
)
_ROOM = re.compile(
    rf"(?<![\d.{_SAID}-])(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号房?|房)?(?![\d.元块平天个年{_SAID}])"
)
_BLOCK = re.compile(r".{1,3}?(?:栋|幢|号楼|座)")
_UNIT = rf"(?:\d{{1,2}}|[{_CN}]{{1,2}})单元"
_SPOKEN_ON = r"[,。的啊呀哈吧呢嘛 ]*"  # between the parts of a number that is said bit by bit
_NAMING = r"(?:房号|门牌号?|房间号?|室号)?(?:就?是|为)?[: ]*"
_NEXT_UNIT = re.compile(rf"{_SPOKEN_ON}(?P<part>{_UNIT})")
_NEXT_ROOM = re.compile(
    rf"{_SPOKEN_ON}{_NAMING}(?:(?:\d{{1,2}}|[{_CN}]{{1,3}})[楼层]{_SPOKEN_ON})?(?P<part>(?:{_BY_FLOOR}|\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号房?|房)?)"
    rf"(?=$|[,。!?; ]|[的啊呀哈吧呢嘛]|我|这)(?!号楼)"
)
_OWN_ROOM = re.compile(rf"(?:{_BY_FLOOR}|\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号房?|房)?$")
_NAMED_ROOM = re.compile(r"^(?:我家?的?)?(?:房号|门牌号?|室号|房间号?)?(?:应该|其实)?(?:就?是|为)?")
_LAST_ROOM = re.compile(
    rf"(?:家|房号|室号|我)(?:应该|其实)?(?:就?是|为|在)(?P<room>(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号房?|房)?)$"
)
_UNIT_ONLY = re.compile(rf"(?:\d{{1,2}}|[{_CN}]{{1,2}})单元(?:(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号|房)?)?")
_IS_BUILDING = re.compile(rf"{_BUILDING}(?:[ 的]*(?:\d{{1,2}}|[{_CN}]{{1,2}}) ?(?:单元|门))?|{_UNIT}")
_IS_SHOP = re.compile(_SHOP)
_OF_SHOPS = re.compile(
    rf"{_SHOPS}|(?<![快商饭酒])店(?:里|内|面|铺|堂|后|头|门)|(?:我|我们|咱们?|本|小|这个?)店|铺子|铺[里内]|号铺|后厨|卷帘门"
)


def house_in(text: str) -> str | None:
    """Give the house number that a message names, in the resident's own words."""
    text = without_slips(text, HOUSE)
    named = [_said_on(found.group(), text[found.end() :]) for found in HOUSE.finditer(text)]
    fuller = [house for house in named if house.startswith(named[0])]  # 「4栋，4栋1单元502」
    return max(fuller, key=len) if fuller else None


def _said_on(house: str, rest: str) -> str:
    """Give the house number with its unit and its room, where they follow in a breath of their own."""
    for is_open, following in ((is_block, _NEXT_UNIT), (is_building, _NEXT_ROOM)):
        found = following.match(rest) if is_open(house) else None
        if found:
            house, rest = f"{house}{found['part']}", rest[found.end() :]
    return house


def house_from_reply(text: str, known: str) -> str | None:
    """Give the house number from the reply to our question; a bare room joins what is known."""
    whole = house_in(text)
    if whole:
        return whole
    unit = _UNIT_ONLY.search(text)
    if unit:
        block = _BLOCK.match(known)
        return f"{block.group() if block else known}{_said_on(unit.group(), text[unit.end() :])}"
    room = _ROOM.search(text)
    return f"{known}{room.group()}" if room else None


def with_its_room(house: str, text: str, *, last: bool = False) -> str | None:
    """Give the house number with the unit or room that the text names in place of its own; None: no such.

    What is put right may stand `last`: 「701是我妈家，我家是702」.
    """
    unit, block = _UNIT_ONLY.fullmatch(text.strip(" ,。.!")), _BLOCK.match(house)
    if unit and block:
        room = _OWN_ROOM.search(house)
        own = room.group() if room and unit.group().endswith("单元") else ""
        return f"{block.group()}{unit.group()}{own}"
    bare = text.strip(" ,。.!")
    named = _LAST_ROOM.search(bare) if last else None
    room = _ROOM.fullmatch(named["room"] if named else _NAMED_ROOM.sub("", bare))
    return _OWN_ROOM.sub(room.group(), house) if room and _OWN_ROOM.search(house) else None


def has_room(house: str) -> bool:
    """Say whether a house number names one home or one shop."""
    return bool(
        re.search(rf"\d{{3,4}}|[{_SAID}]{{3,4}}|{_BY_FLOOR}|^叠拼|^s\d", house) or _IS_SHOP.search(house)
    )


def is_block(house: str) -> bool:
    """Say whether a house number names a block and no part of it."""
    return _BLOCK.fullmatch(house) is not None


def is_building(house: str) -> bool:
    """Say whether a house number names a building, or a part of it, and nothing in it."""
    return _IS_BUILDING.fullmatch(house) is not None


def is_of_a_shop(text: str) -> bool:
    """Say whether the message is about a shop, which has a number of its own and no unit."""
    return _OF_SHOPS.search(text) is not None
