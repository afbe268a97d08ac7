"""Sums in the conversation: computed where a topic's question asks for one, continued by short replies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.case import Case, decision
from bot.conversation import Conversation
from bot.decision import Candidate, Decision
from bot.entities import is_at_home
from bot.language.homophones import by_sound
from bot.quantities.reading import read
from bot.ranking import judged
from bot.sums.asking import asks_for_total, asks_how_much
from bot.sums.case import LIKELY_WANTED, Message
from bot.sums.catalogue import field_of, is_about_a_sum
from bot.sums.compute import SURELY_WANTED, compute
from bot.sums.outcome import Computed, Missing, Odd, Outcome
from bot.sums.resident import TENANT, TOLD, is_tenant
from bot.sums.subject import topic_named
from bot.sums.wording import discount_told, takes_full_price

_GENERAL = "fee.property.rate"
_WATER, _SHOP_WATER = "fee.water.rate", "fee.utility.shop"
_OF_TENANTS = "parking.monthly.tenant"
_TOLD_BY = {
    **dict.fromkeys(("fee.property.due_date", "fee.property.due_date_shop"), _GENERAL),
    **dict.fromkeys(("fee.property.area_basis", "fee.tenant_payment"), _GENERAL),
    _OF_TENANTS: "parking.monthly.rate",
}  # of entries that tell no price, those that do
# Where these words are missing, numbers alone led to the sum: of its field, the one before is meant then.
_NAMES_OUTRIGHT = {
    _GENERAL: re.compile(r"物业|物管|管理费"),
    "parking.temp.fee": re.compile(r"临[停时]|[没未冇不]|停车费"),
    "parking.monthly.rate": re.compile(r"租|包"),
}
_SPACES = {"parking.owned.fee", "parking.monthly.rate"}
_REDUCED = re.compile(r"打[了完过]?折|折[后完]|[减优][免惠]|减[半完了]|优惠|便宜")
_LATER_WISHES = ("urge", "status")  # of a ticket; a new conversation has none
_NO_CHARGING, _BICYCLE = "order.ebike_upstairs", "parking.ebike.charging"
_CHARGED = re.compile(r"充[^,.;]{0,8}(?:小时|钟头|个钟|个点|[晚夜])")  # of a bicycle that was spoken of
_MOST_SUMS = 6  # that can be added up afterwards
_LIKELY_ABOUT = 0.2  # to ask for a number is no dearer than to ask which entry is meant
NAMED = 0.94  # of the sums computed in the reporting halves so many are right (benchmarks/spoken_sums.py)


def sum_on(case: Case, topic: str, ranked: Sequence[Candidate], *, question: str = "") -> Decision | None:
    """Compute what the message asks about the topic, or ask for what is missing; None: it is no sum."""
    outcome = outcome_about(case, topic)
    return None if outcome is None else told_sum(case, outcome, ranked, question=question)


def sum_named(case: Case) -> Decision | None:
    """Compute the sum that the message itself names, however unsure the topic model is of its subject.

    A number is asked for only where the model is not sure that the message is about something else.
    """
    case = _read_by_sound(case)
    topic = _topic_named(case)
    if topic is None or case.published is None:
        return None
    ranked = judged(case, case.heard.question)
    sure = ranked[0] if ranked and ranked[0].confidence >= case.asked.threshold else None
    elsewhere = sure is not None and not is_about_a_sum(sure.entry_id) and not _is_wanted(case)
    named = Candidate(topic, case.published.entries[topic].title, NAMED)
    outcome = outcome_about(case, topic)
    if outcome is None or (isinstance(outcome, Missing) and elsewhere):
        return None
    others = tuple(one for one in ranked if one.entry_id != topic)
    return told_sum(case, outcome, (named, *others), question=case.heard.question)


def sum_wanted(case: Case) -> Decision | None:
    """Compute a sum that is surely wanted before the message is taken for the wish of a form.

    A total with which a conversation begins may also be asked on about: 「灯不亮喊人来换，总共多少」.
    """
    told, state = sum_named(case) if case.heard.amount >= SURELY_WANTED else None, case.conversation
    text, urges = case.heard.text, case.heard.wish in _LATER_WISHES
    begins = not (state.slots or state.topic) and (asks_for_total(text) or (urges and asks_how_much(text)))
    return told if told and (told.computed or begins) else None


def sum_lacking(case: Case, ranked: Sequence[Candidate]) -> Decision | None:
    """Ask for the number that a sum lacks where the likeliest entry is about one, though nothing is sure."""
    if not ranked or ranked[0].confidence < _LIKELY_ABOUT:
        return None
    told = sum_on(case, ranked[0].entry_id, ranked, question=case.heard.question)
    return told if told and told.intent == "ask" else None


def _is_wanted(case: Case) -> bool:
    return case.heard.amount >= LIKELY_WANTED


def _read_by_sound(case: Case) -> Case:
    heard = case.heard
    return replace(case, heard=replace(heard, text=by_sound(heard.text), question=by_sound(heard.question)))


def _topic_named(case: Case) -> str | None:
    """Give the topic of the sum that the message names, if the estate has an entry about it."""
    if case.published is None or case.published.tariffs is None or not case.heard.question:
        return None
    text, state = case.heard.text, case.conversation
    topic = topic_named_in(case, text)
    before = state.topic if field_of(state.topic) == field_of(topic or "") else state.about
    alike = field_of(before) == field_of(topic or "") or {before, topic} == _SPACES
    if topic and alike and before in case.published.entries:
        return topic if names_outright(topic, text) else before
    if topic is None and before == _NO_CHARGING and _CHARGED.search(text):
        return _BICYCLE
    refers_back = topic == _GENERAL and _REDUCED.search(text) and not takes_full_price(text)
    return (discount_told(state.told) or topic) if refers_back else topic


def names_outright(topic: str, text: str) -> bool:
    """Say whether a text names a sum's topic by a word of its own, and not by its numbers alone."""
    words = _NAMES_OUTRIGHT.get(topic)
    return words is None or words.search(text) is not None


