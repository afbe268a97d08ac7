"""The talk about a form: begin it, take replies, let questions in between, drop it, end it as a ticket."""

import re
from dataclasses import replace

from bot import phrases
from bot.case import Case, answer, decision, hand_over, say
from bot.correction import correction_in
from bot.decision import REPEATED_MISS, RULE, UPSET, Candidate, Decision
from bot.forms import reading, times
from bot.forms.behind import going_on, kind_named, taken_back
from bot.forms.between import is_question, told_beside
from bot.forms.definition import FORMS
from bot.forms.ending import is_closed, is_dropped
from bot.forms.filling import Filling, continued, started
from bot.forms.skipping import is_hurried, is_skipped
from bot.forms.ticket import PROMISES, ticket_of, words_of
from bot.forms.tracing import moved, number_in, number_told
from bot.forms.waiting import is_back, is_waiting
from bot.forms.wish import only_asks, tells_of_danger, wish_and_question, wish_by_rule
from bot.language.asking import asks
from bot.previous import HUMAN
from bot.ranking import rank

_NEW_FORM = re.compile(
    r"^(?:那?我(?:还)?(?:要|想))(?P<kind>投诉|报修|提(?:个)?建议)|(?:帮我|给我)?登记(?:一下|个)?访客"
)
_REMINDED = ("answer", "thanks", "greet", "acknowledge")
_GIVEN_UP = ("answer", "ask", "clarify", "ticket")
_TO_MOVE = "moved"  # beside the pieces of the ticket that is looked for
_OUTBURST = 5  # signs; who says no more than that in anger tells nothing that could be passed on
_INSISTS = re.compile(  # on the form that is open
    r"(?:那|能不能|可不可以|能|可以|先|就|帮我|给我|你们?)*(?:登记|报修|投诉|报|登|预约)(?:一?下|上|了)?(?:[吗不没吧嘛]|行不行|行吗|可以吗)*"
)
_OF_CONDUCT = re.compile(r"态度|服务|说话|骂|吼|凶|脸色|不理|爱搭|爱答|敷衍|推脱|推诿")
_KINDS = {"投诉": "complaint", "报修": "repair"}
_COSTS = re.compile(
    r"(?:那|这个?|要是|进来|他们?|停车?)*(?:[要需会得]|是不是|用不用|要不要)*"
    r"(?:[收给付交掏花]?(?:钱|费用?)|免费)(?:的|[吗么不没嘛啊呀])*|(?:要|得|收)?多少钱|怎么收费?的?"
)


def begun(case: Case) -> Decision | None:
    """Begin what the message wishes to have done."""
    question = case.heard.question
    wish = "repair" if _only_reports(case) else case.heard.wish
    if wish == "repair" and wish_by_rule(question) is None and reading.is_of_a_pass(question):
        return None
    if wish is None or case.published is None or case.asked.choice:
        return None
    if wish in FORMS:
        return _with_the_rest(case, _opened(case, wish))
    number = number_in(case.heard.text)
    ticket = {"kind": wish, **({"number": number} if number else {})}
    return decision(case, "ticket", (), ticket=ticket)  # the desk tells, from its tickets


def _only_reports(case: Case) -> bool:
    """Say whether what sounds like a complaint tells of a public thing out of order, and of nobody."""
    question = case.heard.question
    is_meant = (
        case.heard.wish == "complaint" and wish_by_rule(question) is None and not tells_of_danger(question)
    )
    return is_meant and reading.tells_of_a_public_thing(question)


def begun_behind(case: Case) -> Decision | None:
    """Begin the form that goes on from what was said before."""
    numbered = number_told(case)
    moved_on = _moved_on(case, is_numbered=numbered is not None)
    if moved_on:
        return moved_on
    if numbered:
        state = replace(case.conversation, form=None)
        return decision(case, "ticket", (), ticket=numbered, conversation=state)
    again = taken_back(case)
    if again:
        return _on(case, again)
    found = going_on(case)
    if found is None or case.published is None or case.asked.choice:
        return None
    kind, told = found
    return _opened(replace(case, heard=replace(case.heard, text=told)), kind)


def _moved_on(case: Case, *, is_numbered: bool) -> Decision | None:
    """Look for the ticket that is to have another day, which a person gives it."""
    wished, form = moved(case), case.conversation.form
    if (wished and number_in(wished)) or (is_numbered and form is not None and _TO_MOVE in form["filled"]):
        return hand_over(case, RULE, ())
    if not wished or case.published is None:
        return None
    looked_for = started("search", wished, case.conversation.facts)
    looked_for = replace(looked_for, filled={**looked_for.filled, _TO_MOVE: wished})
    return _on(case, looked_for, opening=phrases.SEARCH_MOVED)


