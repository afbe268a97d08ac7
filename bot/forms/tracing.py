"""Behind an urging or a question after a ticket: its number is told, or nobody knows it any more. Pure."""

import re

from bot.case import Case
from bot.forms import houses, reading
from bot.forms.ending import is_dropped
from bot.forms.skipping import is_unknown
from bot.language.asking import asks

_NUMBER = re.compile(r"(?<![a-z0-9])(?:[a-z]{1,4}-?)?\d{6,}(?:-\d+)*(?![\d元块])")
_NUMBER_NAMED = re.compile(r"单号|(?:什么|[啥哪]个?)号|号数|编号|号码|(?:单子|工单|订单)的?号|受理号")
_NONE = re.compile(r"没|无|不|忘|丢|哪里?(?:还|会)?(?:记|知|晓|有)|找不")
_THE_ONE = re.compile(r"那[个次张回]|上[次回]|之前|(?:我|俺|家)?报的|报过|就是")
_ANEW = re.compile(r"(?:还[有要]|另外|再|我?要|想|帮我)(?:.{0,4})(?:报个?修|投诉|报一?[个样件])")
_NEWS = ("urge", "status")


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
