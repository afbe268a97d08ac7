"""What is done about a question once its entries are ranked: it is answered, asked back or handed over."""

import re
from collections.abc import Sequence

from bot.case import CHOICES, Case, answer, ask_back, hand_over
from bot.decision import LOW_CONFIDENCE, REPEATED_MISS, RULE, Candidate, Decision
from bot.forms import talk as forms
from bot.ranking import Ranking
from bot.reckoning import sum_lacking, sum_on, topic_named_in
from bot.sums.asking import asks_how_reckoned

FAINT_RIVAL = 0.005
PLAIN = 0.98  # a word that asks nothing (物业费) is asked back about unless it is plain
_VAGUE = 4  # characters: a bare word such as 停车 is asked back when a second entry is as likely as _RIVAL
_RIVAL = 0.08
_ASKING = re.compile(r"多少|多久|几|怎|什么|哪|谁|吗|呢|么|能|可以|要|不|没|有|坏|丢|漏|退|交|开|办|修|停|算")
_NARROWED, _FAR_BEHIND = 0.4, 0.1  # of a reply that tells which of our choices is meant without naming it
_OF_REPORTS = ("repair.general", "repair.important", "repair.response_time", "repair.report_channel")


def by_topic(case: Case, ranking: Ranking) -> Decision:
    """Handle a question: answer it, ask back, or hand it over."""
    if case.published is None:
        return hand_over(case, RULE, ())
    ranked = ranking.candidates
    if ranking.is_enough(case.asked.threshold) and not _is_vague(case, ranking):
        if ranked[0].entry_id in _OF_REPORTS and (reported := forms.reported(case)):
            return reported
        told = sum_on(case, ranked[0].entry_id, ranked, question=ranking.question)
        return told or answer(case, ranked, question=ranking.question)
    return _unsure(case, ranked)


def _unsure(case: Case, ranked: Sequence[Candidate]) -> Decision:
    lacking = sum_lacking(case, ranked)
    if lacking:
        return lacking
    if _is_narrowed(case, ranked):
        return answer(case, ranked)
    if named := _reckoned(case, ranked):
        return answer(case, named)
    if reported := forms.reported(case):
        return reported
    asked = ask_back(case, ranked)
    if asked and case.clarification:
        return hand_over(case, REPEATED_MISS, ranked)
    return asked or hand_over(case, LOW_CONFIDENCE, ranked)


def _reckoned(case: Case, ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Put the fee first whose way of reckoning a message asks for, if it is likely at all."""
    text = case.heard.question
    topic = topic_named_in(case, text) if asks_how_reckoned(text) else None
    named = tuple(one for one in ranked[:CHOICES] if one.entry_id == topic)
    return (*named, *(one for one in ranked if one.entry_id != topic)) if named else ()


def _is_narrowed(case: Case, ranked: Sequence[Candidate]) -> bool:
    """Say whether the reply to our question makes one of its choices likely and no other."""
    shown = {one.entry_id for one in case.clarification.candidates} if case.clarification else set()
    if not ranked or ranked[0].entry_id not in shown or ranked[0].confidence < _NARROWED:
        return False
    return all(other.confidence < _FAR_BEHIND for other in ranked[1:])


def _is_vague(case: Case, ranking: Ranking) -> bool:
    """Recognise a bare word that names a field rather than asks; no reply or completed fragment is."""
    question = case.heard.question
    short = len(question) <= _VAGUE and case.clarification is None
    if not short or ranking.follows or len(ranking.candidates) < len(("first", "rival")):
        return False
    names_only = ranking.confidence < PLAIN and not _ASKING.search(question)
    return ranking.candidates[1].confidence >= (FAINT_RIVAL if names_only else _RIVAL)
