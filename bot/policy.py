"""From what was heard to what is done: answer, clarify, hand over or small talk. Pure: no Rasa, no files."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import phrases
from bot.decision import (
    ASKED,
    LOW_CONFIDENCE,
    REPEATED_MISS,
    REPEATED_QUESTION,
    RULE,
    UPSET,
    Asked,
    Candidate,
    Decision,
    Heard,
)
from bot.entities import only_value
from bot.estates import Published
from bot.previous import HUMAN, NONE, chosen_from

_BAND = 0.50  # the first three together must be this likely to be worth a question back
_LEAST_CHOICE = 0.03  # a choice less likely than this only distracts
_CHOICES = 3
_SHORT_REPLY = 12  # characters; longer words after a clarification are a new question
_VAGUE = 4  # characters: a bare word such as 停车 is asked back when a second entry is as likely as _RIVAL
_RIVAL = 0.08
_SIBLING = 0.25  # an entry for the resident's own audience, at least this share as likely, goes first
_SURELY_A_QUESTION = 0.5
_WISHES = {"ask_person": ASKED, "upset": UPSET}
_DENIALS = {"choice_none": "unclear", "deny": "acknowledge"}  # what is said to one that denies nothing


@dataclass(frozen=True)
class Case:
    """All that a decision rests on."""

    heard: Heard
    asked: Asked
    published: Published | None
    previous: Decision | None

    @property
    def clarification(self) -> Decision | None:
        """The question back that this message may reply to."""
        return self.previous if self.previous and self.previous.intent == "clarify" else None


def decide(case: Case) -> Decision:
    """Make the bot's one decision about a message."""
    return _by_choice(case) or _by_act(case, ranked := _ranked(case)) or _by_topic(case, ranked)


def _by_choice(case: Case) -> Decision | None:
    """Take a tapped choice, or a reply that names one: 「2」, 「第二个」, 「都不是」, the label itself."""
    chosen = case.asked.choice
    if not chosen and case.clarification:
        chosen = chosen_from(case.clarification, case.heard.text)
    if not chosen:
        return None
    shown = case.clarification.candidates if case.clarification else ()
    if chosen == HUMAN:
        return _hand_over(case, ASKED, shown)
    entry = case.published.entries.get(chosen) if case.published else None
    if chosen == NONE or entry is None:
        return _hand_over(case, REPEATED_MISS, shown)
    return _answer(case, (Candidate(entry.id, entry.title, 1.0),))


def _by_act(case: Case, ranked: Sequence[Candidate]) -> Decision | None:
    """Handle a message that asks nothing: small talk, a call for a person, anger."""
    heard = case.heard
    if not heard.text:
        return _say(case, "unclear")
    surely_asks = bool(ranked) and ranked[0].confidence >= _SURELY_A_QUESTION
    if heard.dialogue_act and (heard.act_is_certain or not surely_asks):
        if case.clarification and heard.dialogue_act in _DENIALS:
            return _hand_over(case, REPEATED_MISS, case.clarification.candidates)
        reason = _WISHES.get(heard.dialogue_act)
        if reason:
            return _hand_over(case, reason, ranked)
        return _say(case, _DENIALS.get(heard.dialogue_act, heard.dialogue_act))
    return None if heard.question else _say(case, "unclear")


def _by_topic(case: Case, ranked: Sequence[Candidate]) -> Decision:
    """Handle a question: answer it, ask back, or hand it over."""
    if case.published is None:
        return _hand_over(case, RULE, ())
    best, previous = ranked[0], case.previous
    if previous and previous.intent == "answer" and previous.question == case.heard.question:
        return _hand_over(case, REPEATED_QUESTION, ranked)
    if best.confidence >= case.asked.threshold and not _is_vague(case, ranked):
        return _answer(case, ranked)
    worth_asking = [one for one in ranked[:_CHOICES] if one.confidence >= _LEAST_CHOICE]
    if len(worth_asking) > 1 and sum(one.confidence for one in worth_asking) >= _BAND:
        return _hand_over(case, REPEATED_MISS, ranked) if case.clarification else _clarify(case, worth_asking)
    return _hand_over(case, LOW_CONFIDENCE, ranked)