def topic_named_in(case: Case, text: str) -> str | None:
    """Give the topic of the sum that a text names, if the estate has an entry about it."""
    topic = topic_named(read(text, case.asked.day))
    if topic == _WATER and case.conversation.topic == _SHOP_WATER and not is_at_home(text):
        return _SHOP_WATER  # the water of the shop that was spoken of
    return topic if case.published and topic in case.published.entries else None


def outcome_about(case: Case, topic: str) -> Outcome | None:
    """Compute what the message asks about a topic, with what is known from before."""
    known = known_slots(case, lasting_only=topic != case.conversation.topic)
    return outcome_of(case, topic, Message(by_sound(case.heard.text), case.heard.amount), known)


def outcome_of(case: Case, topic: str, message: Message, slots: Mapping[str, str]) -> Outcome | None:
    """Compute with the estate's tariffs what a message or what it stands for asks about a topic."""
    of_self = _told_of_self(case)
    outcome = compute(topic, message, {**slots, **of_self}, tariffs=case.tariffs, today=case.asked.day)
    if outcome is None or not of_self:
        return outcome
    # What was told of oneself stays among the facts of the conversation.
    return replace(outcome, slots={name: told for name, told in outcome.slots.items() if name not in of_self})


def _told_of_self(case: Case) -> dict[str, str]:
    """Give what somebody told of himself; whoever named tenants and was told their rule is one."""
    state = case.conversation
    tenure = state.facts.get("tenure") or case.asked.tenure
    if state.topic == _OF_TENANTS and is_tenant(state.question, {}):
        tenure = tenure or TENANT
    told = {**state.facts, **({"tenure": tenure} if tenure else {})}
    return {name: one for name, one in told.items() if name in TOLD}


def computed_again(case: Case, meant: str, slots: Mapping[str, str], *, told: str) -> Decision | None:
    """Compute the last sum again where a correction changes anything of it."""
    topic, before = slots["topic"], case.conversation
    messages = (Message(meant), Message(told, goes_on=True), Message(f"{meant},一共多少钱"))
    outcomes = [outcome_of(case, topic, message, slots) for message in messages]
    changed = [one for one in outcomes if one is not None and one.slots != before.slots]
    entries = case.published.entries if case.published else {}
    if not changed or topic not in entries:
        return None
    computed = next((one for one in changed if isinstance(one, Computed)), changed[0])
    candidate = Candidate(topic, entries[topic].title, NAMED)
    return told_sum(case, computed, (candidate,), told=told)


def known_slots(case: Case, *, lasting_only: bool) -> dict[str, str]:
    """Give what is known for a sum: of the sums before, and of the resident's house."""
    slots = case.conversation.lasting_slots if lasting_only else dict(case.conversation.slots)
    slots.pop("asked", None)
    tariffs = case.tariffs
    if tariffs is None:
        return slots
    lives_in = tariffs.kind(case.asked.house_kind or "") or tariffs.kind_at(
        case.conversation.facts.get("house", "")
    )
    if lives_in:
        slots.setdefault("kind", lives_in.name)
    return slots


def told_sum(
    case: Case, outcome: Outcome, ranked: Sequence[Candidate], *, question: str = "", told: str = ""
) -> Decision:
    """Tell an amount, or ask for what it lacks; `told` is all that was said for it, else this message."""
    before, entries = case.conversation, case.published.entries if case.published else {}
    rests_on = outcome.told_by if isinstance(outcome, Computed) else ""
    priced = rests_on or (_TOLD_BY.get(ranked[0].entry_id) if ranked else None)
    if priced in entries:
        best = Candidate(priced, entries[priced].title, ranked[0].confidence)
        ranked = (best, *(one for one in ranked[1:] if one.entry_id != priced))
    topic = ranked[0].entry_id if ranked else before.topic
    state = replace(
        before,
        topic=topic,
        question=question or before.question,
        slots=dict(outcome.slots),
        about=topic,
        told=told or case.heard.text,
        sums=_sums_told(before, outcome, entries[topic].title) if topic in entries else before.sums,
    )
    if isinstance(outcome, Missing | Odd):
        return decision(case, "ask", ranked, text=outcome.question, conversation=state)
    return _computed(case, outcome, ranked, state)


def _sums_told(before: Conversation, outcome: Outcome, title: str) -> Sequence[Sequence[str]]:
    """Give the sums that were told with this one; a total of several fees stands for all before it."""
    if not isinstance(outcome, Computed):
        return before.sums
    name, several = outcome.explanation.partition("：")[0], outcome.explanation.startswith("一共")
    return ((title, outcome.amount),) if several else (*before.sums, (name, outcome.amount))[-_MOST_SUMS:]


def _computed(case: Case, outcome: Computed, ranked: Sequence[Candidate], state: Conversation) -> Decision:
    entry = case.published.entries.get(state.topic) if case.published else None
    rule = f"\n{entry.answer}" if entry and outcome.is_a_price else ""
    return decision(
        case,
        "answer",
        ranked,
        text=f"{outcome.explanation}{rule}",
        source={"valid_from": None, **outcome.source},
        computed={"amount": outcome.amount, "formula": outcome.formula, "inputs": outcome.inputs},
        conversation=state,
    )
