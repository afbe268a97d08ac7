"""Sums that go on over several messages: replies to our questions, and what later messages change or add."""

import re

from bot import phrases
from bot.asking_on import SHORT, is_no_question, is_reply
from bot.case import Case, answer, decision
from bot.conversation import Conversation
from bot.decision import Candidate, Decision
from bot.follow_up import fragment_of
from bot.language.homophones import by_sound
from bot.quantities.reading import bare_number, read
from bot.ranking import judged
from bot.reckoning import (
    NAMED,
    computed_again,
    known_slots,
    names_outright,
    outcome_of,
    sum_named,
    told_sum,
    topic_named_in,
)
from bot.sums.asking import asks_for_price, asks_how_much
from bot.sums.case import Message
from bot.sums.catalogue import are_neighbours, field_of, is_about_a_sum
from bot.sums.changing import changed_and_added, puts_right
from bot.sums.naming import list_of_topic
from bot.sums.outcome import Computed, Missing
from bot.sums.reordering import adds_things, names_things
from bot.sums.wording import (
    adds_fees,
    adds_to_told,
    changes,
    leaves_kind_open,
    merged,
    states_day,
    states_quantity,
    takes_full_price,
)
from knowledge_base.tariffs.price_lists import PriceList

_UNKNOWN = re.compile(
    r"^(?:我?也?(?:不知道|不清楚|不晓得|不记得|忘了|没有|没量过|不确定|记不[清得]))|^跳过|^随便"
)
_NO_SUM = re.compile(r"^(?:算了|不用了?|不算了|不用算|别算|取消)")
_LONG = 40  # signs
_LIKELY = 0.5
_DISCOUNTS = "fee.discount."
_LEADS_ON = re.compile(
    r"^(?:[哦啊嗯噢好哎行]+[,.。]?)?(?:那么?|要是|如果|假如|换成|改成|同次|咁|再|还有|也|另外|加上)(?![里边个天])"
)
_ASKED_ON = re.compile(r"^[^,.?!]+?[呢喃咧嘞](?=[,.?!])")
_CAPPED = frozenset({"penalty", "stay", "charging"})  # sums that end at a cap
_CAP = re.compile(
    r"^(?:那|这个|有没有|有个?|它|总)*(?:最[多高]|上限|封顶)(?:价|费)?(?:是|收|罚|要|能|到)*(?:多少|几多|好多|几)?"
    r"(?:钱|元|块)?[呢吗啊呀嘛么喃没?]*(?:$|[,.?!])"
)
_BY_RULE = re.compile(r"[咋怎]么?个?[收算]|如何[收算]")
_TOTAL = re.compile(
    r"一共|总共|合计|总价|共计|加起来|加一起|都?算(?:上|里头|进去|一起)|连.{0,6}[的一]|折[后完]|退.{0,5}(?:多少|几|好多)"
)


def sum_resumed(case: Case) -> Decision | None:
    """Go on with a sum: take the reply to our question, or a short message that changes one thing."""
    slots = case.conversation.slots
    if case.published is None or not case.heard.text:
        return None
    if slots.get("sum") in _CAPPED and not slots.get("asked") and _CAP.search(case.heard.question):
        return answer(case, _asked_about(case))
    if slots.get("sum") and slots.get("asked"):
        return _replied(case)
    text = case.heard.question
    short = fragment_of(text) is not None or len(text) <= SHORT or _LEADS_ON.search(text) is not None
    short |= adds_to_told(text) or puts_right(text)
    prices = _prices(case)
    if prices is not None and adds_things(case.conversation.told, text, prices):
        return _gone_on(case, text)
    return _gone_on(case, text) if short and case.conversation.about == case.conversation.topic else None


def sum_going_on(case: Case) -> Decision | None:
    """Compute what was told before with what this message, which is no sum by itself, changes or adds."""
    text = case.heard.question
    if case.published is None or len(text) > _LONG:
        return None
    about, prices, sure = _thread(case)[0], _prices(case), _sure(case, text)
    ordered = prices is not None and names_things(text, prices)
    if sure and not ordered and not are_neighbours(sure, about):
        return None
    return _gone_on(case, text)


