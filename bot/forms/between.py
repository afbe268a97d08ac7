"""What is said in the middle of a form and is no plain reply: a question, alone or beside the reply."""

import re
from dataclasses import dataclass, replace

from bot.case import Case
from bot.correction import correction_in
from bot.forms import houses, reading, times
from bot.forms.filling import Filling, continued
from bot.forms.skipping import is_skipped, is_unknown
from bot.forms.tracing import asked_after
from bot.forms.wish import wish_by_rule
from bot.language.asking import asks
from bot.language.spelling import question_of
from bot.ranking import rank

_ASKS = re.compile(
    r"多少|几[点号天个块月]|怎么|什么|哪|谁|为什么|为啥|能不能|可不可以|是不是|有没有|要不要|"
    r"多[久长快]|几时|[啥咋]|从那(?:个|一)|吗|[呢么嘛不喃]$|(?:是|对|行|可以)吧$|要钱|收费|(?:归|由|是|算|自己|自费).{0,8}还是|[费价][用格钱位]|质保|点样|几钱|几耐|咩"
)
_ANNOUNCED = re.compile(
    r"问你|问您|[想先再多]?问(?:一嘴|一句|一下|下|个|一哈|声|一声|多一句)|请教|打听|想知道|想问|顺便问|先问|另外问|"
    r"^(?:(?:等一?下|等等|慢着|等会儿?)[下儿啊哈嘛]*|先别急)[, ]"
)
_RHETORICAL = re.compile(
    r"还(?:让|叫|给)?不?让人|还让不|凭[什啥]|像什么话|什么(?:态度|素质|玩意|道理|意思嘛)|有没有(?:人管|王法|天理|素质)|管不管|算(?:什么|哪门子)|还有没有"
)
_COUNTED = re.compile(r"[点十百千]几|[好没]几")  # 「七点几」 asks nothing
_STATES = re.compile(r"(?<=[着家里])呢$|^(?:就|还|那就)是?.+嘛$")  # 「在家等着呢」, 「就是一楼那家嘛」
_WHAT_IF = re.compile(r"^(?:那|但是?|不过)*(?:如果|要是|假如|万一|若是?).{3,}(?:呢|[怎咋]么?(?:办|整|样)?)$")
_HOW_SOON = re.compile(
    r"(?:多[久快]|多长时间|几时|(?:什么|[啥嘛])时候|几点钟?|几耐|几天|好久(?![没不才了都]))(?:内|之内)?(?:才|就|能|会|可以|得|要|给|我们?|有|人|个|一般)*"
    r"(?:来人|有人|到人|派人|人来|到位|过来|[来到](?=$|[啊呀呢])|上门|修[好完]?|弄好|搞定|处理|解决|联系|回[我话复电音信应]|"
    r"答复|信儿?(?=$|[啊呀呢])|消息|说法|结果|下文|理我|办[结好完])|"
    r"(?:[今明][天晚早]|[上下]午|现在|马上|周末|[一两二三]天)(?:之?内)?(?:能|可以|会)(?:不能)?(?:来|上门|修|弄|处理|派|收|搞)[^,]{0,6}[吗么嘛不没]$|(?:[来修到]不[来修到]|(?:能|会)不(?:能|会)来)[^,]{0,3}$"
)
_LOOKS_UP = re.compile(
    r"^[^,]{0,6}(?:小程序|手机|网上|app|公众号|微信|电话|前台|哪里?).{0,4}(?:[查看问]|打哪)|^[^,]{0,4}(?:打|问)哪[个里]?"
)
_LOOKING_UP = "报修进度在哪里查"
_RESPONSES = {"repair": "报修以后多久有人上门", "complaint": "投诉多久有答复"}  # as the documents put it
_ON_THE_MATTER = re.compile(
    r"钱|费|价|收不收|怎么[收算]|[收要]多少|多少一[次个回]|质保|保修|保[多几]|包(?:材料|换|料)|材料|谁[出付掏]|归|还是|谁[修管]"
)
_LONGEST_ON_THE_MATTER = 16  # signs; longer words name the matter themselves
_BARE_COST = re.compile(
    r"(?:那|你们|这个?|都|是不是|会不会)*(?:要|收|得|需要|用|掏|花)?(?:不要|不收)?(?:钱|费|收费)(?:[的吗么嘛不没啊呀])*|贵不贵[啊呀呢的]*|贵吗"
)
_WARRANTY = re.compile(
    r"^(?:[^,]{0,4}修(?:完|好|过)[了的,以之后]*|那|你们){0,3}(?:质保|保修|包修|保)(?:期|是|有)?(?:多[久长]|几[天个年]|多少)"
)
_WARRANTY_OF_A_REPAIR = "修好又坏了免费返修吗,质保几天"
_A_VISIT = "你们上门来修"
_PROPOSES = re.compile(r"能不能|可不可以|能否|可否|是不是可以")
_PROPOSES_TO_US = re.compile(  # 「周日到底能不能装修」 asks for the rule
    rf"(?:那|就|请问|我?(?:想|希望)|你们?|您|物业|保安|以后|下次|不?知道?|[, ])*(?:{_PROPOSES.pattern})"
)
_PROPOSALS = ("suggestion", "what"), ("complaint", "wish")  # what is proposed there is put as a question
_TIMES = ("visit", "day")
_SUITS = re.compile(r"(?:行|可以|成|中|好|得|方便|来得及)(?:[吗么嘛不没]|不行|不成|不可以)$")
_MAY_COME = re.compile(r"(?:能|可以|会)(?:不能)?(?:来|到|上门|过来|派人来)[^,]{0,3}[吗么嘛不没]$")
_NOBODY_KNOWS = re.compile(  # 「不知道哪家扔的」; 「不知道能不能修」 asks
    r"^(?:我们?|也|都|又|反正)*(?:不|没)(?:知道|晓得|清楚|看清楚?|看见|认得)(?=.{0,4}(?:哪|谁|什么))(?!.*(?:[吗么?]$|能不能|多少|怎么))"
)
_SHORTEST = 3
_BARE = 5  # signs; a bare word is a try at the piece
_LIKELY = 0.3  # a question back is better than its words in the ticket
_CUTS = re.compile(r"(?<=\?)|[,。!; ]+|(?=对了|顺便|另外问|不过我?想问|话说)")


