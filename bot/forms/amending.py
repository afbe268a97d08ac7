"""What is said about a form that has become a ticket: put right, or told to go on with."""

import re
from dataclasses import replace

from bot import phrases
from bot.case import Case, decision, hand_over, say
from bot.correction import correction_in
from bot.decision import RULE, Decision
from bot.forms import houses, reading, times
from bot.forms.ending import is_closed, is_dropped
from bot.forms.filling import Filling
from bot.forms.righting import MORE, clean, replaced_in
from bot.forms.ticket import noted, ticket_of
from bot.forms.wish import only_asks
from bot.language.asking import asks

_CHANGED = re.compile(
    r"改(?:到|成|为|在|约|天|期|个|一?下|主意)|换(?:成|到|个|一[辆天个])|推迟|延后|推到|(?:^|"
    r"[,。! ]|[想要得能我])那?改(?=今|明|后|[上下中]午|晚上|早上|下|周|星期|礼拜|上午|晚上|\d|"
    r"[一二三四五六七八九十]+[点号月])|提前(?:到|一)|[打记填报整弄搞说写输]错|"
    r"不是.{1,8}是|才(?:过?来|到)|(?:来|到)不了"
)
_GO_ON = re.compile(
    r"(?:那?就|还是|继续|接着)(?:这么|这样|那样|照这个?|按这个|照旧)(?:报|登记|登|约|投诉|提|办|记)|"
    r"(?:登记|报修|投诉|预约|报)(?:就)?(?:继续|接着|照旧|不变)|(?:继续|接着)(?:登记|报修|投诉|预约|报)|"
    r"就(?:这么|这样)(?:报|登记)"
)
_MOVES = re.compile(
    r"^(?:那|还是|麻烦|帮我|给我|哎|等等|等下|[,。! ])*(?:改|换|推迟|提前)(?:一下|"
    r"下(?!午))?(?:时间)?(?:到|成|为|在)?(?:吧|,)*"
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
_CALLED_OFF = re.compile(r"^(?:那|哎|算了|[, ]|帮我|给我)*(?:取消|撤销|撤了)")
_MISWRITTEN = re.compile(r"^(?:[啊哦哎呀,]|我|刚才?)*[打写填输登报]错")  # only what is written down can be
_MOVED_TO = re.compile(
    r"[,。! ].{0,6}?(?:改|换)(?:到|成|为|在)?(?P<to>[^,。!?]{2,})$"
)  # 「周六我不在，改周日」
_NOTHING_MORE = re.compile(r"(?:没|没有|无)(?:别的|其[他它]|什么|啥)?(?:事情?|要求|要说的)?了?[吧啊哈。! ]*$")
_NOT_THAT = re.compile(r"^.{0,6}不[是系].{1,8}?[,。! ]+(?=.)")
_LEAD = re.compile(r"^(?:那么|好的|行吧|好吧|[那就哦噢好行嗯哎,. ]|还是|要不|麻烦|请)+")
_FETCHED = re.compile(
    r"(?:喊|叫|让|请|派|约)(?:他们?|师傅|人|你们|工人|电工|水工).{0,12}[来到]|(?:师傅|他们?).{0,10}(?:[来到]|上门)"
)
_COMES = re.compile(r"(?:来|上门|过来)(?:吧|嘛|呗|就[行好]|[修看弄])?(?:$|[,。!])|在家|有人")
_A_TIME = re.compile(
    r"[\d一二两三四五六七八九十]点|[今明后][天晚早儿日]|[上下中]午|晚上|早上|傍晚|周[一二三四五六日天末]|(?:星期|礼拜)[一二三四五六日天]|周末|\d[号日]"
)
_TO_WORKMEN = re.compile(
    r"^(?:[那对了哦啊, ]|麻烦|请|记得|还有)*(?:你们|师傅|他们?|工人)*(?:[过上]?来|上门|到|修|弄)(?:的时候|"
    r"之前|以前|前|时)|"
    r"(?:让|叫|喊|麻烦|请|告诉|跟)(?:师傅|工人|修的人).{2,}|^.{0,4}(?:师傅|工人)(?:来|上门(?!费)|到)|"
    r"(?:^|[,。! ])先(?:[^,。!?]{0,4})(?:围|拦|关掉|关了|断|放个|立个|贴)"
)
_HURRIES = re.compile(
    r"^(?:你们|那|麻烦|请|行吧?|好[的嘞]?|嗯|[, ])*(?:赶[紧快]|快点?|马上|尽快|抓紧)(?:的|点)?.{0,8}$"
)
_OF_THEM = re.compile(r"[他她]|客人|朋友|亲戚|不是")
_SHORT = 16  # signs in which a visitor's day is put right
_PUT_RIGHT = "更正："
_MENDED = ("plate", "day", "house", "visit")  # what the rest says is told to people in their own words


def amended(case: Case) -> Decision | None:
    """Put right the ticket that was just written, or tell how it stands to who wants to go on with it."""
    written, text = case.conversation.written, case.heard.text
    if written is None or case.conversation.form is not None:
        return None
    if _NUMBER_ASKED.fullmatch(case.heard.question):
        return decision(case, "ticket", (), ticket={"kind": "status"})
    if _GO_ON.search(text) and not asks(text) and not only_asks(case.heard.question):
        return decision(case, "ticket", (), ticket={"kind": "status"})  # the desk tells
    if not only_asks(case.heard.question) and (made := _of_the_ticket(case, Filling.from_dict(written))):
        return made
    is_told = _tells_workmen(case.heard.question) or _hurries(case)
    return say(case, "acknowledge", phrases.ADDED) if is_told else None


def _hurries(case: Case) -> bool:
    """Say whether somebody is to be quick about the ticket that was just written: 「赶紧堵上」."""
    previous, question = case.previous, case.heard.question
    is_fresh = previous is not None and previous.ticket is not None and previous.ticket["kind"] == "open"
    return is_fresh and case.heard.wish is None and not asks(question) and bool(_HURRIES.match(question))


def _of_the_ticket(case: Case, filling: Filling) -> Decision | None:
    """Call off or put right the ticket, where the message is about it."""
    text = case.heard.text
    is_fresh = case.previous is not None and case.previous.ticket is not None
    signs = (_ABOUT[filling.kind], _MISWRITTEN, _CALLED_OFF)
    is_meant = is_fresh or any(sign.search(text) for sign in signs) or _only_changes(case, filling)
    if is_meant and is_dropped(text) and not is_closed(text):  # a ticket is called off by people
        return say(case, "acknowledge") if _NOTHING_MORE.search(text) else hand_over(case, RULE, ())
    told = _put_right(case, filling) if is_meant else {}
    told = told or _called(case, filling)
    told = told or ((_other_day(case, filling) or _noted(case, filling)) if is_fresh else {})
    return _rewritten(case, replace(filling, filled={**filling.filled, **told})) if told else None


def _other_day(case: Case, filling: Filling) -> dict[str, str]:
    """Give the day that is told alone behind a visitor's ticket and is another: 「呃是周六」."""
    day = times.day_in(case.heard.question)
    is_other = filling.kind == "visitor" and day and times.names_time_only(case.heard.question)
    return {"day": day} if is_other and day and day not in filling.filled.get("day", "") else {}


def _only_changes(case: Case, filling: Filling) -> bool:
    """Say whether the message moves the day, and nothing else, where no sum is spoken of: 「改后天」."""
    text = case.heard.text
    if _CHANGED.search(text) is None:
        return False
    if filling.kind == "visitor" and _OF_THEM.search(text) and _moves_day(text):
        return True
    is_moved = times.only_tells_a_visit(_MOVES.sub("", text))
    return not _is_sum(case) and (is_moved or (filling.kind == "visitor" and _moves_day(text)))


def _is_sum(case: Case) -> bool:
    return case.previous is not None and case.previous.computed is not None


def _moves_day(text: str) -> bool:
    return len(text) <= _SHORT and times.day_in(text) is not None and not asks(text)


def _tells_workmen(question: str) -> bool:
    """Say whether a message tells who comes what to mind: 「来的时候先拿警戒带围上」, 「来之前打个电话」."""
    clauses = re.split("(?<=[,。!?; ])", question)
    return any(_TO_WORKMEN.search(one) and not asks(one) for one in clauses)


def _called(case: Case, filling: Filling) -> dict[str, str]:
    """Give when the workmen are to come, told behind an answer: 「那还是喊他下午四点前来嘛」."""
    said = _MOVES.sub("", _LEAD.sub("", case.heard.text))
    if filling.kind != "repair" or asks(said) or not times.tells_time(said) or times.is_plainly_past(said):
        return {}
    comes = _FETCHED.search(said) or (_COMES.search(said) and not _is_sum(case))
    return {"visit": clean(said)} if comes and _A_TIME.search(said) else {}


def _noted(case: Case, filling: Filling) -> dict[str, str]:
    """Give the matter with a correction that mends no one piece, in the resident's own words."""
    correction = correction_in(case.heard.question)
    if correction is None or "what" not in filling.filled or asks(correction.new):
        return {}
    return {"what": f"{filling.filled['what']}{MORE}{_PUT_RIGHT}{clean(correction.new)}"}


def _put_right(case: Case, filling: Filling) -> dict[str, str]:
    """Give the pieces that the message tells otherwise than the ticket."""
    correction = correction_in(case.heard.question)
    if correction is None and not _CHANGED.search(case.heard.text):
        return {}
    said = _PROPOSED.sub("", correction.new if correction else _what_it_is_now(case.heard.text))
    if correction is None and asks(said):
        return {}
    told = {field.name: field.read(said) or "" for field in filling.form.fields if field.name in _MENDED}
    if filling.kind == "repair" and not told["visit"]:
        told["visit"] = _moved_visit(said, is_plain=correction is not None)
    if filling.kind == "repair" and correction and times.is_plainly_past(said):
        told = {**told, "visit": "", "since": times.since_in(said) or ""}
    house = houses.with_its_room(filling.filled.get("house", ""), said)
    if house:
        told["house"] = house
    replaced = replaced_in(filling.filled, correction) if correction else {}
    if replaced:
        told = {**told, "visit": "", **replaced}
    elif correction and not any(told.values()):
        told = _elsewhere(filling, said)
    return {name: clean(value) for name, value in told.items() if value and value != filling.filled.get(name)}


def _what_it_is_now(text: str) -> str:
    """Give what a message changes to: 「周六我不在，改周日」, 「不是明天，他后天才到」."""
    moved = _MOVED_TO.search(text)
    return moved["to"] if moved else _NOT_THAT.sub("", text)


def _moved_visit(said: str, *, is_plain: bool) -> str:
    """Give when the workmen are to come instead, in the resident's own words where they tell nothing else."""
    rest, day = _MOVES.sub("", said), times.day_apart(said) or ""
    return rest if (is_plain and day) or times.only_tells_a_visit(rest) else day


def _elsewhere(filling: Filling, said: str) -> dict[str, str]:
    """Give the place put right, and the matter with it, where that names the wrong one."""
    place, told = reading.place_in(said), filling.filled.get("where", "")
    if not place or not told or place in told:
        return {}
    return {"where": place, "what": filling.filled.get("what", "").replace(told, place)}


def _rewritten(case: Case, filling: Filling) -> Decision:
    facts = {**case.conversation.facts}
    if "house" in filling.filled:
        facts["house"] = filling.filled["house"]
    ticket = {**ticket_of(filling, facts), "kind": "amend"}
    state = replace(case.conversation, facts=facts, written=filling.as_dict())
    text = f"{phrases.FORM_AMENDED}\n{noted(filling, ticket)}"
    return decision(case, "ticket", (), text=text, ticket=ticket, conversation=state)