def sum_completed(case: Case) -> Decision | None:
    """Compute the sum that a message names; what it lacks may have been told before."""
    made = sum_named(case)
    if made is None or made.computed:
        return made
    same = field_of(made.candidates[0].entry_id) == field_of(_thread(case)[0])
    gone_on = _gone_on(case, case.heard.question) if same else sum_going_on(case)
    return gone_on if gone_on and gone_on.computed else made


def sum_corrected(case: Case, meant: str) -> Decision | None:
    """Compute the last sum again with what a correction says."""
    slots, said = dict(case.conversation.slots), case.heard.question
    if not slots.get("sum"):
        return _gone_on(case, meant)
    if changed_and_added(said, case.asked.day):
        return _gone_on(case, said)
    slots.pop("asked", None)
    about = _thread(case)[0]
    if _topic_of(case, meant, about) not in {"", about}:
        return _gone_on(case, meant)
    return computed_again(case, meant, slots, told=_merged(case, meant)) or _gone_on(case, meant)


def _sure(case: Case, text: str) -> str:
    """Give the entry that a message means by itself, if that is sure."""
    found = judged(case, text)
    return found[0].entry_id if found and found[0].confidence >= case.asked.threshold else ""


def _thread(case: Case) -> tuple[str, str]:
    """Give the topic that a message may go on with, and all that was told for it."""
    back, state = case.clarification, case.conversation
    if back is None:
        return state.about, state.told
    likely = back.candidates[0] if back.candidates else None
    sure = likely is not None and likely.confidence >= _LIKELY and is_about_a_sum(likely.entry_id)
    return (likely.entry_id, back.question) if likely is not None and sure else ("", "")


def _merged(case: Case, said: str) -> str:
    tariffs = case.tariffs
    if tariffs is None:
        return said
    told = _thread(case)[1]
    return merged(told, said, tariffs=tariffs, prices=_prices(case), today=case.asked.day)


def _prices(case: Case) -> PriceList | None:
    tariffs = case.tariffs
    return tariffs.price_lists.get(list_of_topic(_thread(case)[0])) if tariffs else None


def _gone_on(case: Case, said: str) -> Decision | None:
    said = _without_comment(case, said)
    state, published = case.conversation, case.published
    about = _thread(case)[0]
    if published is None or published.tariffs is None or about not in published.entries:
        return None
    topic = _topic_of(case, said, about)
    if not topic or not is_no_question(said) or not _brings(case, said, named=topic != about):
        return None
    wording = by_sound(_merged(case, said))
    slots = known_slots(case, lasting_only=field_of(topic) != field_of(state.slots.get("topic", "")))
    if states_day(said, case.asked.day):
        slots.pop("days", None)  # how long follows from the day anew
    if leaves_kind_open(said, published.tariffs):
        slots.pop("kind", None)
    outcome = outcome_of(case, topic, Message(wording, goes_on=True), slots) if wording else None
    if outcome is None or not (isinstance(outcome, Computed) or state.slots.get("sum")):
        return None
    before = case.previous.computed if case.previous else None
    if isinstance(outcome, Computed) and before and topic == state.topic:
        again = before["formula"] == outcome.formula
        if again and not (asks_how_much(said) or _TOTAL.search(said)):
            return None
    meant = (Candidate(topic, published.entries[topic].title, NAMED),)
    return told_sum(case, outcome, meant, told=wording)


def _without_comment(case: Case, said: str) -> str:
    """Give the part of a message that asks on: 「26个小时呢，是不是要上天」."""
    asked_on = _ASKED_ON.match(said)
    return asked_on[0] if asked_on and states_quantity(asked_on[0], case.asked.day) else said


