"""Which two things a message weighs against each other, and where it speaks of each."""

import re
from collections.abc import Mapping, Sequence

from bot.quantities.found import Quantities
from bot.quantities.numbers import NUMBER
from bot.sums.houses import kind_places, trade_said, trades_in
from knowledge_base.tariffs.book import Tariffs

_EACH_TIME = re.compile(
    r"(?:(?:一[次趟回]){2}|[次回趟]{2}|单次|单(?=买)|每[次回趟]|按次|零(?=买)|散(?=买))"
    r"(?:都|现|再|临时|单独|另外?|去)*[买付交]?(?:[散单门]?票)?|[现散]买(?:[散单门]?票)?"
)
_BY_AREA = re.compile(r"按(?:照|着)?(?:整套|全屋|房屋?)?的?(?:建筑)?(?:面积|平方?米?数?)(?:[计算收来]|去)*")
_OF_ROOMS = re.compile(rf"施工的?面积(?:是|有|就|只有|大概|才)*{NUMBER}(?:平方米?|平米?|㎡|个平方)?")
_CARD = re.compile(rf"(?:{NUMBER}?张)?(?P<card>[月季年]卡)")
_OCLOCK = r"(?:[\d一二三四五六七八九十两]{1,3}点半?)?"
_TIMES_OF_DAY = {
    "夜间": re.compile(rf"(?:大?半夜|夜里|夜间|凌晨|深夜|晚上|低谷|谷段?){_OCLOCK}"),
    "白天": re.compile(rf"(?:大?白天|上午|下午|中午|高峰|峰段?){_OCLOCK}"),
}
_CHARGER = re.compile(r"[快慢]充")
_WEIGHED = re.compile(r"比|[跟和与同].*(?:差|相差)")
_TIMES = re.compile(rf"{NUMBER}[多来]?[次回趟]")
_BEFORE = re.compile(r"以前|之前|原来|原先|早先|本来")
Places = Sequence[tuple[int, int]]  # of words in a text: where they begin and end
_TWO = 2


def weighed(quantities: Quantities, tariffs: Tariffs) -> Mapping[str, Places]:
    """Give the names of two things that a message weighs, each with the places of its words; else nothing."""
    text = quantities.text
    told = (
        _ways_of_removal(quantities),
        _cards(text),
        _times_of_day(text),
        _chargers(quantities),
        _periods(quantities),
        _houses(quantities, tariffs),
        _levels(quantities),
        _trades(text),
        _areas(quantities),
    )
    return next((places for places in told if len(places) == _TWO), {})


def _cards(text: str) -> Mapping[str, Places]:
    """Give two cards of a facility, or one and the tickets that it spares: 「季卡比一次一次买」."""
    cards: dict[str, list[tuple[int, int]]] = {}
    for match in _CARD.finditer(text):
        cards.setdefault(match["card"], []).append(match.span())
    each = [match.span() for match in _EACH_TIME.finditer(text)]
    often = [match.span() for match in _TIMES.finditer(text) if match.span() not in each]
    if len(cards) == 1 and often:
        cards = {name: [*places, *each] for name, places in cards.items()}
        cards["按次"] = [*each, *often]
    return cards


def _ways_of_removal(quantities: Quantities) -> Mapping[str, Places]:
    """Give the removal of waste by the truck and by the area: 「按车拉两车,跟按建筑面积收差多少」."""
    trucks = [(one.start, one.end) for one in quantities.meant("trucks")]
    by_area = [one.span() for one in _BY_AREA.finditer(quantities.text)]
    if not (trucks and by_area):
        return {}
    rooms = [one.span() for one in _OF_ROOMS.finditer(quantities.text)]
    return {"按车计": [*trucks, *rooms], "按建筑面积": by_area}


def _times_of_day(text: str) -> Mapping[str, Places]:
    """Give the night and the day where one is weighed against the other: 「半夜通比白天通贵多少」."""
    if not _WEIGHED.search(text):
        return {}
    found = {name: [one.span() for one in words.finditer(text)] for name, words in _TIMES_OF_DAY.items()}
    return {name: places for name, places in found.items() if places}


def _chargers(quantities: Quantities) -> Mapping[str, Places]:
    """Give fast and slow charging, each with its own energy where two are told."""
    if not _WEIGHED.search(quantities.text):
        return {}
    found = [(one[0], one.span()) for one in _CHARGER.finditer(quantities.text)]
    chargers = {name: [place for other, place in found if other == name] for name, _ in found}
    energies = quantities.meant("kwh")
    if len(energies) == len(chargers) == _TWO:
        for places, one in zip(chargers.values(), energies, strict=True):
            places.append((one.start, one.end))
    return chargers


def _periods(quantities: Quantities) -> Mapping[str, Places]:
    return {one.text: [(one.start, one.end)] for kind in ("period", "year") for one in quantities.meant(kind)}


def _houses(quantities: Quantities, tariffs: Tariffs) -> Mapping[str, Places]:
    """Give two kinds of houses, each with its own area where two are told."""
    kinds: dict[str, list[tuple[int, int]]] = {}
    for begin, end, kind in kind_places(quantities.text, tariffs):
        kinds.setdefault(kind.name, []).append((begin, end))
    areas = quantities.meant("area")
    if len(areas) == len(kinds):
        for places, area in zip(kinds.values(), areas, strict=True):
            places.append((area.start, area.end))
    return kinds if len(areas) in (1, len(kinds)) or not areas else {}


def _levels(quantities: Quantities) -> Mapping[str, Places]:
    levels: dict[str, list[tuple[int, int]]] = {}
    for one in quantities.meant("level"):
        levels.setdefault(str(one.value), []).append((one.start, one.end))
    return levels


def _trades(text: str) -> Mapping[str, Places]:
    """Give two trades of a shop; that it had one of them before makes that one no less a side."""
    trades: dict[str, list[tuple[int, int]]] = {}
    for match in trades_in(text):
        trades.setdefault(trade_said(match[0]) or "", []).append(match.span())
    before = [match.span() for match in _BEFORE.finditer(text)]
    return {name: [*places, *before] for name, places in trades.items()} if "" not in trades else {}


def _areas(quantities: Quantities) -> Mapping[str, Places]:
    """Give two areas of one house, where neither puts the other right: before the deed and by it."""
    told = [one for one in quantities.found if one.kind == "area"]
    return {one.text: [(one.start, one.end)] for one in told}
