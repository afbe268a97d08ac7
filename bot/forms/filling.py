"""Fills a form from messages: what is read, what was corrected, what is skipped. Pure."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.correction import correction_in
from bot.forms import houses, reading, times
from bot.forms.announcing import subject_of_complaint, subject_of_suggestion
from bot.forms.definition import FORMS, Field, Filled, Form, told_place
from bot.forms.ending import is_closed
from bot.forms.righting import COUNTED, MORE, clean, put_right
from bot.forms.skipping import is_hurried, is_skipped, is_unknown
from bot.language.asking import asks

_SUBJECTS = {"complaint": subject_of_complaint, "suggestion": subject_of_suggestion}
_UNKNOWN_WHO = re.compile(
    r"(?:我们?|也|都)*(?:不|没)(?:知道|晓得|清楚|看清楚?|看见|认得).{0,4}(?:哪|谁|什么)"
)
_HUM = re.compile(r"^[嗯哦噢啊呃, ]+")
_BEGUN = ("今", "昨", "刚", "早")  # days that a fault began on, where that was asked
_MOST_ADDED = 3  # times that more of the matter is told before the open piece is asked for in vain
_MOST_MISSES = 2


@dataclass(frozen=True)
class Filling:
    """A form that is being filled; travels in the conversation as plain data."""

    kind: str
    filled: Mapping[str, str]
    asked: str = ""
    skipped: tuple[str, ...] = ()
    misses: int = 0

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Filling":
        """Give the filling that `as_dict` wrote."""
        return cls(**{**data, "skipped": tuple(data["skipped"])})

    def as_dict(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)

    @property
    def form(self) -> Form:
        """The form that is being filled."""
        return FORMS[self.kind]

    @property
    def next(self) -> Field | None:
        """The piece to ask for next."""
        return self.form.missing(self.filled, self.skipped)

    @property
    def may_skip(self) -> bool:
        """Whether the piece that was asked for may be left out by somebody who only says 「好的」."""
        field = self.form.field(self.asked)
        return bool(self.filled) and field is not None and (field.optional or self.kind == "complaint")

    @property
    def is_stuck(self) -> bool:
        """Whether the same piece was asked for in vain too often."""
        return self.misses >= _MOST_MISSES


def started(kind: str, text: str, facts: Filled) -> Filling:
    """Begin a form with all that was said already, in this message and before."""
    filled = _all_read(FORMS[kind], text)
    if kind == "repair" and "what" not in filled and (told := reading.matter_in(reading.without_phone(text))):
        filled["what"] = clean(told)
    if kind in _SUBJECTS and (subject := _SUBJECTS[kind](reading.without_phone(text))):
        filled["what"] = clean(subject)
    return _with_facts(Filling(kind, filled), facts)


def continued(filling: Filling, text: str, facts: Filled) -> Filling:
    """Take the reply to our question, and whatever else it tells or corrects."""
    correction = correction_in(text)
    said = correction.new if correction else text
    read = _all_read(filling.form, said)
    is_house = filling.asked == "house" and COUNTED.fullmatch(said)  # 「8号」 is the shop's, and no day
    is_visit = reading.names_only(said) and not times.is_past(said)
    is_visit = is_visit or times.only_tells_a_visit(said)  # whatever was asked
    is_visit = is_visit and not (filling.asked == "since" and read.get("since", MORE).startswith(_BEGUN))
    if filling.form.field("visit") and is_visit and times.day_apart(said) and not is_house:
        read = {
            **{name: told for name, told in read.items() if name != "since"},
            "visit": clean(_HUM.sub("", houses.HOUSE.sub("", said))),
        }
    if filling.asked == "visit" and "visit" not in read and not times.is_past(said):
        read = {name: value for name, value in read.items() if name != "since"}
    if correction:
        right = put_right(filling.filled, correction, read)
        return _with_facts(replace(filling, filled={**filling.filled, **right}), facts)
    if _leaves_out(filling, text, read) or (is_closed(text) and filling.may_skip):
        return replace(filling, skipped=(*filling.skipped, filling.asked), misses=0)
    return _with_facts(_told_else(filling, said, read) or _replied(filling, said, read), facts)


def _leaves_out(filling: Filling, text: str, read: Filled) -> bool:
    """Say whether the reply leaves the piece out; why it is not known may stand behind."""
    field = filling.form.field(filling.asked)
    if is_skipped(text):
        return True
    if field is not None and field.optional and is_hurried(text):
        return field.name != "visit"  # where it is asked when somebody may come, that is the reply
    return field is not None and not field.free and not read and is_unknown(re.split("[,。!; ]", text)[0])


def _replied(filling: Filling, said: str, read: dict[str, str]) -> Filling:
    """Take the reply for the piece that was asked for, or count it as missed."""
    field = filling.form.field(filling.asked)
    if filling.asked == "where" and "where" in read and reading.is_faulty(said):
        filling = _with_more_of_the_matter(filling, said)
    filled = {**filling.filled, **{name: told for name, told in read.items() if name not in filling.filled}}
    plate, plates = read.get("plate", ""), filling.filled.get("plate", "")
    if plates and plate not in plates:
        filled["plate"] = f"{plates}、{plate}"  # they come together
    if field is None or field.name in filled:
        return _more_told(filling, said, filled)
    instead = _instead(replace(filling, filled=filled), said, read, is_news=filled != filling.filled)
    if instead:
        return instead
    more = _more_told(filling, said, filled)
    if more.filled != filled:
        return more
    value = _reply_to(field, said, filling)
    if value is None:
        is_miss = filled == filling.filled
        return replace(filling, filled=filled, misses=filling.misses + 1 if is_miss else 0)
    return replace(filling, filled={**filled, field.name: value}, misses=0)


def _instead(filling: Filling, said: str, read: dict[str, str], *, is_news: bool) -> Filling | None:
    """Take a reply that tells another piece than was asked for, which is let go or asked for again."""
    field = filling.form.field(filling.asked)
    is_timed = field is not None and field.optional and is_news
    if (filling.asked == "where" and "house" in read) or (is_timed and ("since" in read or "visit" in read)):
        return replace(filling, skipped=(*filling.skipped, filling.asked), misses=0)
    if is_timed and not times.tells_time(said):
        return replace(filling, misses=0)
    if filling.asked == "when_where" and "wish" not in filling.filled and _only_demands(said):
        return replace(filling, filled={**filling.filled, "wish": clean(said)}, misses=0)
    return None


def _more_told(filling: Filling, said: str, filled: dict[str, str]) -> Filling:
    """Let a complaint tell more of the matter, or of when and where, instead of what was asked for."""
    name = ""
    if filling.asked == "when_where" and _tells_more(filling, said):
        name = "what"
    elif filling.asked == "wish" and _tells_where(filling, said):
        name = "when_where"
    elif (
        filling.asked == "wish" and _UNKNOWN_WHO.match(said) and MORE not in filling.filled.get("what", MORE)
    ):
        name = "what"
    more = {name: f"{filling.filled[name]}{MORE}{clean(said)}"} if name else {}
    return replace(filling, filled={**filled, **more}, misses=0)


def _told_else(filling: Filling, said: str, read: dict[str, str]) -> Filling | None:
    """Take a reply that tells no time where one was asked: it puts the house right, or tells a fault."""
    field = filling.form.field(filling.asked)
    is_else = field is not None and field.name not in read and not asks(said)
    is_open = field is not None and (
        field.optional
        or (field.name == "house" and filling.kind == "repair")
        or (field.name == "where" and reading.is_faulty(said) and not reading.tells_a_spot(said))
    )
    if not is_else or not is_open or times.tells_time(said):
        return None
    house = houses.with_its_room(filling.filled.get("house", ""), said) or read.get("house")
    if house and house != filling.filled.get("house"):
        return replace(filling, filled={**filling.filled, "house": house}, misses=0)
    where = filling.filled.get("where", MORE * _MOST_ADDED)
    if reading.tells_a_spot(said) and not reading.is_faulty(said) and where.count(MORE) < _MOST_ADDED:
        return replace(filling, filled={**filling.filled, "where": f"{where}{MORE}{clean(said)}"}, misses=0)
    told = filling.filled.get("what", MORE * _MOST_ADDED)
    is_added = "what" in read and told.count(MORE) < _MOST_ADDED and read["what"] not in told
    if reading.is_faulty(said) and is_added:
        return replace(filling, filled={**filling.filled, "what": f"{told}{MORE}{read['what']}"}, misses=0)
    return None


def _with_more_of_the_matter(filling: Filling, said: str) -> Filling:
    told = filling.filled.get("what", "")
    more = f"{told}{MORE}{clean(said)}" if told and told.count(MORE) < _MOST_ADDED else told
    return replace(filling, filled={**filling.filled, "what": more}) if more else filling


def _tells_more(filling: Filling, said: str) -> bool:
    """Say whether the reply tells no time and no place but more of the matter, which may be told once."""
    return MORE not in filling.filled.get("what", MORE) and not reading.tells_when_or_where(said)


def _only_demands(said: str) -> bool:
    """Say whether the reply tells what is to be done, and no time and no place."""
    return reading.begins_with_a_demand(said) and not reading.tells_when_or_where(said)


def _tells_where(filling: Filling, said: str) -> bool:
    """Say whether the reply demands nothing but tells more of when and where, which may be told once."""
    is_told = MORE in filling.filled.get("when_where", MORE)
    tells = reading.tells_when_or_where(said) or reading.plate_in(said) is not None
    return tells and not is_told and not reading.demands(said)


def _reply_to(field: Field, said: str, filling: Filling) -> str | None:
    if field.name == "house":
        return _house_from_reply(said, filling)
    if not field.free or reading.is_phone_alone(said):  # it is kept, but answers no other question
        return None
    if field.name in ("what", "where") and (reading.names_only(said) or times.only_tells_a_visit(said)):
        return None
    is_elsewhere = times.visit_in(said) is not None or asks(said)
    if field.name == "where" and is_elsewhere and not reading.tells_a_spot(said):
        return None
    if field.name == "what" and (reading.tells_where_only(said) or _tells_since_only(said)):
        return None
    return clean(said) or None


def _tells_since_only(said: str) -> bool:
    """Say whether the reply begins with since when it is, and tells of nothing: 「上周五就开始了」."""
    begins = times.names_time_only(re.split("[,。!; ]", said)[0])
    return begins and not reading.is_faulty(said) and not reading.place_in(said)


def _house_from_reply(said: str, filling: Filling) -> str | None:
    """Give the house from the reply; a shop may be told by whatever it is known for: 「东门边上的面馆」."""
    building = filling.filled.get("building", "")
    if not houses.is_of_a_shop(f"{told_place(filling.filled)}{said}"):
        return houses.house_from_reply(said, building)
    shop = houses.house_in(said)
    if shop and houses.has_room(shop):
        return shop
    tells = reading.tells_when_or_where(said) or houses.is_of_a_shop(said)
    return f"{building}{clean(said)}" if tells and not asks(said) else None


def _all_read(form: Form, text: str) -> dict[str, str]:
    found = {field.name: field.read(reading.without_phone(text)) for field in form.fields}
    read = {name: clean(value) for name, value in found.items() if value}
    if read.get("since", MORE) in read.get("visit", ""):  # 「今天下午两点到四点在家」
        del read["since"]
    return read


def _with_facts(filling: Filling, facts: Filled) -> Filling:
    """Take over what the conversation knows; a building without a room is not enough for a home."""
    filled = dict(filling.filled)
    if filling.form.field("house"):
        house = filled.get("house") or _known_house(filled.get("building", ""), facts)
        if house and _is_enough(house, told_place(filled)):
            filled["house"] = house
        elif house:
            filled.pop("house", None)
            filled["building"] = house
    if "house" in filled:
        filled.pop("building", None)
    return replace(filling, filled=filled)


def _known_house(building: str, facts: Filled) -> str:
    """Give the house that the conversation knows, unless it is less than was told for this form."""
    known = facts.get("house", "")
    return building if building.startswith(known) else known


def _is_enough(house: str, told: str) -> bool:
    """Say whether enough of the house is told: a home's room, or more of a shop than its building."""
    of_a_shop = houses.is_of_a_shop(told) and not houses.is_building(house)
    return houses.has_room(house) or of_a_shop or reading.is_public(told)