@dataclass(frozen=True)
class Told:
    """A message in two: the form with what it tells, and the case of what it asks."""

    filling: Filling
    question: Case


def told_beside(case: Case) -> Told | None:
    """Part a message that tells a piece of the form and asks something: 「2单元1501，晚上修加钱吗」."""
    form = case.conversation.form
    if form is None or is_skipped(case.heard.text) or correction_in(case.heard.question):
        return None
    filling = Filling.from_dict(form)
    parts = [part for part in _CUTS.split(case.heard.text) if part.strip()]
    asking = ",".join(part for part in parts if _is_asking(part))
    told = ",".join(part for part in parts if not _is_asking(part))
    if not asking or not _tells(filling, told):
        return None
    question = question_of(asking.replace("?", ""))
    alone = _asking(case, question)
    is_wish = wish_by_rule(question) == filling.kind  # 「给我报个修嘛」
    if len(question) < _SHORTEST or is_wish or not is_question(alone, filling):
        return None
    return Told(continued(filling, told, case.conversation.facts), alone)


def apart(case: Case) -> Case:
    """Give the case of what a message asks beside a piece of the form, which is taken; else the case itself.

    Where the piece is the last one, the ticket goes first (bot/forms/talk.py).
    """
    case = _of_the_matter(_how_soon(_looked_up(_without_echo(case))))
    told = told_beside(case)
    if told is None or told.filling.next is None or case.previous is None:
        return case
    form = replace(told.filling, asked=told.filling.next.name).as_dict()
    state = replace(case.conversation, form=form, facts=_facts(case, told.filling))
    return replace(told.question, previous=replace(case.previous, conversation=state))


def _without_echo(case: Case) -> Case:
    """Give the case of a reply without our own question, which it takes up first: 「哪个门？防盗门」."""
    rest = reading.without_echo(case.heard.text)
    if case.conversation.form is None or rest == case.heard.text:
        return case
    return replace(case, heard=replace(case.heard, text=rest, question=question_of(rest)))


def _looked_up(case: Case) -> Case:
    """Give the case of who asks, behind a question after a ticket, where he may look it up himself."""
    if not asked_after(case) or not _LOOKS_UP.search(case.heard.question):
        return case
    return replace(case, heard=replace(case.heard, question=_LOOKING_UP, wish=None))


def _how_soon(case: Case) -> Case:
    """Give the case of who asks, while he reports something or right behind it, how soon it is minded."""
    filling, question = _spoken_of(case), case.heard.question
    if filling is None or filling.kind not in _RESPONSES or not _HOW_SOON.search(question):
        return case
    return replace(case, heard=replace(case.heard, question=_RESPONSES[filling.kind], wish=None))


