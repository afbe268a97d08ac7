"""A total over fees of several kinds, each from its own words: 「物业费一季度,加B2月租三个月,总共多少」."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.quantities.numbers import NUMBER
from bot.quantities.reading import read
from bot.sums.asking import asks_for_total
from bot.sums.catalogue import sum_of
from bot.sums.outcome import Computed
from bot.sums.subject import BULKY, topic_named, without_left_out

_JOINTS = re.compile(
    r"[,;。:、+]|再加上?|加上?(?!急|压|收|起|班)|外加|还有|以及|另外|连同|连带|同埋|和|跟|与|捎带|顺便"
)
_OF_A_SPACE = re.compile(r"产权车?位|车位[^,.;]{0,3}产权|(?:买|自有)[^,.;]{0,3}的?车位")
_OF_A_RENOVATION = re.compile(r"装修|翻新|清运")
_BUILDING = re.compile(r"装修|翻新|渣土|建筑垃圾|保证金|许可证")
_ONLY_HAS = re.compile(  # 「家里3个龙头」 orders nothing
    rf"(?:我?家里?|屋里)(?:一?共|总共)?有?{NUMBER}[个只盏把台][^,.;换修装坏漏堵通洗]{{1,4}}"
)
_WATER = ("fee.water.rate", "fee.water_pump")
_TOTAL = ",一共多少钱"
_LASTING = ("kind", "area", "floor", "trade")  # of one house, whichever of its fees told them
# What one sum already reckons together, or what has rules of its own for being together.
_FAMILIES = {"penalty": "property", "waste_disposal": "property", "utilities": "water", "charging": "stay"}


@dataclass(frozen=True)
class Part:
    """The words about one fee, with the topic and the kind of sum that they name."""

    topic: str
    family: str
    words: str


def parts_of(text: str, today: date) -> list[Part]:
    """Give the words about each fee where a total over sums of several kinds is asked; else nothing.

    What comes back is never added to what is to be paid.
    """
    if not asks_for_total(text) or "退" in text:
        return []
    lead, parts = "", dict[str, Part]()
    last = ""
    for stretch in filter(None, _JOINTS.split(without_left_out(text))):
        topic = _topic_of(text, stretch, today)
        found = sum_of(topic, stretch) if topic else None
        if topic is None or found is None:
            lead += "" if last else f"{stretch},"
        else:
            last = _FAMILIES.get(found.name, found.name)
            parts.setdefault(last, Part(topic, last, ""))
        if last:
            parts[last] = replace(parts[last], words=f"{parts[last].words}{stretch},")
    whole = [replace(part, words=f"{lead}{part.words}{_TOTAL}") for part in parts.values()]
    return whole if len(whole) > 1 else []


def _topic_of(text: str, stretch: str, today: date) -> str | None:
    """Give the topic that a stretch of a message names; what is said of a space or of its water is meant."""
    topic = None if _ONLY_HAS.fullmatch(stretch) else topic_named(read(stretch, today))
    if topic == "fee.property.rate" and _OF_A_SPACE.search(text[: text.find(stretch) + len(stretch)]):
        return "parking.owned.fee" if "管理费" in stretch and "物业" not in stretch else topic
    if topic == "fee.waste_disposal" and _OF_A_RENOVATION.search(text) and "生活" not in stretch:
        return "renovation.waste.fee"
    if topic == "renovation.waste.fee" and re.search(BULKY, text) and not _BUILDING.search(text):
        return "waste.bulky"
    return None if topic in _WATER and "直饮" in text and "吨" not in stretch else topic


def lasting(slots: Mapping[str, str]) -> dict[str, str]:
    """Give what one fee's words tell of the house, for the others."""
    return {name: slots[name] for name in _LASTING if name in slots}


def added_up(sums: Iterable[Computed]) -> Computed:
    """Give the total of several sums, told one after the other; it goes on as the first."""
    every = list(sums)
    amount = sum((Decimal(one.amount) for one in every), Decimal(0))
    return replace(
        every[0],
        amount=f"{amount:.2f}",
        formula="+".join(one.formula for one in every),
        inputs={name: value for one in every for name, value in one.inputs.items()},
        explanation=f"一共{amount:.2f}元。" + "".join(one.explanation for one in every),
    )
