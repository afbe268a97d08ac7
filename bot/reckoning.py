"""Sums in the conversation: computed where a topic's question asks for one, continued by short replies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot import phrases
from bot.case import Case, answer, decision
from bot.conversation import Conversation
from bot.decision import Candidate, Decision
from bot.follow_up import fragment_of, subject_of, with_value
from bot.language.homophones import by_sound
from bot.quantities.numbers import NUMBER
from bot.quantities.reading import bare_number, read
from bot.ranking import judged
from bot.sums.case import LIKELY_WANTED, Message
from bot.sums.catalogue import is_about_a_sum
from bot.sums.compute import SURELY_WANTED, compute
from bot.sums.outcome import Computed, Missing, Odd, Outcome
from bot.sums.subject import topic_named

_UNKNOWN = re.compile(
    r"^(?:我?也?(?:不知道|不清楚|不晓得|不记得|忘了|没有|没量过|不确定|记不[清得]))|^跳过|^随便"
)
_NO_SUM = re.compile(r"^(?:算了|不用了?|不算了|不用算|别算|取消)")
_SHORT = 10
_COUNTED = re.compile(rf"^(?:那|要是|如果|换成)*{NUMBER}[只个盏把张件台套位口次]")
_MEASURED = re.compile(
    rf"{NUMBER}(?:个半|个)?(?:小时|钟头)|{NUMBER}(?:[只盏把张件台套位次辆条平度吨名]|个(?:人|$))"
)
_WANTS_MONEY = re.compile(r"多少|几块|几元|钱|价|费")
_ADDS = re.compile(
    r"再加|外加|加上|加个|还有[一两二三四五\d]|顺便|一起|一块|连同|连着|再[换擦装通拉搬修来]|也.{0,4}[换擦装通拉搬修捅]"
)
_SHORT_QUESTION = 18
_CONDITION = re.compile(r"白天|半夜|夜里|[峰谷][段时电]|[快慢]充|(?<!非)餐饮")
_ASKS = re.compile(r"多少|怎么|什么|哪|谁|吗|能不能|可以.{0,6}[吗不]")
_LIKELY_ABOUT = 0.2  # to ask for a number is no dearer than to ask which entry is meant
_NAMED = 0.94  # of the sums computed in the reporting halves so many are right (benchmarks/spoken_sums.py)


def sum_on(case: Case, topic: str, ranked: Sequence[Candidate], *, question: str = "") -> Decision | None:
    """Compute what the message asks about the topic, or ask for what is missing; None: it is no sum."""
    outcome = _outcome_about(case, topic)
    return None if outcome is None else _told(case, outcome, ranked, question=question)


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
    named = Candidate(topic, case.published.entries[topic].title, _NAMED)
    outcome = _outcome_about(case, topic)
    if outcome is None or (isinstance(outcome, Missing) and elsewhere):
        return None
    others = tuple(one for one in ranked if one.entry_id != topic)
    return _told(case, outcome, (named, *others), question=case.heard.question)


def sum_wanted(case: Case) -> Decision | None:
    """Compute a sum that is surely wanted before the message is taken for the wish of a form."""
    told = sum_named(case) if case.heard.amount >= SURELY_WANTED else None
    return told if told and told.computed else None


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
    topic = topic_named(read(case.heard.text, case.asked.day))
    return topic if topic in case.published.entries else None


def sum_resumed(case: Case) -> Decision | None:
    """Go on with a sum: take the reply to our question, or a short message that changes one number."""
    slots = case.conversation.slots
    if not slots.get("sum") or case.published is None or not case.heard.text:
        return None
    return _replied(case) if slots.get("asked") else _added(case) or _changed(case)


def _added(case: Case) -> Decision | None:
    """Compute the sum before with what is added: 「再加一张床垫呢」. It must come to more than before."""
    slots, before, text = case.conversation.slots, case.previous, case.heard.question
    asked = case.conversation.question
    if not asked or before is None or before.computed is None or not _ADDS.search(text):
        return None
    both = f"{asked},{text}"
    outcome = _outcome(case, slots["topic"], f"{both},一共多少钱", case.conversation.lasting_slots)
    if not isinstance(outcome, Computed) or Decimal(outcome.amount) <= Decimal(before.computed["amount"]):
        return None
    return _told(case, outcome, _topic(case), question=both)


def sum_going_on(case: Case) -> Decision | None:
    """Compute what the rule that was told comes to for the number that is said now: 「那停8个小时呢」."""
    topic, asked, text = case.conversation.topic, case.conversation.question, case.heard.question
    published = case.published
    if published is None or topic not in published.entries or not is_about_a_sum(topic):
        return None
    fragment = fragment_of(text)
    said = fragment.said if fragment else text
    if case.clarification or len(text) > _SHORT_QUESTION or not _MEASURED.search(text):
        return None
    if fragment is None and _ASKS.search(text) and not _WANTS_MONEY.search(text):
        return None
    title = subject_of(published.entries[topic].title)
    wordings = [with_value(asked, said), f"{said},一共多少钱", f"{title}{said},一共多少钱"]
    both = f"{asked},{said},一共多少钱"
    if _ADDS.search(text):
        wordings.insert(0, both)
    elif not _MEASURED.search(asked):
        wordings.append(both)
    slots = _known_slots(case, lasting_only=True)
    outcomes = (_outcome(case, topic, wording, slots) for wording in wordings if wording)
    computed = next((one for one in outcomes if isinstance(one, Computed)), None)
    meant = (Candidate(topic, published.entries[topic].title, _NAMED),)
    return _told(case, computed, meant, question=text) if computed else None


def sum_corrected(case: Case, meant: str) -> Decision | None:
    """Compute the last sum again with what a correction says."""
    slots = dict(case.conversation.slots)
    if not slots.get("sum"):
        return None
    slots.pop("asked", None)
    outcomes = (_outcome(case, slots["topic"], text, slots) for text in (meant, f"{meant},一共多少钱"))
    changed = (one for one in outcomes if one is not None and one.slots != case.conversation.slots)
    outcome = next(changed, None)
    return _told(case, outcome, _topic(case)) if outcome else None


def _replied(case: Case) -> Decision | None:
    heard, slots = case.heard, case.conversation.slots
    if _NO_SUM.search(heard.text):
        return decision(case, "acknowledge", (), text=phrases.SUM_DROPPED, conversation=_without_sum(case))
    if _UNKNOWN.search(heard.text):
        return answer(case, _topic(case), text=f"{phrases.SUM_WITHOUT_NUMBER}{_rule(case)}")
    if not _is_reply(case):
        return None
    outcome = _outcome(case, slots["topic"], heard.text, slots)
    stuck = isinstance(outcome, Missing) and outcome.slots == dict(slots)
    return _told(case, outcome, _topic(case)) if outcome and not stuck else None


def _is_reply(case: Case) -> bool:
    """Say whether the message can be the number or fact that was asked for, and is no question of its own."""
    text = case.heard.text
    if _ASKS.search(text) and fragment_of(case.heard.question) is None:
        return False
    named = read(text, case.asked.day)
    return bool(named.found) or bare_number(text) is not None or len(text) <= _SHORT


def _changed(case: Case) -> Decision | None:
    fragment = fragment_of(case.heard.question)
    slots = case.conversation.slots
    states = bool(read(case.heard.text, case.asked.day).found) or _names_a_kind(case) or _counts(case)
    if slots["topic"] != case.conversation.topic or not states:
        return None
    if fragment is None and len(case.heard.question) > _SHORT:
        return None
    outcome = _outcome(case, slots["topic"], case.heard.text, slots)
    return _told(case, outcome, _topic(case)) if outcome else None


def _counts(case: Case) -> bool:
    return any(pattern.search(case.heard.text) for pattern in (_COUNTED, _CONDITION))


def _names_a_kind(case: Case) -> bool:
    tariffs = case.published.tariffs if case.published else None
    return tariffs is not None and any(
        word in case.heard.text for kind in tariffs.kinds for word in kind.words
    )


def _outcome_about(case: Case, topic: str) -> Outcome | None:
    known = _known_slots(case, lasting_only=topic != case.conversation.topic)
    return _outcome(case, topic, case.heard.text, known)


def _outcome(case: Case, topic: str, text: str, slots: Mapping[str, str]) -> Outcome | None:
    tariffs = case.published.tariffs if case.published else None
    message = Message(text, case.heard.amount if text == case.heard.text else 0.0)
    return compute(topic, message, slots, tariffs=tariffs, today=case.asked.day)


def _known_slots(case: Case, *, lasting_only: bool) -> dict[str, str]:
    """Give what is known for a sum: of the sums before, and of the resident's house."""
    slots = case.conversation.lasting_slots if lasting_only else dict(case.conversation.slots)
    slots.pop("asked", None)
    tariffs = case.published.tariffs if case.published else None
    if tariffs is None:
        return slots
    lives_in = tariffs.kind(case.asked.house_kind or "") or tariffs.kind_at(
        case.conversation.facts.get("house", "")
    )
    if lives_in:
        slots.setdefault("kind", lives_in.name)
    return slots


def _told(case: Case, outcome: Outcome, ranked: Sequence[Candidate], *, question: str = "") -> Decision:
    state = replace(
        case.conversation,
        topic=ranked[0].entry_id if ranked else case.conversation.topic,
        question=question or case.conversation.question,
        slots=dict(outcome.slots),
    )
    if isinstance(outcome, Missing | Odd):
        return decision(case, "ask", ranked, text=outcome.question, conversation=state)
    return _computed(case, outcome, ranked, state)


def _computed(case: Case, outcome: Computed, ranked: Sequence[Candidate], state: Conversation) -> Decision:
    return decision(
        case,
        "answer",
        ranked,
        text=outcome.explanation,
        source={"valid_from": None, **outcome.source},
        computed={"amount": outcome.amount, "formula": outcome.formula, "inputs": outcome.inputs},
        conversation=state,
    )


def _topic(case: Case) -> tuple[Candidate, ...]:
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


def _without_sum(case: Case) -> Conversation:
    return replace(case.conversation, slots=case.conversation.lasting_slots)