def _of_the_matter(case: Case) -> Case:
    """Give the case of who asks in few words what a repair costs or who pays, with what is to be mended."""
    filling, question = _spoken_of(case), case.heard.question
    if filling is None or filling.kind != "repair" or len(question) > _LONGEST_ON_THE_MATTER:
        return case
    asked = _asked_in(question)
    alone = _asking(case, asked)
    if not _ON_THE_MATTER.search(question) or not _is_asking(asked):
        return case
    is_bare = _BARE_COST.fullmatch(asked) is not None
    if not is_bare and not _WARRANTY.search(asked) and _is_known(alone, case.asked.threshold):
        return case if _is_known(case, case.asked.threshold) else alone
    if _WARRANTY.search(asked):
        return _asking(case, _WARRANTY_OF_A_REPAIR)
    matters = reading.matters_in(filling.filled.get("what", ""))
    readings = [_asking(case, f"{matter},{asked}") for matter in matters]
    return max(
        [_asking(case, f"{_A_VISIT}{asked}") if is_bare else alone, *readings],
        key=lambda one: rank(one).confidence,
    )


def _asking(case: Case, question: str) -> Case:
    return replace(case, heard=replace(case.heard, text=question, question=question, wish=None))


def _asked_in(question: str) -> str:
    """Give the clause that asks: 「等会儿啊，换一个多少钱」."""
    parts = [part for part in _CUTS.split(question) if part.strip()]
    return next((part for part in parts if _is_asking(part)), question)


def _spoken_of(case: Case) -> Filling | None:
    """Give the form that is being filled, or was just written, where the message replies nothing to it."""
    form = case.conversation.form
    if form is None and case.previous and case.previous.ticket and case.heard.wish is None:
        if asked_after(case):  # what that ticket is about nobody has told here
            return Filling("complaint" if "投诉" in case.previous.question else "repair", {})
        form = case.conversation.written
    if form is None:
        return None
    filling = Filling.from_dict(form)
    field = filling.form.field(filling.asked) if case.conversation.form else None
    replies = field is not None and (field.name == "what" or field.read(case.heard.question) is not None)
    return None if replies else filling


def _facts(case: Case, filling: Filling) -> dict[str, str]:
    house = filling.filled.get("house")
    return {**case.conversation.facts, **({"house": house} if house else {})}


def _tells(filling: Filling, told: str) -> bool:
    """Say whether the words tell a piece that is still open."""
    field = filling.form.field(filling.asked)
    if field is None or field.name == "what":
        return False
    if field.name == "house":
        return houses.house_from_reply(told, filling.filled.get("building", "")) is not None
    return field.read(told) is not None


def _without_unknown(question: str) -> str:
    """Give the message without the clauses that only say what is not known: 「具体哪天记不住」."""
    parts = [part for part in _CUTS.split(question) if part.strip()]
    told = [part for part in parts if not is_unknown(part) and not _NOBODY_KNOWS.search(part)]
    return ",".join(told) if len(told) < len(parts) else question


def _is_asking(part: str) -> bool:
    counted = _STATES.sub("", _COUNTED.sub("", part))
    return bool(part.endswith("?") or _ASKS.search(counted) or asks(counted))


def _proposes(filling: Filling, question: str) -> bool:
    if filling.asked in _TIMES:
        suits = _SUITS.search(question) or _MAY_COME.search(question)
        return suits is not None and times.tells_time(question)
    if (filling.kind, filling.asked) not in _PROPOSALS:
        return False
    if filling.kind == "complaint":
        return reading.demands(question) and _PROPOSES_TO_US.match(question) is not None
    return _PROPOSES.search(question) is not None


def is_question(case: Case, filling: Filling) -> bool:
    """Say whether the message asks something that the documents answer, and replies nothing.

    Less is enough where it cannot be the piece that was asked for, or says that it is a question.
    """
    question, field = _without_unknown(case.heard.question), filling.form.field(filling.asked)
    is_reply = field is None or (field.free and not field.optional) or field.read(question) is not None
    is_announced = _ANNOUNCED.search(case.heard.text) is not None
    if is_skipped(question) or correction_in(question) or _proposes(filling, question):
        return False
    if not is_announced and not _is_asking(question):
        # What tells no piece and is plainly in the documents asks, whatever its words.
        tells = any(one.read(question) for one in filling.form.fields)
        is_other = field is not None and not field.free and not tells and len(question) > _BARE
        return is_other and _is_known(case, case.asked.threshold)
    if filling.kind == "complaint" and not is_announced and _RHETORICAL.search(question):
        return False
    is_place = filling.asked == "where" or _PROPOSES.search(question) is not None
    is_likely = (
        filling.kind == "search"
        or is_announced
        or not is_reply
        or is_place
        or _WHAT_IF.search(question) is not None
    )
    return _is_known(case, _LIKELY if is_likely else case.asked.threshold)


def _is_known(case: Case, sure: float) -> bool:
    return rank(case).confidence >= sure
