"""One message that asks for a sum: what it says, what was said before, and the estate's tariffs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.quantities.found import Found, Quantities
from bot.quantities.reading import bare_number
from bot.sums.doubts import doubted
from bot.sums.houses import TRADES, keeps_a_shop, kinds_said, trade_said
from bot.sums.limits import can_be_meant, shown, written
from bot.sums.outcome import Missing, NotYetError, Odd
from knowledge_base.chinese_numbers import SIGNS
from knowledge_base.tariffs.book import Kind, Tariffs
from knowledge_base.tariffs.money import as_number
from knowledge_base.tariffs.rates import Rate, Situation

WHOLE = "whole"  # the slot with a question that a reply is to be read together with
LIKELY_WANTED = 0.4  # of what so likely wants an amount, nearly all does (docs/quality.md)
_SHOP_TOPICS = ("fee.utility.shop", "fee.property.due_date_shop")
_OF_ROOMS = "renovation."
AT_MIDNIGHT = re.compile(r"(?:24|二十四)[点:]")
_TWO, _HALF_DAY, _DAY = 2, 720, 1440  # two times; minutes
_QUESTIONS = {
    "area": "请问您家建筑面积是多少平方米？（不动产权证上写的面积）",
    "panes": "请问一共多少平方米？",
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
    "repair": "请问修复一共花了多少元？（损坏共有部分的，按实际修复费用扣）",
    "time_of_day": "请问是几点充的电？峰段和谷段的价钱不一样。",
    "discount": "预交优惠和空置减免不能同时享受，请问按哪一种算？",
}


_KEPT = {
    "area": "area", "months": "months", "floor": "floor", "tons": "tons", "kwh": "kwh", "days": "days",
    "principal": "money", "minutes": "minutes",
}  # fmt: skip


@dataclass(frozen=True)
class Message:
    """What was said, and how much like a wish for its own amount it is (bot/nlu/amounts.py), about 0…1.

    What `goes_on` with a sum or a tariff that was told needs no words that ask for it.
    """

    text: str
    wanted: float = 0.0
    goes_on: bool = False


@dataclass
class Case:
    """What one sum is computed from. `used` gathers the inputs that went in, `notes` what was assumed.

    `wanted` is how much like a wish for its own amount the message is (bot/nlu/amounts.py), about 0…1;
    `house` the kind of the one house that is being charged, where a message names several; `told_by` the
    topic whose rule the amount rests on, where that is not the one asked about.
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
    told_by: str = ""

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
        in_part = self.topic.startswith(_OF_ROOMS)
        if not can_be_meant(name, value, kind=self.named_kind(), in_part=in_part):
            raise self.doubt(name, f"您说的{shown(name, value)}，是不是写错了？请再告诉我一次。")
        self.used[name] = written(name, value)
        return value

    def missing(self, name: str, question: str = "", *, whole: bool = False) -> NotYetError:
        """Give the error that stops to ask for what is missing; the reply may complete it as a `whole`."""
        kept = {WHOLE: self.text} if whole else {}
        return NotYetError(Missing(name, question or _QUESTIONS[name], {**self._heard(name), **kept}))

    def doubt(self, name: str, question: str) -> NotYetError:
        """Give the error that stops to question a number that cannot be meant."""
        return NotYetError(Odd(name, question, self._heard(name)))

    def doubt_impossible(self) -> None:
        """Stop to question a number that no sum can be reckoned with."""
        found = doubted(self.quantities)
        if found is not None:
            raise self.doubt(found.name, found.question)

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
        said = self.kinds_said()
        if said and not self.quantities.has("shop"):
            return said[0][1]
        if self.quantities.has("shop") or keeps_a_shop(self.text):
            return self.shop()
        of_shops = self.shop() if self.topic in _SHOP_TOPICS else None
        return self.tariffs.kind_at(self.text) or of_shops or self.tariffs.kind(self.slots.get("kind", ""))

    def shop(self) -> Kind | None:
        """Give the estate's kind of house that is a shop."""
        return next((kind for kind in self.tariffs.kinds if "商铺" in kind.words), None)

    def kinds_said(self) -> list[tuple[int, Kind]]:
        """Give each kind of house that the message names, with its place, in the order of the text."""
        return kinds_said(self.quantities, self.tariffs)

    def kind(self, rate: Rate | None = None) -> Kind:
        """Give the kind of house; stop to ask for it where it decides the rate's price and nobody said it.

        Where all homes cost the same, the estate's first kind stands for them.
        """
        named = self.named_kind()
        if named is not None:
            self.used["kind"] = named.name
            return named
        if rate is not None and self.lacks_kind(rate):
            raise self.missing("kind", self.which_kind(rate))
        chosen = self._with_floors() or self.tariffs.kind(self.tariffs.assumed_kind) or self.tariffs.kinds[0]
        if rate is None or self._is_decided_by_kind(rate):
            self.note(f"按{chosen.title}算，如果不是请告诉我")
        return chosen

    def lacks_kind(self, rate: Rate) -> bool:
        """Say whether the rate's price cannot be known before somebody tells the kind of house."""
        told = self.named_kind() or self._with_floors() or self.tariffs.kind(self.tariffs.assumed_kind)
        return told is None and self._is_decided_by_kind(rate)

    def _is_decided_by_kind(self, rate: Rate) -> bool:
        homes = [kind.name for kind in self.tariffs.kinds if kind.home]
        return len({rate.prices_of(name, self.today) for name in homes}) > 1

    def which_kind(self, rate: Rate) -> str:
        """Give the question for the kind of house, among those that the rate has a price for."""
        titles = [kind.title for kind in self.tariffs.kinds if rate.prices_of(kind.name, self.today)]
        return f"请问是{'、'.join(titles[:-1])}，还是{titles[-1]}？"

    def _with_floors(self) -> Kind | None:
        """Give the one kind of house whose prices go by floors, where the message tells one."""
        if self.quantities.number("floor") is None and "floor" not in self.slots:
            return None
        prices = [price for rate in self.tariffs.rates.values() for price in rate.prices]
        tags = frozenset[str]().union(*(price.tags for price in prices if price.floors != (None, None)))
        found = [kind for kind in self.tariffs.kinds if kind.name in tags]
        return found[0] if len(found) == 1 else None

    def need_area(self, rate: Rate) -> Decimal:
        """Give the area, or stop to ask for it, and in the same breath for the kind of house."""
        if self.number("area") is None and self.lacks_kind(rate):
            raise self.missing(
                "area", f"{self.which_kind(rate)}建筑面积是多少平方米？（不动产权证上写的面积）"
            )
        return self.need("area")

    def situation(self, rate: Rate) -> Situation:
        """Give what decides the rate's price for this house; stop to ask for the kind, trade or floor."""
        tags = frozenset({self.kind(rate).name})
        if rate.missing_tags(tags):
            tags |= {self._trade()} if rate.missing_tags(tags) & TRADES else set()
        floor = self.number("floor")
        situation = Situation(tags, None if floor is None else int(floor))
        if rate.depends_on_floor(self.today, situation):
            raise self.missing("floor")
        return situation

    def _trade(self) -> str:
        trade = trade_said(self.text) or self.slots.get("trade")
        if trade is None:
            raise self.missing("trade")
        self.used["trade"] = trade
        return trade

    def clocks(self) -> tuple[int, int] | None:
        """Give two times of the day in minutes, where just two are told."""
        times = [one for one in self.quantities.found if one.kind == "clock"]
        return self.from_to(*times) if len(times) == _TWO else None

    def from_to(self, came: Found, went: Found) -> tuple[int, int]:
        """Give two times in minutes; in 「下午2点到4点」 the second is in the afternoon too."""
        start, end = int(came.value), int(went.value)
        bare = (went.text[0].isdigit() or went.text[0] in SIGNS) and not AT_MIDNIGHT.match(went.text)
        other_day = any(came.start < one.start < went.start for one in self.quantities.meant("date"))
        return (
            start,
            end + _HALF_DAY if bare and not other_day and end < start < end + _HALF_DAY < _DAY else end,
        )

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
