"""Forms begun by what was said before: a workman sent for behind a price, one thing more behind a ticket."""

import re

from bot.case import Case
from bot.forms import reading, times
from bot.forms.filling import Filling
from bot.forms.tracing import without_number
from bot.forms.wish import only_asks, tells_of_danger
from bot.language.asking import asks

_LEAD = r"^(?:[那就嗯哦啊好行成中, ]|好的|快点?|赶[紧快]|可以|要不|还是|麻烦|请)*"
_WORK = r"(?:修|换|通|弄|看|装|整|洗|疏通|处理|搞)"
_ORDERED = re.compile(
    rf"{_LEAD}(?:你们?|能不能|可不可以|能|可以|帮我|给我|替我|帮忙|麻烦|请)*"
    r"(?:(?:约|叫|派|安排|找|喊|请)(?:一?[个位名下]$|(?:一?[个位名下])?(?:师傅|工人|电工|水电工))|报个?修|下个?单|"
    rf"(?:约|叫|派|安排|找|喊|请|来)(?:一?[个位名])?人(?:来|上门|过来|去|给我|帮我)*(?={_WORK})|来(?={_WORK}))"
    rf"(?:来|上门|过来|去|给我|帮我)*{_WORK}*(?:一?[下个只次]|[了吧呗嘛吗不没啊]|好了|行不行|可以吗)*$"
)
_MENDING = re.compile(r"修(?!期|金)|换|通|安?装|漏|堵|坏|锁|灯泡|龙头|马桶|疏通")
_RENOVATION = re.compile(r"装修|通知|换[人房届]")
_AFTER_ALL = re.compile(
    r"^(?:[^?吗呢]{0,10}(?:还是|要不|不行)|[算了哎嗯那唉, ]*(?:继续|接着))[^?吗呢]{0,4}"
    r"(?:来|报|修|登记|投诉|约|提|弄|填|办)[^?吗呢]{0,4}$"
)
_MORE = re.compile(
    r"^(?:对了|哦|啊|,| )*(?:还[有要]|另外|再(?:提|报|登记?|加|记))"
    r"(?:就是|一|(?P<unit>[一两二三]?条)|[一两二三]?[个件点辆台处样桩]|[提报登加记]|报修|登记)*"
    r"(?:事情?|建议|意见|问题|车|想法|地方)?[,:。! ]*(?P<rest>.{4,})$"
)


_NAMED = re.compile(
    r"^(?:[那就嗯哦好行,我要想得必须改是对]|不是|还是|算了|帮我|给我|登记|(?:算|当|作为|记)(?:是|成|作)?){0,8}(?:一?[条个])?(?P<kind>投诉|举报|建议|意见|报修)"
    r"(?:吧|了|呗|他们?|你们|一下|那?就|这[个事家]*|,?(?:记|登记|报)一?下?[吧来]?){0,4}$"
)
_KINDS = {
    "投诉": "complaint",
    "举报": "complaint",
    "建议": "suggestion",
    "意见": "suggestion",
    "报修": "repair",
}
_OF_VISITORS = "parking.visitor"
_BOOK_ONE = re.compile(
    r"(?:[那就好行哦,]|麻烦|请|你们?|现在|直接)*(?:帮|给|替)(?:我们?|俺|咱)(?:登记?|预?约|办|弄|录)(?:一?[个辆下]|上)*(?:车|访客)?[吧呗嘛了啊好]*"
)
_RHETORICAL = re.compile(r"(?:你们|物业|到底|就|都|还|有没有|没)*(?:人)?(?:管不管|管吗|人管)[啊呢吗]?")
_OF_OTHERS = re.compile(
    r"(?:那|你们?|就|麻烦|请|帮我|赶[紧快]|快|得)*(?:去)?(?:(?:让|叫|喊|请|劝|管管?|说说?|警告|通知)(?:一?下)?(?:他|她|它|那[家户人]|楼[上下]|隔壁|对[门面]|人家|邻居)们?"
    r"(?!.*(?:电话|[吗呢?]$)).{2,14}|(?:去|派人|派保安|叫保安)(?:去|来)?(?:管管|说说|劝劝|制止|看看|管一下))[啊吧呗嘛了]*$"
)
_TO_US = re.compile(r"^(?:那|就|你们?|麻烦|请)+")
_MATTER = 6  # signs that tell of something
_COURTESIES = ("thanks", "acknowledge")