def _topic_of(case: Case, said: str, about: str) -> str:
    """Give the topic of the sum that goes on: the one before, or a neighbour that the message names."""
    named, topic = topic_named_in(case, said), case.conversation.topic
    elsewhere = case.clarification is None and _subject(topic) not in {"", _subject(about)}
    if elsewhere and (named is None or not are_neighbours(named, about)):
        return ""  # whoever has asked about something else must say what he comes back to
    if about.startswith(_DISCOUNTS) and takes_full_price(said):
        return "fee.property.rate"
    if named is None:
        sure = "" if case.conversation.slots.get("sum") else _sure(case, said)
        return sure if are_neighbours(sure, about) and field_of(sure)[0] != field_of(about)[0] else about
    return _among_neighbours(named, about, said)


def _among_neighbours(named: str, about: str, said: str) -> str:
    """Give the one of two topics that a message which names the first means behind the other; or neither."""
    if field_of(named) == field_of(about) and (field_of(named)[1] or not names_outright(named, said)):
        return about
    if not are_neighbours(named, about):
        return about if named.startswith(_DISCOUNTS) else ""
    if field_of(named) == field_of(about) and adds_fees(said):
        return about
    return about if named == "fee.property.rate" and about.startswith(_DISCOUNTS) else named


def _subject(topic: str) -> str:
    return topic.partition(".")[0]


def _brings(case: Case, said: str, *, named: bool) -> bool:
    """Say whether a message changes or adds anything, or names another sum than the one before."""
    tariffs = case.tariffs
    if tariffs is None:
        return False
    if bare_number(said) is not None:
        return _prices(case) is not None or (case.previous is not None and case.previous.computed is not None)
    own = states_quantity(said, case.asked.day)
    recited = case.previous is None or case.previous.computed is None
    by_rule = recited and asks_for_price(_thread(case)[1]) and not asks_how_much(said)
    if (by_rule or _BY_RULE.search(said)) and not own:
        return False
    return (
        named
        or adds_to_told(said)
        or _TOTAL.search(said) is not None
        or takes_full_price(said)
        or changes(said, tariffs=tariffs, prices=_prices(case), today=case.asked.day)
    )


def _replied(case: Case) -> Decision | None:
    heard, state = case.heard, case.conversation
    if _NO_SUM.search(heard.text):
        dropped = Conversation(**{**vars(state), "slots": state.lasting_slots})
        return decision(case, "acknowledge", (), text=phrases.SUM_DROPPED, conversation=dropped)
    if _UNKNOWN.search(heard.text):
        return answer(case, _asked_about(case), text=f"{phrases.SUM_WITHOUT_NUMBER}{_rule(case)}")
    if not is_reply(case.heard, case.asked.day):
        return None
    outcome = outcome_of(case, state.slots["topic"], Message(heard.text, heard.amount), state.slots)
    told = _merged(case, heard.text) or f"{state.told},{heard.text}"
    if not isinstance(outcome, Computed) and read(heard.text, case.asked.day).found:
        lasting = {name: value for name, value in state.slots.items() if name != "asked"}
        whole = outcome_of(case, state.slots["topic"], Message(told, goes_on=True), lasting)
        outcome = whole if isinstance(whole, Computed) else outcome
    stuck = isinstance(outcome, Missing) and outcome.slots == dict(state.slots)
    return told_sum(case, outcome, _asked_about(case), told=told) if outcome and not stuck else None


def _asked_about(case: Case) -> tuple[Candidate, ...]:
    """Give the entry that the sum is about, as sure as it was when the sum began."""
    if case.published is None:
        return ()
    entry = case.published.entries[case.conversation.slots["topic"]]
    before = case.previous.candidates if case.previous else ()
    sure = next((one.confidence for one in before if one.entry_id == entry.id), case.asked.threshold)
    return (Candidate(entry.id, entry.title, sure),)


def _rule(case: Case) -> str:
    entries = case.published.entries if case.published else {}
    return entries[case.conversation.slots["topic"]].answer
