"""Which entries a message may mean, best first: by likelihood, by the conversation, by the resident."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.after_answer import follow_of
from bot.case import Case
from bot.decision import Candidate
from bot.entities import is_at_home, only_value
from bot.estates import Published
from bot.follow_up import Fragment, fragment_of, full_question, names_nothing
from bot.language.announcing import without_announcement
from bot.language.asking import asks
from bot.language.homophones import by_sound
from bot.language.meaning import encode
from bot.notices import building_known, without_silent
from bot.topics.following import family_of, learnt
from bot.topics.model import WITHIN
from knowledge_base.entry import Entry

_SHORT_REPLY = 14  # characters; longer words after a clarification are a new question
_SIBLING = 0.25  # an entry for the resident's own audience, at least this share as likely, goes first
_WHOLE = 14  # characters; a longer message that leaves nothing out and is understood needs nothing before it
_BEHIND = 0.5  # of the certainty asked of a message alone is enough behind an answer: most ask on about it


_ELSEWHERE, _TINY = 0.05, 1e-9  # what a question that names nothing is worth in another field
_TRULY_OFFERED = 0.18  # less of all the choices together, and a short message asks something else


@dataclass(frozen=True)
class Ranking:
    """The candidates, best first, and the question that they answer, with what was left unsaid.

    `alone` is how likely the message by itself asks something that the best entry answers; `follows`, that
    it was read in the light of the answer before.
    """

    candidates: tuple[Candidate, ...] = ()
    question: str = ""
    alone: float = 0.0
    follows: bool = False

    @property
    def confidence(self) -> float:
        """How likely the first one is right."""
        return self.candidates[0].confidence if self.candidates else 0.0

    def is_enough(self, threshold: float) -> bool:
        """Say whether the first one may answer, where a message by itself needs this confidence."""
        return self.confidence >= (_BEHIND * threshold if self.follows else threshold)


def judged(case: Case, question: str) -> tuple[Candidate, ...]:
    """Ask the topic model about one question."""
    published = case.published
    if published is None or not question:
        return ()
    return _spoken(case, published.model.judge(question, encode(question)).candidates)


def _spoken(case: Case, found: Iterable[tuple[str, float]]) -> tuple[Candidate, ...]:
    entries = case.published.entries if case.published else {}
    candidates = [Candidate(one, entries[one].title, value) for one, value in found]
    building = building_known(case.conversation.facts)
    return without_silent(candidates, entries, at=case.asked.at, building=building)


def rank(case: Case) -> Ranking:
    """Rank the entries for the case's message; what follows an answer is read in its light."""
    question = by_sound(without_announcement(case.heard.question))
    if case.published is None or not question:
        return Ranking((), question)
    found = judged(case, question)
    alone = Ranking(found, question, found[0].confidence if found else 0.0)
    best = _in_the_light_of_before(case, case.published, alone)
    return replace(best, candidates=_for_the_audience(case, _among_the_choices(case, best.candidates)))


def _in_the_light_of_before(case: Case, published: Published, alone: Ranking) -> Ranking:
    topic, asked = _told_before(case, alone)
    bare = fragment_of(alone.question)
    if topic not in published.entries or _leaves_nothing_out(case, bare):
        return alone
    if not bare and len(alone.question) > _WHOLE and alone.confidence >= case.asked.threshold:
        return alone
    follow = follow_of(published, alone.question, topic=topic, asked=asked, recall=case.recall)
    shares = learnt().shares(follow, published.among)[:-1]
    if names_nothing(alone.question):
        shares = _of_one_field(shares, published, topic)
    best = [(published.model.ids[place], float(shares[place])) for place in np.argsort(-shares)[:WITHIN]]
    candidates = _spoken(case, best)
    if not candidates:
        return alone
    if not bare:
        return replace(alone, candidates=candidates, follows=True)
    return replace(
        alone,
        candidates=candidates,
        follows=True,
        question=full_question(bare, question=asked, title=candidates[0].title),
    )


