"""One message that asks for a sum: what it says, what was said before, and the estate's tariffs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.quantities.found import IMPOSSIBLE, Quantities
from bot.quantities.reading import bare_number
from bot.sums.outcome import Missing, NotYetError, Odd
from knowledge_base.chinese_numbers import SIGNS
from knowledge_base.tariffs.book import Kind, Tariffs
from knowledge_base.tariffs.money import as_number
from knowledge_base.tariffs.rates import Rate, Situation

LIKELY_WANTED = 0.4  # of what so likely wants an amount, nearly all does (docs/quality.md)
_MONEY = "元"
_LARGEST_HOME, _LARGEST = 1000, 20_000  # ㎡
_SHOP_TOPICS = ("fee.utility.shop", "fee.property.due_date_shop")
_TWO, _HALF_DAY, _DAY = 2, 720, 1440  # two times; minutes
_HIGHEST = 60  # floors
_LONGEST_MONTHS, _LONGEST_DAYS = 120, 3650
_TRADES = {
    "非餐饮": re.compile(
        r"(?:非|[不勿没未弗唔](?:是|系|做|搞|属于|算|干|开)*)餐饮|服装|衣服|卖衣|打印|花店|美容|美甲|眼镜|烟酒|便利店|超市|小卖|理发|美发|文具|药店|洗衣|水果|五金"
    ),
    "餐饮": re.compile(
        r"餐饮|饭[店馆]|餐馆|餐厅|面馆|火锅|小吃|奶茶|咖啡店|咖啡馆|麻辣烫|米线|包子|甜品|茶餐|酒楼|大排档|烧烤|"
        r"早餐|快餐|^(?:是|对|嗯)"
    ),
}
_QUESTIONS = {
    "area": "请问您家建筑面积是多少平方米？（不动产权证上写的面积）",
    "months": "请问要算哪段时间，或者几个月的？比如「一个季度」「2025年第三季度」。",
    "start": "请问是哪天交付（收房）的？比如「2026年3月12日」。",
    "floor": "请问您家住几楼？",
    "tons": "请问用了多少吨水？",
    "kwh": "请问用了多少度电？",
    "days": "请问从截止日的次日算起，到交费那天一共逾期多少天？告诉我打算哪天交也行。",
    "principal": "请问欠交的物业费一共是多少元？",
    "workers": "请问有几名施工人员？",
    "spaces": "请问一共几个车位？B1层和B2层各几个？",
    "level": "请问是B1层还是B2层的车位？",
    "trade": "请问您的商铺是餐饮，还是非餐饮？",
    "minutes": "请问停了多久？比如「3小时20分」。",
    "overstay": "请问充满以后过了多久才挪车？",
    "hours": "请问一共几个小时？",
    "used_months": "请问已经用了几个月？",
    "charger": "请问用的是快充还是慢充？",
    "count": "请问一共几件？",
    "returned": "请问一共交回几张出入证？",
    "deductions": "请问一共被扣了几次违约金？",
    "time_of_day": "请问是几点充的电？峰段和谷段的价钱不一样。",
    "discount": "预交优惠和空置减免不能同时享受，请问按哪一种算？",
}


@dataclass(frozen=True)
class Limits:
    """Between what a number must lie to be believed; `unit` is how it is said."""

    unit: str
    most: int
    least: Decimal = Decimal("0.01")


_LIMITS = {
    "area": Limits("㎡", _LARGEST, Decimal(1)),
    "months": Limits("个月", _LONGEST_MONTHS),
    "used_months": Limits("个月", _LONGEST_MONTHS, Decimal(0)),
    "floor": Limits("楼", _HIGHEST, Decimal(1)),
    "tons": Limits("吨", 10_000),
    "kwh": Limits("度", 100_000),
    "charged": Limits("度", 200),  # no car holds more
    "days": Limits("天", _LONGEST_DAYS),
    "principal": Limits(_MONEY, 1_000_000),
    "workers": Limits("人", 100, Decimal(1)),
    "trucks": Limits("车", 100, Decimal(1)),
    "minutes": Limits("分钟", 366 * 1440),
    "overstay": Limits("分钟", 7 * 1440, Decimal(0)),
    "hours": Limits("小时", 24),
}
_KEPT = {
    "area": "area", "months": "months", "floor": "floor", "tons": "tons", "kwh": "kwh", "days": "days",
    "principal": "money", "minutes": "minutes",
}  # fmt: skip
_NAMES = {
    "area": "面积", "months": "月数", "used_months": "已用的月数", "floor": "楼层", "tons": "用水量",
    "kwh": "度数", "charged": "度数", "days": "逾期天数", "principal": "欠费金额",
    "workers": "人数", "trucks": "车数",
    "minutes": "时长", "overstay": "时长", "hours": "时长",
}  # fmt: skip


_DENIED = re.compile(r"(?:不是|并非|不属于|不算|当成了?|以为是?)[^,.;]{0,2}$")
_WHOLE = frozenset({"workers", "trucks", "floor"})


def _said(value: Decimal, unit: str) -> str:
    """Say a number as people would: 36000天, not 51840000分钟."""
    if unit == "分钟" and value and value % _DAY == 0:
        return f"{as_number(value / _DAY)}天"
    return f"{as_number(value)}{unit}"


@dataclass(frozen=True)
class Message:
    """What was said, and how much like a wish for its own amount it is (bot/nlu/amounts.py), about 0…1."""

    text: str
    wanted: float = 0.0


@dataclass
class Case:
    """What one sum is computed from. `used` gathers the inputs that went in, `notes` what was assumed.

    `wanted` is how much like a wish for its own amount the message is (bot/nlu/amounts.py), about 0…1;
    `house` the kind of the one house that is being charged, where a message names several.
    """

    quantities: Quantities
    slots: Mapping[str, str]
    tariffs: Tariffs
    today: date
    topic: str
    wanted: float = 0.0
    house: Kind | None = None
    used: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The message in one width and case."""
        return self.quantities.text

    def says(self, pattern: str) -> bool:
        """Say whether the message contains the pattern."""
        return re.search(pattern, self.text) is not None

    def number(self, name: str, kind: str | None = None) -> Decimal | None:
        """Give a number from the message, from a bare reply to our question, or from what was said before."""
        value = self.quantities.number(kind or name)
        if value is None and self.slots.get("asked") == name:
            value = bare_number(self.text)
        if value is None and name in self.slots:
            value = Decimal(self.slots[name])
        return None if value is None else self.checked(name, value)

    def need(self, name: str, kind: str | None = None) -> Decimal:
        """Give a number, or stop to ask for it."""
        value = self.number(name, kind)
        if value is None:
            raise self.missing(name)
        return value

    def checked(self, name: str, value: Decimal) -> Decimal:
        """Keep a number that can be meant; stop to question any other."""
        limits = _LIMITS[name]
        broken = name in _WHOLE and value % 1 != 0
        if broken or not limits.least <= value <= self._most(name, limits):
            said = _said(value, limits.unit)
            raise self.doubt(name, f"您说的{_NAMES[name]}是 {said}，是不是写错了？请再告诉我一次。")
        self.used[name] = f"{value:.2f}" if limits.unit == _MONEY else as_number(value)
        return value

    def _most(self, name: str, limits: Limits) -> int:
        kind = self.named_kind()
        return _LARGEST_HOME if name == "area" and (kind is None or kind.home) else limits.most

    def missing(self, name: str, question: str = "") -> NotYetError:
        """Give the error that stops to ask for what is missing."""
        return NotYetError(Missing(name, question or _QUESTIONS[name], self._heard(name)))

    def doubt(self, name: str, question: str) -> NotYetError:
        """Give the error that stops to question a number that cannot be meant."""
        return NotYetError(Odd(name, question, self._heard(name)))

    def doubt_impossible(self) -> None:
        """Stop to question a day or time that there is none of: 2月30日, 4点90分."""
        said = next((one.text for one in self.quantities.found if one.kind == IMPOSSIBLE), None)
        if said is not None:
            raise self.doubt(
                "date", f"您说的「{said}」好像没有这一天或这个时间，是不是写错了？请再告诉我一次。"
            )

    def _heard(self, awaited: str) -> dict[str, str]:
        """Give what to remember while an answer is awaited: also the numbers that were not used yet."""
        heard = {name: self.quantities.number(kind) for name, kind in _KEPT.items()}
        kept = {name: as_number(value) for name, value in heard.items() if value is not None and value > 0}
        months = {month: None for period in self.quantities.all("period") for month in period}
        if months:
            kept["period"] = " ".join(f"{year}-{month:02}" for year, month in months)
        kind = self.named_kind()
        known = {**kept, **({"kind": kind.name} if kind else {}), **self.remembered()}
        return {name: value for name, value in known.items() if name != awaited}

    def remembered(self) -> dict[str, str]:
        """Give what to remember for the next turns."""
        return {name: value for name, value in {**self.slots, **self.used}.items() if name != "asked"}

    def named_kind(self) -> Kind | None:
        """Give the kind of house that was said, now or before."""
        if self.house is not None:
            return self.house
        if self.quantities.has("shop"):
            return next((kind for kind in self.tariffs.kinds if "商铺" in kind.words), None)
        said = self.kinds_said()
        if said:
            return said[0][1]
        if self.topic in _SHOP_TOPICS:
            return next((kind for kind in self.tariffs.kinds if not kind.home), None)
        return self.tariffs.kind(self.slots.get("kind", ""))

    def kinds_said(self) -> list[tuple[int, Kind]]:
        """Give each kind of house that the message names, with its place, in the order of the text."""
        named = ((word, kind) for kind in self.tariffs.kinds for word in kind.words)
        places = [(self.text.find(word), kind) for word, kind in named if word in self.text]
        meant = [place for place in places if not _DENIED.search(self.text, 0, place[0])]
        corrected = [place for place in meant if place[0] >= self.quantities.corrected_at >= 0]
        return sorted(corrected or meant, key=lambda place: place[0])

    def kind(self) -> Kind:
        """Give the kind of house; the estate's first one when nothing was said, and say so."""
        named = self.named_kind()
        chosen = named or self.tariffs.kinds[0]
        if named is None:
            self.note(f"按{chosen.title}算，如果不是请告诉我")
        else:
            self.used["kind"] = chosen.name
        return chosen

    def situation(self, rate: Rate) -> Situation:
        """Give what decides the rate's price for this house; stop to ask for the trade or the floor."""
        tags = frozenset({self.kind().name})
        if rate.missing_tags(tags):
            tags |= {self._trade()} if rate.missing_tags(tags) & set(_TRADES) else set()
        floor = self.number("floor")
        situation = Situation(tags, None if floor is None else int(floor))
        if rate.depends_on_floor(self.today, situation):
            raise self.missing("floor")
        return situation

    def _trade(self) -> str:
        said = next((trade for trade, pattern in _TRADES.items() if pattern.search(self.text)), None)
        trade = said or self.slots.get("trade")
        if trade is None:
            raise self.missing("trade")
        self.used["trade"] = trade
        return trade

    def clocks(self) -> tuple[int, int] | None:
        """Give two times of the day in minutes; in 「下午2点到4点」 the second is in the afternoon too."""
        times = [one for one in self.quantities.found if one.kind == "clock"]
        if len(times) != _TWO:
            return None
        start, end = int(times[0].value), int(times[1].value)
        bare = times[1].text[0].isdigit() or times[1].text[0] in SIGNS
        return start, end + _HALF_DAY if bare and end < start < end + _HALF_DAY < _DAY else end

    def need_kind(self, rate: Rate) -> None:
        """Stop to ask for the kind of house where it decides the price and nobody said it."""
        tags = frozenset[str]().union(*(price.tags for price in rate.prices))
        priced = [kind.title for kind in self.tariffs.kinds if kind.name in tags]
        if self.named_kind() is None and len(priced) > 1:
            raise self.missing("kind", f"请问是{'、'.join(priced[:-1])}，还是{priced[-1]}？")

    def level(self) -> str:
        """Give the parking level, or stop to ask for it."""
        level = self.quantities.first("level") or self.slots.get("level")
        if level is None:
            raise self.missing("level")
        self.used["level"] = str(level)
        return str(level)

    def note(self, sentence: str) -> None:
        """Add an assumption or condition to the explanation, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)