def _is_vague(case: Case, ranked: Sequence[Candidate]) -> bool:
    """Recognise a bare word that names a field rather than asks; as a reply to a question it is not vague."""
    short = len(case.heard.question) <= _VAGUE and case.clarification is None
    return short and len(ranked) > 1 and ranked[1].confidence >= _RIVAL


def _ranked(case: Case) -> tuple[Candidate, ...]:
    """Give the candidates, best first: by likelihood, then by what the conversation and the resident tell."""
    published, heard = case.published, case.heard
    if published is None or not heard.question:
        return ()
    judged = published.model.judge(heard.question, heard.vector).candidates
    found = tuple(Candidate(entry_id, published.entries[entry_id].title, value) for entry_id, value in judged)
    return _for_the_audience(case, _among_the_choices(case, found))


def _among_the_choices(case: Case, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Take a short reply in words to a clarification to mean one of its choices; only those count."""
    if case.clarification is None or len(case.heard.question) > _SHORT_REPLY:
        return found
    offered = {value for _, value in case.clarification.choices}
    if found[0].entry_id not in offered:
        return found
    meant = [one for one in found if one.entry_id in offered]
    total = sum(one.confidence for one in meant)
    return tuple(Candidate(one.entry_id, one.title, one.confidence / total) for one in meant)


def _for_the_audience(case: Case, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Let a likely entry of the same group that is meant for this resident go before one that is not."""
    if case.published is None:
        return found
    entries = case.published.entries
    who = {
        "house_kind": only_value(case.heard.entities, "house_kind") or case.asked.house_kind,
        "tenure": only_value(case.heard.entities, "tenure") or case.asked.tenure,
    }
    best = entries[found[0].entry_id]
    if best.is_for(**who):
        return found
    for place, one in enumerate(found[1:], start=1):
        entry = entries[one.entry_id]
        likely = one.confidence >= _SIBLING * found[0].confidence
        if likely and entry.group == best.group and entry.audience and entry.is_for(**who):
            first = Candidate(one.entry_id, one.title, found[0].confidence)
            second = Candidate(found[0].entry_id, found[0].title, one.confidence)
            return (first, second, *found[1:place], *found[place + 1 :])
    return found


def _answer(case: Case, ranked: Sequence[Candidate]) -> Decision:
    if case.published is None:
        return _hand_over(case, RULE, ranked)
    entry = case.published.entries[ranked[0].entry_id]
    if not entry.in_force(case.asked.day):
        return _hand_over(case, RULE, ranked)
    source = entry.source and {
        "document": entry.source.document,
        "section": entry.source.section,
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else None,
    }
    return _decision(case, "answer", ranked, text=entry.answer, source=source)


def _clarify(case: Case, worth_asking: Sequence[Candidate]) -> Decision:
    named = [(one.title, one.entry_id) for one in worth_asking]
    closing = [(phrases.CHOICE_NONE, NONE), (phrases.CHOICE_HUMAN, HUMAN)]
    return _decision(case, "clarify", worth_asking, choices=(*named, *closing))


def _hand_over(case: Case, reason: str, ranked: Sequence[Candidate]) -> Decision:
    return _decision(case, "handoff", ranked, reason=reason)


def _say(case: Case, act: str) -> Decision:
    return _decision(case, act, ())


def _decision(case: Case, intent: str, ranked: Sequence[Candidate], **rest: object) -> Decision:
    heard = case.heard
    mood = "upset" if heard.dialogue_act == "upset" else "calm"
    return Decision(
        intent=intent,
        question=heard.question,
        candidates=tuple(ranked),
        entities=heard.entities,
        mood=mood,
        **rest,  # type: ignore[arg-type]
    )