def taken_back(case: Case) -> Filling | None:
    """Give the form that was dropped and is wanted after all: 「还是来修吧」."""
    dropped = case.conversation.dropped
    if not dropped or case.conversation.form is not None or not _AFTER_ALL.match(case.heard.question):
        return None
    return Filling.from_dict(dropped)


def going_on(case: Case) -> tuple[str, str] | None:
    """Give the form that the message begins because of what went before, and what is told for it."""
    if case.conversation.form is not None or case.previous is None:
        return None
    found = without_number(case) or _one_more(case) or _ordered(case)
    return found or _visitor_ordered(case) or _named(case) or _placed(case) or _demanded(case)


def _visitor_ordered(case: Case) -> tuple[str, str] | None:
    """Take who, behind the answer about visitors' cars, wants one booked: 「那帮我登一个吧」."""
    question = case.heard.question
    is_meant = case.conversation.topic.startswith(_OF_VISITORS) and _BOOK_ONE.fullmatch(question)
    return ("visitor", question) if is_meant else None


def _one_more(case: Case) -> tuple[str, str] | None:
    previous, written = case.previous, case.conversation.written
    found = _MORE.match(case.heard.question)
    if previous is None or written is None or found is None or asks(found["rest"]):
        return None
    is_behind = previous.ticket is not None or previous.intent in _COURTESIES or found["unit"]
    if not is_behind or not _fits(written["kind"], found["rest"]):
        return None
    day = written["filled"].get("day", "") if not times.day_in(found["rest"]) else ""
    return written["kind"], f"{found['rest']},{day}" if day else found["rest"]  # they come together


def _fits(kind: str, told: str) -> bool:
    if kind == "repair":
        return reading.is_faulty(told)
    return kind != "visitor" or reading.plate_in(told) is not None or times.day_in(told) is not None


def _named(case: Case) -> tuple[str, str] | None:
    """Take what was told before for what is now given a name: 「那我投诉」, 「算建议，记一下」."""
    previous, found = case.previous, _NAMED.match(case.heard.question)
    if previous is None or found is None or previous.intent not in {"answer", "clarify", "handoff"}:
        return None
    kind = _KINDS[found["kind"]]
    parts = re.split("[,;?。]", _RHETORICAL.sub("", previous.question))
    matter = ",".join(one for one in parts if one and (kind == "suggestion" or not asks(one)))
    return (kind, matter) if len(matter) >= _MATTER else None


def _demanded(case: Case) -> tuple[str, str] | None:
    """Take who, behind an answer to what he told of others, demands that they be made to stop."""
    previous, question = case.previous, case.heard.question
    if previous is None or previous.intent not in {"answer", "clarify"} or not _OF_OTHERS.match(question):
        return None
    parts = [one for one in re.split("[,;?。]", previous.question) if one and not asks(one)]
    matter = ",".join(parts)
    is_told = len(matter) >= _MATTER and not asks(question)
    demanded = _TO_US.sub("", question)
    return ("complaint", f"{matter},希望你们{demanded}") if is_told else None


def kind_named(text: str) -> str | None:
    """Give the form that a message names and no more: 「那我投诉」, 「投诉吧那就」."""
    found = _NAMED.match(text)
    return _KINDS[found["kind"]] if found else None


def _placed(case: Case) -> tuple[str, str] | None:
    """Take who told of something broken and now tells nothing but where for one who reports it."""
    previous, question = case.previous, case.heard.question
    if (
        previous is None
        or previous.intent not in {"answer", "clarify"}
        or not reading.tells_where_only(question)
    ):
        return None
    before = previous.question
    is_report = reading.is_faulty(before) and not asks(before) and not only_asks(before)
    return ("repair", f"{before},{question}") if is_report and not tells_of_danger(before) else None


def _ordered(case: Case) -> tuple[str, str] | None:
    """Take who sends for somebody behind what was asked about mending: 「那帮我约一个」."""
    question, previous = case.heard.question, case.previous
    if previous is None or previous.intent not in {"answer", "clarify"} or not _ORDERED.match(question):
        return None
    before = previous.question if previous.intent == "clarify" else case.conversation.question
    if not reading.is_faulty(before) and not _MENDING.search(_RENOVATION.sub("", f"{before},{question}")):
        return None
    told = [one for one in re.split("[,;?。]", before) if reading.is_faulty(one) and not asks(one)]
    return "repair", ",".join([*told, question])