def added(case: Case) -> Decision | None:
    """Take note of a time or a telephone number that is told behind a ticket, for people to read."""
    previous, text = case.previous, case.heard.question
    if previous is None or case.conversation.written is None or case.conversation.form or asks(text):
        return None
    is_right_behind = previous.ticket is not None and previous.ticket["kind"] != "status"
    is_day = case.conversation.written["kind"] == "visitor" and times.day_in(text) is not None
    is_added = reading.phone_in(text) or (is_right_behind and times.names_time_only(text) and not is_day)
    is_other = case.heard.wish is not None or correction_in(case.heard.question) is not None
    return say(case, "acknowledge", phrases.ADDED) if is_added and not is_other else None


def reported(case: Case) -> Decision | None:
    """Begin the form of who tells of something broken at a place, asks nothing and gets no answer."""
    question = case.heard.question
    if (
        case.published is None
        or case.conversation.form
        or not reading.is_faulty(question)
        or reading.is_of_a_pass(question)
        or not reading.tells_whose(question)
    ):
        return None
    is_told = not asks(question) and not only_asks(question) and not tells_of_danger(question)
    return _opened(case, "repair") if is_told else None


def _with_the_rest(case: Case, made: Decision) -> Decision:
    """Offer the answer to what was asked behind the wish: 「登记一下，顺便问停一晚多少钱」."""
    _, question = wish_and_question(case.heard.question)
    asked = replace(case, heard=replace(case.heard, text=question, question=question))
    is_known = bool(question) and rank(asked).confidence >= case.asked.threshold
    return _with_question(made, asked) if is_known else made


def _opened(case: Case, kind: str, *, told: Filling | None = None) -> Decision:
    """Begin a form; what was `told` for another one that it takes the place of is taken over."""
    form, entries = FORMS[kind], case.published.entries if case.published else {}
    begun = started(kind, case.heard.text, case.conversation.facts)
    if told:
        shared = {name: value for name, value in told.filled.items() if form.field(name)}
        begun = replace(begun, filled={**shared, **begun.filled})
    made = _on(case, begun, opening=form.opening)
    if form.about not in entries:
        return made
    state = replace(made.conversation, topic=form.about, question=entries[form.about].title)
    return replace(made, conversation=state)


def resumed(case: Case) -> Decision | None:
    """Take the message as the reply to the form's question, unless it is a question or a wish of its own."""
    text, form = case.heard.text, case.conversation.form
    if form is None or not text:
        return None
    filling = Filling.from_dict(form)
    waits = filling.kind == "search" and "等" in text  # who would rather wait wants nothing looked for
    if is_dropped(text) or (is_closed(text) and (waits or not filling.filled)):
        return _dropped(case, filling)
    other = _other_form(text, filling.kind)
    if other:
        return _opened(case, other, told=filling)
    return _taken(case, filling)


def _taken(case: Case, filling: Filling) -> Decision | None:
    """Take the message as a reply, or leave it to be answered."""
    if is_waiting(case.heard.text) or is_back(case.heard.text):
        return say(case, "acknowledge")  # the open question stands behind (with_reminder)
    told = told_beside(case)
    if told:  # what is left to ask stands open behind the answer; here nothing is
        return _with_question(_on(case, told.filling), told.question)
    costs = _costs(case, filling)
    insists = case.heard.wish == filling.kind or _INSISTS.fullmatch(case.heard.text)
    if costs or (is_question(case, filling) and not insists):
        return costs
    return _replied(case, filling)


def let_go(case: Case) -> Decision | None:
    """Take note of who gives up what was spoken of, where no form runs: 「这么贵，算了，我自己弄」."""
    previous, question = case.previous, case.heard.question
    if previous is None or previous.intent not in _GIVEN_UP or wish_by_rule(question):
        return None
    gives_up = is_dropped(question) and not is_closed(question) and not asks(question)
    gives_up = gives_up or (previous.ticket is not None and is_skipped(question))
    return say(case, "acknowledge") if gives_up else None


def takes_anger(case: Case) -> bool:
    """Say whether what is told in anger is the very piece that was asked for: what a complaint is about."""
    form = case.conversation.form
    question = case.heard.question
    tells = len(question) > _OUTBURST or _OF_CONDUCT.search(question) is not None
    return form is not None and form["kind"] == "complaint" and tells


