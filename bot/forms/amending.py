"""What is said about a form that has become a ticket: put right, or told to go on with."""

import re
from dataclasses import replace

from bot import phrases
from bot.case import Case, decision, hand_over
from bot.correction import correction_in
from bot.decision import RULE, Decision
from bot.forms import houses, reading, times
from bot.forms.ending import is_closed, is_dropped
from bot.forms.filling import Filling, clean
from bot.forms.ticket import noted, ticket_of
from bot.forms.wish import only_asks
from bot.language.asking import asks

_CHANGED = re.compile(
    r"改(?:到|成|为|在|约|天|期|个|一?下|主意)|换(?:成|到|个|一[辆天个])|推迟|延后|推到|^(?:那)?改(?=今|明|后|下|周|星期|礼拜|上午|晚上|\d|[一二三四五六七八九十]+[点号月])|提前(?:到|一)|[打记填报整弄搞说写输]错|"
    r"不是.{1,8}是|才[来到]|(?:来|到)不了"
)
_GO_ON = re.compile(
    r"(?:那?就|还是|继续|接着)(?:这么|这样|那样|照这个?|按这个|照旧)(?:报|登记|登|约|投诉|提|办|记)|"
    r"(?:登记|报修|投诉|预约|报)(?:就)?(?:继续|接着|照旧|不变)|(?:继续|接着)(?:登记|报修|投诉|预约|报)|"
    r"就(?:这么|这样)(?:报|登记)"
)
_MOVES = re.compile(
    r"^(?:那|还是|麻烦|帮我|给我|哎|[, ])*(?:改|换|推迟|提前)(?:一下|下)?(?:时间)?(?:到|成|为|在)?(?:吧|,)*"
)
_NUMBER_ASKED = re.compile(
    r"(?:我的?|那|这个?)*(?:工?单号?|编号|单子号|号码)(?:是|呢|给我|发我|发一下)*(?:多少|几号|几|什么|啥)?[呢啊呀]?"
)
_PROPOSED = re.compile(r"(?:行不行|可不可以|[行成好]不成?|(?:行|可以|成|好)[吗么嘛吧])$")
_ABOUT = {
    "visitor": re.compile(r"车|访客|客人|登记|预约"),
    "repair": re.compile(r"修|师傅|上门|工单"),
    "complaint": re.compile(r"投诉|工单"),
    "suggestion": re.compile(r"建议|意见"),
}
_MISWRITTEN = re.compile(r"^(?:[啊哦哎呀,]|我|刚才?)*[打写填输登报]错")  # only what is written down can be
_MENDED = ("plate", "day", "house", "visit")  # what the rest says is told to people in their own words


def amended(case: Case) -> Decision | None:
    """Put right the ticket that was just written, or tell how it stands to who wants to go on with it."""
    written, text = case.conversation.written, case.heard.text
    if written is None or case.conversation.form is not None:
        return None
    if _NUMBER_ASKED.fullmatch(case.heard.question):
        return decision(case, "ticket", (), ticket={"kind": "status"})
    if only_asks(case.heard.question):
        return None
    filling = Filling.from_dict(written)
    if _GO_ON.search(text) and not asks(text):
        return decision(case, "ticket", (), ticket={"kind": "status"})  # the desk tells
    is_fresh = case.previous is not None and case.previous.ticket is not None
    signs = (_ABOUT[filling.kind], _MISWRITTEN)
    is_meant = is_fresh or any(sign.search(text) for sign in signs) or _only_changes(case)
    if is_meant and is_dropped(text) and not is_closed(text):
        return hand_over(case, RULE, ())  # a ticket is called off by people
    told = _put_right(case, filling) if is_meant else {}
    return _rewritten(case, replace(filling, filled={**filling.filled, **told})) if told else None


def _only_changes(case: Case) -> bool:
    """Say whether the message moves the day, and nothing else, where no sum is spoken of: 「改后天」."""
    moved = _CHANGED.search(case.heard.text)
    is_sum = case.previous is not None and case.previous.computed is not None
    return moved is not None and not is_sum and reading.names_only(_MOVES.sub("", case.heard.text))


def _put_right(case: Case, filling: Filling) -> dict[str, str]:
    """Give the pieces that the message tells otherwise than the ticket."""
    correction = correction_in(case.heard.question)
    if correction is None and not _CHANGED.search(case.heard.text):
        return {}
    said = _PROPOSED.sub("", correction.new if correction else case.heard.text)
    if correction is None and asks(said):
        return {}
    read = {field.name: field.read(said) for field in filling.form.fields if field.name in _MENDED}
    if filling.kind == "repair" and not read.get("visit") and times.day_apart(said):
        read["visit"] = times.day_apart(said) if correction is None else said
    house = houses.with_its_room(filling.filled.get("house", ""), said)
    told = {**read, **({"house": house} if house else {})}
    return {name: clean(value) for name, value in told.items() if value and value != filling.filled.get(name)}


def _rewritten(case: Case, filling: Filling) -> Decision:
    facts = {**case.conversation.facts}
    if "house" in filling.filled:
        facts["house"] = filling.filled["house"]
    ticket = {**ticket_of(filling, facts), "kind": "amend"}
    state = replace(case.conversation, facts=facts, written=filling.as_dict())
    text = f"{phrases.FORM_AMENDED}\n{noted(filling, ticket)}"
    return decision(case, "ticket", (), text=text, ticket=ticket, conversation=state)
