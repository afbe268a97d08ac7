"""Which entries a message may mean, best first: by likelihood, by the conversation, by the resident."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.case import Case
from bot.decision import Candidate
from bot.entities import only_value
from bot.follow_up import WHAT_THEN, Fragment, fragment_of, full_question, is_a_kind, subject_of, with_value
from bot.language.meaning import encode
from bot.notices import building_known, without_silent

_SHORT_REPLY = 12  # characters; longer words after a clarification are a new question
_SIBLING = 0.25  # an entry for the resident's own audience, at least this share as likely, goes first
_SAME_FIELD, _OTHER_FIELD = 3.0, 0.5  # how the odds of an entry change when a fragment follows an answer
_STANDS_ALONE = 0.5
_NO_FRAGMENTS = ("upset", "ask_person")  # anger after an answer leaves nothing unsaid


@dataclass(frozen=True)
class Ranking:
    """The candidates, best first, and the question that they answer, with what was left unsaid."""

    candidates: tuple[Candidate, ...] = ()
    question: str = ""

    @property
    def confidence(self) -> float:
        """How likely the first one is right."""
        return self.candidates[0].confidence if self.candidates else 0.0


def judged(case: Case, question: str) -> tuple[Candidate, ...]:
    """Ask the topic model about one question."""
    published = case.published
    if published is None or not question:
        return ()
    found = published.model.judge(question, encode(question)).candidates
    candidates = [Candidate(one, published.entries[one].title, value) for one, value in found]
    building = building_known(case.conversation.facts)
    return without_silent(candidates, published.entries, at=case.asked.at, building=building)


def rank(case: Case) -> Ranking:
    """Rank the entries for the case's message; a fragment is completed from what went before."""
    question = case.heard.question
    if case.published is None or not question:
        return Ranking((), question)
    alone_only = case.clarification or case.heard.dialogue_act in _NO_FRAGMENTS
    fragment = None if alone_only else _fragment(case)
    if fragment:
        best = _completed(case, fragment)
    else:
        alone = Ranking(judged(case, question), question)
        best = alone if alone_only else _with_the_subject(case, alone)
    return Ranking(_for_the_audience(case, _among_the_choices(case, best.candidates)), best.question)


def _fragment(case: Case) -> Fragment | None:
    known = case.published is not None and case.conversation.topic in case.published.entries
    return fragment_of(case.heard.question) if known else None


def _completed(case: Case, fragment: Fragment) -> Ranking:
    """Rank a fragment both as it was said and as the full question; a foreign subject needs much evidence."""
    title = case.published.entries[case.conversation.topic].title if case.published else ""
    full = full_question(fragment, question=case.conversation.question, title=title)
    if fragment.kind == "value" and is_a_kind(fragment.said):
        replaced, named = judged(case, full), judged(case, fragment.said)
        if _is_surer_neighbour(case, named, replaced):
            return Ranking(_with_prior(case, named), full)
        same_words = with_value(case.conversation.question, fragment.said) is not None
        return Ranking(_with_prior(case, replaced, same_words=same_words), full)
    happened = fragment.said.endswith(WHAT_THEN)
    said = fragment.said if happened else case.heard.question
    as_said = Ranking(_with_prior(case, judged(case, said)), full)
    completed = Ranking(_with_prior(case, judged(case, full)), full)
    names_a_neighbour = (
        (fragment.kind == "value" or happened)
        and as_said.confidence >= _STANDS_ALONE
        and as_said.candidates[0].entry_id != case.conversation.topic
        and _is_near(case, as_said.candidates[0])
    )
    return as_said if names_a_neighbour else max(completed, as_said, key=lambda one: one.confidence)


def _is_surer_neighbour(case: Case, named: Sequence[Candidate], replaced: Sequence[Candidate]) -> bool:
    """Say whether the value itself names a neighbour more surely than the question with it does."""
    if not named or not replaced or named[0].entry_id == case.conversation.topic:
        return False
    return named[0].confidence > replaced[0].confidence and _is_near(case, named[0])


def _with_the_subject(case: Case, alone: Ranking) -> Ranking:
    """Try a short unclear question once more with the subject before; believe it only in the same field."""
    topic = case.conversation.topic
    short = len(alone.question) <= _SHORT_REPLY
    if case.published is None or topic not in case.published.entries or not short:
        return alone
    if alone.confidence >= case.asked.threshold:
        return alone
    full = f"{subject_of(case.published.entries[topic].title)}{alone.question}"
    completed = Ranking(judged(case, full), full)
    near = bool(completed.candidates) and _is_near(case, completed.candidates[0])
    return completed if near and completed.confidence >= case.asked.threshold else alone


def _is_near(case: Case, one: Candidate) -> bool:
    entries = case.published.entries if case.published else {}
    return entries[one.entry_id].group == entries[case.conversation.topic].group


def _with_prior(case: Case, found: Sequence[Candidate], *, same_words: bool = False) -> tuple[Candidate, ...]:
    """Raise the odds of the field that is being talked about and lower those of every other.

    With the `same_words` but for one value, the entry before is likelier still: it may speak of both values.
    """
    weighed = []
    for one in found:
        factor = _SAME_FIELD if _is_near(case, one) else _OTHER_FIELD
        if same_words and one.entry_id == case.conversation.topic:
            factor *= _SAME_FIELD
        weighed.append(replace(one, confidence=_odds(one.confidence, factor)))
    return tuple(sorted(weighed, key=lambda one: -one.confidence))


def _odds(probability: float, factor: float) -> float:
    return factor * probability / (1 - probability + factor * probability)


def _among_the_choices(case: Case, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Take a short reply in words to a clarification to mean one of its choices; only those count."""
    if case.clarification is None or not found or len(case.heard.question) > _SHORT_REPLY:
        return found
    offered = {value for _, value in case.clarification.choices}
    if found[0].entry_id not in offered:
        return found
    meant = [one for one in found if one.entry_id in offered]
    total = sum(one.confidence for one in meant)
    return tuple(Candidate(one.entry_id, one.title, one.confidence / total) for one in meant)


def _for_the_audience(case: Case, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Let a likely entry of the same group that is meant for this resident go before one that is not."""
    if case.published is None or not found:
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
