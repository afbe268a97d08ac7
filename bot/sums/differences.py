"""The difference of two sums: 「比老价多交多少」, 「季卡比一次一次买省多少」, 「预算五百,还剩多少」.

Which two sums a message compares, its words tell; each of them is then reckoned like any other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.quantities.found import Quantities
from bot.quantities.numbers import NUMBER, read_number
from bot.quantities.reading import read
from bot.sums.asking import asks_for_total
from bot.sums.catalogue import sum_of
from bot.sums.discounts import AT_FULL_PRICE, PREPAID, VACANT
from bot.sums.outcome import Computed
from bot.sums.subject import topic_named
from bot.sums.weighed import weighed
from knowledge_base.tariffs.book import Tariffs
from knowledge_base.tariffs.money import as_number

_HOW_MUCH = r"(?:多少|好多|几多|几(?=[块元钱毛]|个?钱|百))"
_PAID = r"[交付掏花缴收给出摊要打贴]"
_BY_HOW_MUCH = (
    rf"(?:省|便宜|相因|划算|合算|实惠|[少多](?={_PAID})|{_PAID}[多少](?=多少|好多|几多)|贵|差)(?:[下了得来到回]|{_PAID}|我们?|咱们?|您)*{_HOW_MUCH}|"
    rf"(?:差[额价别距]|相差)[^,.;]{{0,6}}{_HOW_MUCH}|{_HOW_MUCH}钱?的?差[价额]"
)
_SETTLED = rf"[退补还找](?:[交缴我给]|你们)*{_HOW_MUCH}"  # what was charged otherwise before
_ASKED = re.compile(
    rf"{_BY_HOW_MUCH}|按[^,.;]{{1,10}}[交付收缴算]的[^.;]{{0,30}}{_SETTLED}|"
    rf"[多少][交付收缴算]了?的[^,.;]{{0,10}}{_SETTLED}"
)
_ASKING = re.compile(rf"{_BY_HOW_MUCH}|{_SETTLED}")
_WITH = r"(?:比较?|[跟和与同按照]|对比|相比于?)?"
_AGAIN = r"(?:相比|来比|比起来|比)?"
_A_PRICE = r"(?:单价|价格|价钱|价位?(?!位)|标准|收费)"
_FORMERLY = r"(?:(?:20\d\d|[二两][零〇o0]二[一-九]|去|前|往)年|以前|之前|原来|原先|过去|早先)的?"
_OLD_PRICE = rf"(?:{_FORMERLY})?(?:[老旧]的?{_A_PRICE}|原(?:单价|标准|收费))|{_FORMERLY}那?个?{_A_PRICE}"
_RAISED = r"(?:没|未|还没)?(?:[涨调提加]了?价|价格?[涨调]了?)(?:[之以]?[前后]{1,2}|完|的时候)?"
_PRICES = re.compile(rf"{_WITH}(?:{_OLD_PRICE}|{_RAISED}){_AGAIN}")
_NEW_PRICE = re.compile(rf"{_WITH}(?:现在|如今|目前|而家|宜家|今)?的?(?:新的?{_A_PRICE}|现价){_AGAIN}")
_BY_OLD_PRICE = re.compile(rf"[按照依](?:[着照])?(?:{_OLD_PRICE}|{_RAISED}的?{_A_PRICE})")
_FULL = (
    r"(?:不打\w?折|不(?:享受)?优惠|不(?:享受)?减免|不预[交付缴]|没有?(?:优惠|打折|减免)|原价|全额|全价|足额|"
    r"(?:一个月一个月|按月|按季度?|逐月|每月|每个月|单月)地?(?:[来去]?[交付缴租给]费?)?|[月季][付缴])"
)
_BESIDE_FULL = re.compile(rf"(?:比较?|[跟和与同]|对比|相比于?){_FULL}{_AGAIN}|{_FULL}(?:相比|比)")
_OFFERED = re.compile(rf"{PREPAID}|{VACANT}|减免|年付|打完?[\d.一二三四五六七八九]*折")
_REDUCED = re.compile(rf"折|优惠|减免|{VACANT}")
_HAS_MONEY = re.compile(
    r"(?:预算|手[头里上]|兜里|身上|口袋里?|卡里|准备|带|拿|给|付|交|递|塞|有)(?:[了着有就只才共]|你们?|师傅|现金|张)*$"
)
_NO_UNIT = re.compile(rf"{NUMBER}(?=[,.;])")  # 「给师傅两百,…」
_RENTED = "parking.monthly."
_OVER_A_MONTH = re.compile(rf"[一每]个?月[^,.;]{{0,3}}(?={_BY_HOW_MUCH})")
_SO_OFTEN_EACH = re.compile(rf"(?:一人|每个?人|各自?)[^,.;\d]{{0,4}}?{NUMBER}[多来]?[次趟回]")
_ONE_EACH = re.compile(r"各[^,.;]{0,4}张|[每一]个?人[^,.;]{0,3}张")
_LEFT_OVER = re.compile(
    rf"[还能会该要得]*(?:剩|余)(?:[下余得]|我)*{_HOW_MUCH}|[还能会该要得]*找(?:[我回零补给]|人家)*{_HOW_MUCH}|"
    rf"还差{_HOW_MUCH}"
)
_AGAINST = re.compile(rf"[,.]?(?:跟|和|与|同|比起?)(?=[^跟和与同比]*(?:比|差|相差|{_BY_HOW_MUCH}))")
_OTHERS_PRICE = re.compile(r"租给?我|租给我们")  # what a neighbour takes, no tariff tells
_TOTAL = ",一共多少钱"
_TWO = 2


@dataclass(frozen=True)
class Side:
    """One of the two sums that a message compares: its name, words, tariffs, and its topic if it has one."""

    name: str
    words: str
    tariffs: Tariffs
    topic: str = ""


def asks_for_difference(text: str) -> bool:
    """Say whether a message asks by how much one sum is more or less than another."""
    return _ASKED.search(text) is not None


def goes_by_old_price(text: str) -> bool:
    """Say whether a sum is to be reckoned at the price before the last change: 「按老价一个季度多少」."""
    return _BY_OLD_PRICE.search(text) is not None and not asks_for_difference(text)


def sides_of(quantities: Quantities, tariffs: Tariffs, today: date) -> tuple[Side, Side] | None:
    """Give the two sums that a message compares; None where it compares none."""
    text = quantities.text
    if _PRICES.search(text):
        words = _asking(text, _NEW_PRICE.sub("", _PRICES.sub("", text)))
        now, then = tariffs.at_present(today), tariffs.before_change(today)
        return Side("按现行价格", words, now), Side("按调价前的价格", words, then)
    fees = _fees(text, today)
    if len(fees) == _TWO:
        former, latter = (
            Side(name, _asking(text, _timed(quantities, topic, words)), tariffs, topic)
            for name, (topic, words) in zip(("前者", "后者"), fees.items(), strict=True)
        )
        return former, latter
    if _is_offered(text):
        words = _asking(text, _BESIDE_FULL.sub("", text))
        return Side("优惠后", words, tariffs), Side("不优惠", words, tariffs.without_offers())
    told = weighed(quantities, tariffs)
    if not told:
        return None
    (one, places), (other, others) = told.items()
    return (
        Side(one, _asking(text, _for_each(text, one, _without(text, others))), tariffs),
        Side(other, _asking(text, _without(text, places)), tariffs),
    )


def _timed(quantities: Quantities, topic: str, words: str) -> str:
    """Give the words about one fee with the month that is told for both: 「月租和临停一个月差多少」.

    It is no time for which a car has stayed.
    """
    if not topic.startswith(_RENTED):
        return _OVER_A_MONTH.sub("", words)
    told = [one.text for one in quantities.meant("months")]
    return f"{words},{told[-1]}" if told and not any(one in words for one in told) else words


def _for_each(text: str, card: str, words: str) -> str:
    """Give the words about a card with one for each who goes so often: 「一人游四十次,办季卡」."""
    each = _SO_OFTEN_EACH.search(text) and not _ONE_EACH.search(words)
    return words.replace(card, f"一人一张{card}", 1) if each and card.endswith("卡") else words


def _is_offered(text: str) -> bool:
    """Say whether an offer is weighed: not where it is only said that it was not had."""
    reduced = re.sub(AT_FULL_PRICE, "", text)
    weighed = reduced == text or _BESIDE_FULL.search(text) or _REDUCED.search(reduced)
    return _OFFERED.search(text) is not None and bool(weighed)


def _fees(text: str, today: date) -> Mapping[str, str]:
    """Give topic and words of two sums of different kinds, where a message weighs one against the other."""
    told: dict[str, tuple[str, str]] = {}  # by the kind of sum
    for against in () if _OTHERS_PRICE.search(text) else _AGAINST.finditer(text):
        told = {}
        for words in (text[: against.start()], text[against.end() :]):
            topic = topic_named(read(words, today))
            found = sum_of(topic, words) if topic else None
            if topic and found:
                told.setdefault(found.name, (topic, words))
        if len(told) == _TWO:
            break
    return dict(told.values())


def money_to_spend(quantities: Quantities) -> tuple[Decimal, str] | None:
    """Give the money of which something is to be left, and the words of what it is spent on."""
    text = quantities.text
    left = _LEFT_OVER.search(text)
    told = [(one.value, (one.start, one.end)) for one in quantities.meant("money")]
    told = told or [(read_number(one[0]), one.span()) for one in _NO_UNIT.finditer(quantities.rest)]
    had = [(money, place) for money, place in told if _HAS_MONEY.search(text, 0, place[0])]
    if left is None or len(had) != 1:
        return None
    money, place = had[0]
    return money, f"{_without(text, [place, left.span()])}{_TOTAL}"


def difference(sides: tuple[Side, Side], sums: tuple[Computed, Computed]) -> Computed:
    """Give by how much two sums differ, the greater one first; the talk goes on as the first one."""
    told = sorted(zip(sides, sums, strict=True), key=lambda pair: -Decimal(pair[1].amount))
    (_, more), (_, less) = told
    amount = f"{Decimal(more.amount) - Decimal(less.amount):.2f}"
    shown = "".join(f"{side.name}，{one.explanation}" for side, one in told)
    return replace(
        sums[0],
        amount=amount,
        formula=f"{more.formula}-（{less.formula}）",
        explanation=f"差额：{more.amount}元－{less.amount}元＝{amount}元。{_once(shown)}",
    )


def left_over(money: Decimal, spent: Computed) -> Computed:
    """Give what is left of the money, or what it lacks."""
    left = money - Decimal(spent.amount)
    name, more, less = (
        ("剩余", as_number(money), spent.amount) if left >= 0 else ("还差", spent.amount, as_number(money))
    )
    return replace(
        spent,
        amount=f"{abs(left):.2f}",
        formula=f"{more}-（{spent.formula}）" if left >= 0 else f"{spent.formula}-{less}",
        explanation=f"{name}：{more}元－{less}元＝{abs(left):.2f}元。{spent.explanation}",
    )


def _once(explanation: str) -> str:
    """Give an explanation in which no sentence stands twice."""
    return "".join(f"{one}。" for one in dict.fromkeys(explanation.split("。")) if one)


def _asking(text: str, words: str) -> str:
    """Give the words of one side of a message, asking for the sum itself, or for a total where it did."""
    return f"{_ASKING.sub('', words)}{_TOTAL if asks_for_total(text) else ',多少钱'}"


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for begin, end in sorted(places, reverse=True):
        text = text[:begin] + text[end:]
    return text
