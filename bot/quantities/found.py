"""What a message states in numbers, each with its kind and place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Month = tuple[int, int]  # year and month
IMPOSSIBLE = "impossible"  # the kind of a date or time that is none: 2月30日, 4点90分


_CORRECTIONS = re.compile(
    r"不对(?!劲)|哦不|噢不|[啊哎诶]不[,是对]|(?<!是)不是,是|[说写看记搞弄打算讲报输][错岔]|说快了|(?:^|[,.;])错了|错了错了|呸|重来|重说|等等(?=[,我让])|口误|更正|纠正|[搞弄记]混|不是不是|应该是|就[算按]|也就是|即[是系]|"
    r"(?:其实|实际|准确|确切)[上地的]?(?:面积|时间)?[是为有说]|后来[^,.;]{0,6}(?:知道|发现|看|查|量|翻)|才(?:知道|发现)|"
    r"不是[^,.;]{1,10}?,?(?:而|应该|应当)?是(?=\D{0,4}[\d一二两三四五六七八九十百半])|"
    r"(?<!公)(?:共|合计|整整|(?<![计起按])算)(?=[\d一二两三四五六七八九十百]+[天日个小分钟])"
)
_DENIED = re.compile(r"(?:(?<!是)(?:不是|并非|不系|唔系)|(?:以为|[记说写看当听算]成)[了是有]*)[^,.;]{0,2}$")
_KIN = r"[弟哥姐妹舅叔姨姑爸妈爷奶公婆儿女]"
_ANOTHER = r"隔壁|邻居|楼[上下](?:的|那|家)|对门|人家|别人|[他她]们?家|(?:朋友|同事|亲戚|老[张王李赵陈刘])家?"
_OF_ANOTHER = re.compile(rf"(?:{_ANOTHER}|{_KIN}们?家)(?!.*(?:我|俺|咱|自己))[^,.;]{{0,8}}$")
_IS_ANOTHERS = re.compile(
    rf"的?(?:那[套间户]|那)?[是系](?:我|俺|咱)?们?(?:{_ANOTHER}|{_KIN}{{1,2}})(?:(?:家|住)?(?:的|那[套间户边])|家(?=[,.;]|$))"
)
_OF_A_HOUSE = frozenset({"area", "tons", "kwh", "floor"})
_TOGETHER = re.compile(r"加起来|合起来|合计|两[套家户处]|一起|一块儿|都算")
_ONE = re.compile(r"[一每]个?(?!刻)[^\d一二两三四五六七八九十半零百千万亿]+")


@dataclass(frozen=True)
class Found:
    """One quantity. `value` is a Decimal, or a date, a tuple of months, a word for what is no number."""

    kind: str
    text: str
    value: Any
    start: int

    @property
    def end(self) -> int:
        """Where what follows it begins."""
        return self.start + len(self.text)

    @property
    def is_unit(self) -> bool:
        """Say whether it is one of its unit, as in a price: 一平, 每个月, 一小时."""
        return _ONE.fullmatch(self.text) is not None


@dataclass(frozen=True)
class Quantities:
    """Everything found in a message, in its order; `rest` is the text with what was read blanked out."""

    text: str
    found: tuple[Found, ...]
    rest: str

    @property
    def corrected_at(self) -> int:
        """Where the words begin that put right what was said before them; -1 where nothing is."""
        return max((match.end() for match in _CORRECTIONS.finditer(self.text)), default=-1)

    def all(self, kind: str) -> list[Any]:
        """Give the values of a kind, in the order of the text."""
        return [one.value for one in self._meant(kind)]

    def first(self, kind: str) -> Any | None:
        """Give the first value of a kind, or None."""
        return next(iter(self.all(kind)), None)

    def number(self, kind: str) -> Decimal | None:
        """Give the first number of a kind, one of a unit (「一个月」) only where there is no other."""
        meant = list(self._meant(kind))
        chosen = next((one for one in meant if not one.is_unit), meant[0] if meant else None)
        return chosen.value if chosen and isinstance(chosen.value, Decimal) else None

    def has(self, *kinds: str) -> bool:
        """Say whether any of these kinds was found."""
        return any(one.kind in kinds for one in self.found)

    def has_own(self, *kinds: str) -> bool:
        """Say whether any of these kinds was found and is more than the unit of a price."""
        return any(one.kind in kinds and not one.is_unit for one in self.found)

    def meant(self, kind: str) -> list[Found]:
        """Give what was found of a kind, with its place, in the order of the text."""
        return list(self._meant(kind))

    def _meant(self, kind: str) -> Iterator[Found]:
        """Give what was found, without what the speaker took back or told of somebody else's house."""
        corrected = self.corrected_at
        of_kind = [one for one in self.found if one.kind == kind]
        after = [one for one in of_kind if one.start >= corrected]
        chosen = after if corrected >= 0 and after else of_kind
        return iter([one for one in chosen if not self._is_set_aside(one)] or chosen)

    def _is_set_aside(self, one: Found) -> bool:
        """Say whether a quantity is denied, 「不是89平,98平」, or another's, 「隔壁89平,我家98平」."""
        if _DENIED.search(self.text, 0, one.start):
            return True
        if one.kind not in _OF_A_HOUSE or _TOGETHER.search(self.text):
            return False
        after = _IS_ANOTHERS.match(self.text, one.end)
        return bool(after or _OF_ANOTHER.search(self.text, 0, one.start))
