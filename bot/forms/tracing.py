"""A ticket from before: its number is told, or nobody knows it, or it is to have another day. Pure."""

import re

from bot.case import Case
from bot.forms import houses, reading, times
from bot.forms.ending import is_dropped
from bot.forms.skipping import is_unknown
from bot.forms.wish import wish_by_rule
from bot.language.asking import asks

_NUMBER = re.compile(r"(?<![a-z0-9])(?:[a-z]{1,4}-?)?\d{6,}(?:-\d+)*(?![\d元块])")
_NUMBER_NAMED = re.compile(r"单号|(?:什么|[啥哪]个?)号|号数|编号|号码|(?:单子|工单|订单)的?号|受理号")
_NONE = re.compile(r"没|无|不|忘|丢|哪里?(?:还|会)?(?:记|知|晓|有)|找不")
_THE_ONE = re.compile(r"那[个次张回]|上[次回]|之前|(?:我|俺|家)?报的|报过|就是")
_ANEW = re.compile(r"(?:还[有要]|另外|再|我?要|想|帮我)(?:.{0,4})(?:报个?修|投诉|报一?[个样件])")
_NEWS = ("urge", "status")
_APPOINTED = re.compile(
    r"(?:约|预约|定|订|说)(?:好|了|的|过|在).{0,10}(?:上门|师傅|来?[修换通装](?!修))|(?:师傅|工人|维修).{0,8}(?:约|预约|上门|要来|过来)|"
    r"上门(?:时间|维修)|[报约](?:的|过|了)(?:那[个次张])?(?:维|报)?修|工单|(?:单子|维修单|报修单)(?!价|位|独)|约(?:好|了|的).{0,4}师傅|师傅约"
)
_MOVED = re.compile(
    r"(?:改|换|挪|移|推|延|拖)(?:到|成|为|在|约|期|迟|后|个?(?:时间|日子|[一]?天)|[今明后周星礼下上早晚\d])|改(?:一?下|个)|提[早前](?:一|到|点|来|吧)|"
    r"[早晚](?:点|一?会儿?|(?:[半一二两三\d]个?多?(?:小时|钟头|天)))(?:来|到|上门|吧|$|[,。!])|"
    r"取消|撤销|不用来|别来"
)
_WAYS = re.compile(r"怎么|如何|哪里?(?!天)|几次|要不要钱|收费|扣钱")


def number_in(text: str) -> str | None:
    """Give the ticket's number that a message names; a telephone number is none."""
    found = _NUMBER.search(text if _NUMBER_NAMED.search(text) else reading.without_phone(text))
    return found.group().upper() if found else None


def number_told(case: Case) -> dict[str, str] | None:
    """Give the ticket's question with the number that is told for it: 「找到了，单号 20250318007」."""
    kind, text, form = _asked_before(case), case.heard.text, case.conversation.form
    number = number_in(text)
    if number is None or asks(text) or (form is not None and form["kind"] != "search"):
        return None
    if not (kind or form or _NUMBER_NAMED.search(text)):
        return None
    return {"kind": kind or "status", "number": number}


def without_number(case: Case) -> tuple[str, str] | None:
    """Give what is told of the ticket by who asked after it and does not know its number."""
    text, previous = case.heard.text, case.previous
    if previous is None or _asked_before(case) is None or (asks(text) and not _NUMBER_NAMED.search(text)):
        return None
    if is_dropped(text) or (begins_anew(text) and not _THE_ONE.search(text)):
        return None
    is_unnumbered = is_unknown(text) or (_NUMBER_NAMED.search(text) and _NONE.search(text))
    is_the_one = _THE_ONE.search(text) and (reading.is_faulty(text) or reading.place_in(text))
    if is_unnumbered or is_the_one or houses.house_in(text):
        return "search", f"{previous.question},{text}"
    return None


def moved(case: Case) -> str:
    """Give the words of who moves or calls off an appointment that was not made in this conversation."""
    text, made_here = case.heard.question, case.conversation.written
    if case.conversation.form is not None or (made_here and made_here["kind"] == "repair"):
        return ""
    is_meant = _APPOINTED.search(text) or (_asked_before(case) is not None and times.tells_time(text))
    if wish_by_rule(text) not in (None, "repair", *_NEWS):
        return ""
    return text if is_meant and _MOVED.search(text) and not _WAYS.search(text) else ""


def begins_anew(text: str) -> bool:
    """Say whether the message reports something else than the ticket that was asked after."""
    return _ANEW.search(text) is not None


def asked_after(case: Case) -> bool:
    """Say whether a ticket was asked after right before, or is being looked for."""
    form = case.conversation.form
    return _asked_before(case) is not None or (form is not None and form["kind"] == "search")


def _asked_before(case: Case) -> str | None:
    """Give what was asked about a ticket right before: its state, or that it be hurried."""
    ticket = case.previous.ticket if case.previous else None
    return ticket["kind"] if ticket and ticket["kind"] in _NEWS else None
