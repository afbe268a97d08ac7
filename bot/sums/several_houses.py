"""Houses that one message adds up: two shops and a storeroom, shops of two trades, one not measured."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.quantities.found import Found
from bot.quantities.numbers import NUMBER, read_number
from bot.sums.asking import asks_for_total
from bot.sums.case import Case
from bot.sums.houses import kind_places, trade_said, trades_in
from knowledge_base.tariffs.book import Kind

_HOUSE = r"(?:套|间|处|爿|[个家](?=底商|商?铺|店|门面|门市|储藏|储物|房|高层|叠拼))"
_COUNTED = re.compile(rf"({NUMBER}){_HOUSE}")
_TOGETHER = re.compile(
    rf"(?:[俩两三仨几2-9]|二){_HOUSE}|一{_HOUSE}.{{0,30}}一{_HOUSE}|[俩两三]家(?![店铺])|加起来|各"
)
_ALIKE = re.compile(
    r"都[是有]?(?=[\d一二三四五六七八九])|各[是有]?|每(?:[套间处户]|个(?![年月季人]))|一样大|同样大|面积一样"
)
_ONE_OF_THEM = re.compile(r"其中|这[套间处个]|那[套间处个](?!忘|不)|只[算问]|单[算问]")
_UNKNOWN = re.compile(r"忘|不记得|记不|不知道|不清楚|不晓得|没量|不详|没数")
_CLAUSES = re.compile(r"[,;.:、!?]|和|跟|与|及|加(?!起来|一起|一块)|还有|另外|再")
_NEXT_TO = re.compile(rf"({NUMBER})[间家个爿处](?:[是做卖开搞的]|现在|租给|人家?|别人)*$")
_FORMERLY = re.compile(r"以前|之前|原来|原先|早先|本来|上家|前任|现在改|改[成做开]")
_MOST = 20


def houses_in(case: Case) -> list[tuple[Kind, Decimal]]:
    """Give kind and area of each house where houses of several kinds are named, each with its area.

    Stops to ask for the area that a house lacks.
    """
    areas = [one for one in case.quantities.meant("area") if one.value > 0]
    _need_each(case, areas)
    kinds = kind_places(case.text, case.tariffs)
    if min(len(areas), len({kind.name for *_, kind in kinds})) <= 1:
        return []
    houses: list[tuple[Kind, Decimal]] = []
    for place, one in enumerate(areas):
        near = _near(case.text, kinds, areas, place)
        houses.append((near or (houses[-1][0] if houses else kinds[0][2]), one.value))
    return houses


def area_together(case: Case) -> Decimal | None:
    """Give the area of several houses of one kind together; None where one house is meant."""
    told = [one for one in case.quantities.all("area") if one > 0]
    if len(told) > 1 and _TOGETHER.search(case.text):
        return sum(told, Decimal(0))
    count = _COUNTED.search(case.quantities.rest)
    if len(told) != 1 or count is None or not _ALIKE.search(case.text):
        return None
    many = read_number(count[1])
    return told[0] * many if 1 < many <= _MOST else None


def shops_in(case: Case) -> list[tuple[str, int]]:
    """Give the trade of each shop and how many keep it where shops of several trades are added up."""
    if _FORMERLY.search(case.text):
        return []
    told = [(match.start(), trade_said(match[0])) for match in trades_in(case.text)]
    shops: list[tuple[str, int]] = []
    for place, trade in told:
        count = _NEXT_TO.search(case.text, 0, place)
        if count is None and shops and shops[-1][0] == trade:  # 「一间租给奶茶店,按餐饮算的」
            continue
        if trade is None or count is None:
            return []
        shops.append((trade, int(read_number(count[1]))))
    return shops if sum(count for _, count in shops) > 1 else []


def _need_each(case: Case, areas: Sequence[Found]) -> None:
    """Stop to ask for an area that one of several houses lacks: 「一间38平,另一间忘了」."""
    counts = [read_number(match[1]) for match in _COUNTED.finditer(case.quantities.rest)]
    if not areas or not counts or _ALIKE.search(case.text) or _ONE_OF_THEM.search(case.text):
        return
    ones = sum(count == 1 for count in counts)
    many = max([*counts, Decimal(ones)])
    if len(areas) < many <= _MOST and (asks_for_total(case.text) or _UNKNOWN.search(case.text)):
        raise case.missing("area", "请问另外的建筑面积是多少平方米？（不动产权证上写的面积）", whole=True)


def _near(
    text: str, kinds: Sequence[tuple[int, int, Kind]], areas: Sequence[Found], place: int
) -> Kind | None:
    """Give the kind that is named in the clause of an area, before it or behind it."""
    one = areas[place]
    begin = areas[place - 1].start + len(areas[place - 1].text) if place else 0
    end = areas[place + 1].start if place + 1 < len(areas) else len(text)
    cuts = [match.end() for match in _CLAUSES.finditer(text, begin, one.start)]
    begin = cuts[-1] if cuts else begin
    after = _CLAUSES.search(text, one.end, end)
    end = after.start() if after else end
    before = [kind for start, _, kind in kinds if begin <= start < one.start]
    behind = [kind for start, _, kind in kinds if one.start <= start < end]
    return before[-1] if before else behind[0] if behind else None