def _of_one_field(shares: np.ndarray, published: Published, topic: str) -> np.ndarray:
    """Let what names nothing be about the field of the answer before, rather than about another one."""
    groups = np.array(published.among.groups)
    elsewhere = groups != published.entries[topic].group
    weighed = shares * np.where(elsewhere, _ELSEWHERE, 1.0)
    return np.asarray(weighed * shares.sum() / max(weighed.sum(), _TINY))


def _leaves_nothing_out(case: Case, bare: Fragment | None) -> bool:
    """Recognise anger and calls for a person; 「收钱伐」 may sound like one, 「我陪着呢」 like the other."""
    act, asked_on = case.heard.dialogue_act, bare is not None or asks(case.heard.question)
    return act in {"ask_person", "upset"} and (case.heard.act_is_certain or not asked_on)


def _told_before(case: Case, alone: Ranking) -> tuple[str, str]:
    """Say which entry the message may follow, and which question that answered.

    What follows a question back and takes none of its choices may still be about its likeliest one.
    """
    back = case.clarification
    if back is None:
        return case.conversation.topic, case.conversation.question
    offered = {value for _, value in back.choices}
    if not back.candidates or (alone.candidates and alone.candidates[0].entry_id in offered):
        return "", ""
    return back.candidates[0].entry_id, back.question


def _among_the_choices(case: Case, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Take a short reply in words to a clarification to mean one of its choices; only those count."""
    if case.clarification is None or not found or len(case.heard.question) > _SHORT_REPLY:
        return found
    offered = {value for _, value in case.clarification.choices}
    if found[0].entry_id not in offered:
        return found
    meant = [one for one in found if one.entry_id in offered]
    total = sum(one.confidence for one in meant)
    if total < _TRULY_OFFERED:
        return found
    return tuple(Candidate(one.entry_id, one.title, one.confidence / total) for one in meant)


def _for_the_audience(case: Case, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Let what is not meant for this resident stand for the entry about the same thing that is."""
    if case.published is None:
        return found
    entries = case.published.entries
    facts, slots = case.conversation.facts, case.conversation.slots
    before = None if is_at_home(case.heard.text) else slots.get("kind") or facts.get("house_kind")
    who = {
        "house_kind": only_value(case.heard.entities, "house_kind") or before or case.asked.house_kind,
        "tenure": only_value(case.heard.entities, "tenure") or facts.get("tenure") or case.asked.tenure,
    }
    at = case.asked.at
    marked = [one for one in entries.values() if one.audience and not one.is_notice and one.in_force(at)]
    fitting = [one for one in marked if one.is_for(**who)]
    shares: dict[str, float] = {}
    for one in found:
        best = entries[one.entry_id]
        meant = best if best.is_for(**who) else _sibling(one, found, fitting, best.group) or best
        shares[meant.id] = shares.get(meant.id, 0.0) + one.confidence
    ordered = sorted(shares, key=lambda name: -shares[name])
    return tuple(Candidate(name, entries[name].title, min(shares[name], 1.0)) for name in ordered)


def _sibling(
    one: Candidate, found: Iterable[Candidate], fitting: Sequence[Entry], group: str
) -> Entry | None:
    """Give of the entries that fit the resident one of the same family, else a likely one of the group."""
    related = [entry for entry in fitting if _is_of_one_thing(entry.id, one.entry_id)]
    likely = {other.entry_id for other in found if other.confidence >= _SIBLING * one.confidence}
    alike = [entry for entry in fitting if entry.group == group and entry.id in likely]
    return next(iter((*related, *alike)), None)


def _is_of_one_thing(one: str, other: str) -> bool:
    """Say whether entries differ in whom they are for: of one family, or as `a.shop.hours` and `a.hours`."""
    named, named_other = one.split("."), other.split(".")
    alike = named[0] == named_other[0] and named[-1] == named_other[-1]
    return alike or family_of(one) == family_of(other)
