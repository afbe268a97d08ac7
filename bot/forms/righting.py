"""What a correction replaces of what was told for a form. Pure."""

import re

from bot.correction import Correction
from bot.forms import houses
from bot.forms.definition import Filled

MORE = "；"
_NUMBER = r"(?:\d+|[一二三四五六七八九十]+)"
COUNTED = re.compile(rf"{_NUMBER}(?P<unit>[楼层栋点号区]|单元)")
_OWN_WORDS = ("what", "where", "when_where", "wish", "since", "visit")
_SHORTEST = 2  # signs of what is replaced wherever it stands
_LONGEST_NAME = 3  # signs behind a number: 「5号桩」
_FLOORS = ("楼", "层")  # whatever is there: 「五楼电梯厅那扇窗」
_LONGEST = 300
_MORE_THAN_NAMED = 6  # signs beside a house number that tell something


def clean(text: str) -> str:
    """Give a piece as it is kept: no braces, which the ticket's number uses, and not endless."""
    return re.sub(r",{2,}", ",", re.sub(r"[{}]", "", text)).strip(" ,。.!?、")[:_LONGEST]


def put_right(filled: Filled, correction: Correction, read: dict[str, str]) -> dict[str, str]:
    """Let what a correction says replace what was told before; a bare word mends the piece it is like."""
    said = correction.new
    house = houses.with_its_room(filled.get("house", ""), said, last=True)
    if house:
        return {**read, **_more_of_the_matter(filled, said, beside=house), "house": house}
    replaced = replaced_in(filled, correction)
    if replaced:
        return {**{name: value for name, value in read.items() if name not in _OWN_WORDS}, **replaced}
    if not read:
        last = [name for name in filled if name != "building"][-1:]
        if last and last[0] not in _OWN_WORDS:
            return _more_of_the_matter(filled, said)
        return {name: _in_place(filled[name], clean(said), name) for name in last}
    if "what" in read and len(read) > 1:
        return {name: value for name, value in read.items() if name != "what"}
    return read


def replaced_in(filled: Filled, correction: Correction) -> dict[str, str]:
    """Give the pieces in which the right word or number takes the wrong one's place."""
    told = {name: filled[name] for name in _OWN_WORDS if name in filled}
    old, new = correction.old, clean(correction.new)
    if len(old) >= _SHORTEST:
        wrong = re.compile(rf"(?<!\d){re.escape(old)}")
        right = {name: wrong.sub(new, value) for name, value in told.items()}
    else:
        right = {name: _counted_anew(value, new, name) for name, value in told.items()}
    return {name: value for name, value in right.items() if value != told[name]}


def _counted_anew(told: str, said: str, name: str) -> str:
    """Give what was told with its one number put right: 「是5号桩」 behind 「3号慢充桩不出电」."""
    counted = COUNTED.match(said)
    thing = said[counted.end() :] if counted else ""
    if counted is None or (not thing and name != "when_where"):  # a bare number may be the house's, the day's
        return told
    if counted["unit"] not in _FLOORS and (len(thing) > _LONGEST_NAME or thing not in told):
        return told
    like = re.compile(rf"(?<!\d){_NUMBER}{counted['unit']}")
    return like.sub(counted.group(), told) if len(like.findall(told)) == 1 else told


def _more_of_the_matter(filled: Filled, said: str, beside: str = "") -> dict[str, str]:
    """Give the matter with what else a correction tells, so that nothing of it is lost."""
    is_more = "what" in filled and len(said) > len(beside) + _MORE_THAN_NAMED
    return {"what": f"{filled['what']}{MORE}{clean(said)}"} if is_more else {}


def _in_place(told: str, said: str, name: str) -> str:
    """Give the piece put right; of when and where something was only what is of the same kind is replaced."""
    return f"{told}{MORE}{said}" if name == "when_where" else said