def takes_hurry(case: Case) -> bool:
    """Say whether who fills in a report only wants somebody to come soon, and no person to talk to."""
    form = case.conversation.form
    return form is not None and form["kind"] == "repair" and is_hurried(case.heard.text)


def _replied(case: Case, filling: Filling) -> Decision:
    """Take the reply; who only takes note, or insists on what he wished, is asked again (with_reminder)."""
    text = case.heard.text
    further = continued(filling, text, case.conversation.facts)
    waits = is_closed(text) and not filling.may_skip
    if case.heard.dialogue_act == "upset" and (further.misses > filling.misses or filling.kind == "search"):
        return hand_over(case, UPSET, ())
    insists = case.heard.wish == filling.kind or is_hurried(text) or _INSISTS.fullmatch(text) is not None
    insists = insists and further.misses > filling.misses
    return say(case, "acknowledge") if waits or insists else _on(case, further)


def _costs(case: Case, filling: Filling) -> Decision | None:
    """Answer who asks in bare words what it costs with what the form is about; other questions are left."""
    about, entries = filling.form.about, case.published.entries if case.published else {}
    if about not in entries or case.conversation.topic != about or not _COSTS.fullmatch(case.heard.question):
        return None
    return answer(case, (Candidate(about, entries[about].title, 1.0),))


def _dropped(case: Case, filling: Filling) -> Decision:
    text = filling.form.dropped.format(title=filling.form.title)
    state = replace(case.conversation, form=None, dropped=case.conversation.form)
    return decision(case, "acknowledge", (), text=text, conversation=state)


def _with_question(made: Decision, asked: Case) -> Decision:
    """Offer the answer to what was asked beside the last piece of a form; the ticket goes first."""
    second = rank(asked).candidates[0]  # there is one, or it would be no question
    choices = ((second.title, second.entry_id), (phrases.CHOICE_HUMAN, HUMAN))
    named = phrases.SECOND_WISH.format(title=second.title)
    return replace(made, text=f"{made.text}\n{named}", choices=choices)


def with_reminder(case: Case, made: Decision) -> Decision:
    """After an answer in between, take up the form again with the question that is still open."""
    form = case.conversation.form
    if form is None or made.intent not in _REMINDED or made.conversation.form is None:
        return made
    filling = Filling.from_dict(form)
    field = filling.next
    if field is None:
        return made
    reminder = phrases.FORM_REMINDER.format(title=filling.form.title, question=field.question(filling.filled))
    return replace(made, text=f"{made.text}\n{reminder}".strip())


def _other_form(text: str, kind: str) -> str | None:
    named = kind_named(text)
    if named:
        return named if named != kind else None
    found = _NEW_FORM.search(text)
    if not found:
        return None
    other = _KINDS.get(found["kind"] or "", "suggestion" if found["kind"] else "visitor")
    return other if other != kind else None


def _on(case: Case, filling: Filling, *, opening: str = "") -> Decision:
    """Ask for the next piece, or end the form."""
    field = filling.next
    facts = {**case.conversation.facts}
    if "house" in filling.filled:
        facts["house"] = filling.filled["house"]
    if filling.is_stuck and field is not None:
        return hand_over(case, REPEATED_MISS, ())
    if field is None:
        return _wished(case, filling, facts)
    asking = replace(filling, asked=field.name)
    state = replace(case.conversation, form=asking.as_dict(), dropped=None, facts=facts)
    again = phrases.FORM_AGAIN if filling.misses else ""
    return decision(
        case, "ask", (), text=f"{opening}{again}{field.question(filling.filled)}", conversation=state
    )


def _wished(case: Case, filling: Filling, facts: dict[str, str]) -> Decision:
    if filling.kind == "search":
        return hand_over(case, RULE, ())
    if not filling.filled:
        return say(case, "acknowledge", phrases.FORM_DROPPED.format(title=filling.form.title))
    ticket = ticket_of(filling, facts)
    text = words_of(filling, ticket, _promises(case))
    return decision(
        case,
        "ticket",
        (),
        text=text,
        ticket=ticket,
        conversation=replace(case.conversation, form=None, facts=facts, written=filling.as_dict()),
    )


def _promises(case: Case) -> dict[str, str]:
    """Give the first sentence that the estate publishes about each response time."""
    entries = case.published.entries if case.published else {}
    return {
        name: entries[name].answer.split("\n")[0]
        for name in PROMISES
        if name in entries and entries[name].in_force(case.asked.at)
    }
