"""How the syllables of Mandarin are typed: the 400 that there are, and what is typed in their place.

The inventory is that of 汉语拼音方案 (1958), without tones, ü typed as v.
"""

from __future__ import annotations

from functools import lru_cache

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ao ei en eng o u",
}
SYLLABLES = frozenset(f"{initial}{final}" for initial, finals in _FINALS.items() for final in finals.split())
LONGEST = max(map(len, SYLLABLES))
SLIP = 3.0  # what a slip costs, as minus a logarithm: about one syllable in twenty

# One dialect's ear or one key beside the other; each is tried once a syllable, in both directions.
_INITIALS_HEARD_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("r", "l"), ("f", "h"))
_FINALS_HEARD_ALIKE = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("v", "u"), ("ui", "uei"), ("iu", "iou"))
_ERHUA = 1.0  # 「nar」 is two signs, 哪儿
_TYPED_OTHERWISE = {"ju": "jv", "qu": "qv", "xu": "xv", "yu": "yv"}


@lru_cache(maxsize=1)
def typed() -> dict[str, dict[str, float]]:
    """Give every spelling that is typed, and for each the syllables that it may mean with their cost."""
    meant: dict[str, dict[str, float]] = {syllable: {syllable: 0.0} for syllable in SYLLABLES}
    for syllable in SYLLABLES:
        for written in _slips(syllable):
            meant.setdefault(written, {}).setdefault(syllable, SLIP)
        for usual, other in _TYPED_OTHERWISE.items():
            if syllable.startswith(usual):
                meant.setdefault(other + syllable[len(usual) :], {})[syllable] = 0.0
    meant["r"] = {"er": _ERHUA}
    return meant


def _slips(syllable: str) -> set[str]:
    found = set()
    for pair in _INITIALS_HEARD_ALIKE:
        for right, wrong in (pair, pair[::-1]):
            if _initial(syllable) == right:
                found.add(wrong + syllable[len(right) :])
    for pair in _FINALS_HEARD_ALIKE:
        for right, wrong in (pair, pair[::-1]):
            if syllable.endswith(right):
                found.add(syllable[: -len(right)] + wrong)
    return found - {syllable}


def _initial(syllable: str) -> str:
    if syllable[:2] in {"zh", "ch", "sh"}:
        return syllable[:2]
    return syllable[:1] if syllable[0] not in "aeo" else ""


def initials(syllables: tuple[str, ...]) -> str:
    """Give the first letters, as somebody in a hurry types them: wyf."""
    return "".join(syllable[0] for syllable in syllables)
