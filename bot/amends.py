"""Answers again when the resident corrects what he said or what was understood."""

from bot.case import Case, answer, ask_back, clarify, hand_over
from bot.correction import Correction, correction_in, is_beside_the_point, is_denied
from bot.decision import REPEATED_MISS, RULE, Candidate, Decision
from bot.follow_up import fragment_of, full_question, with_value
from bot.going_on import sum_corrected
from bot.ranking import judged
from bot.reckoning import sum_on

_WORTH_ASKING = 0.01  # another reading of a question that was answered otherwise
_LONGEST_JOINED = 24


def corrected(case: Case) -> Decision | None:
    """Redo the last answer with what a correction says; ask back when it only says that it was wrong."""
    previous, question = case.previous, case.heard.question
    if previous is None or previous.intent not in {"answer", "ask", "ticket"}:
        return None
    correction = correction_in(question)
    if previous.intent == "ticket":
        # A ticket that is written is changed by people, who see it.
        return hand_over(case, RULE, ()) if correction else None
    if correction:
        return sum_corrected(case, correction.new) or _by_topic(case, correction)
    # 「不是」, 「错了」 may also be the reply to what was asked.
    is_missed = is_denied(question) if previous.intent == "answer" else is_beside_the_point(question)
    return _otherwise(case, previous) if is_missed else None


def _by_topic(case: Case, correction: Correction) -> Decision:
    full = _mended(case, correction)
    readings = [(judged(case, text), text) for text in dict.fromkeys((full, correction.new))]
    ranked, meant = max(readings, key=lambda one: one[0][0].confidence if one[0] else 0.0)
    if not ranked:
        return hand_over(case, RULE, ())
    if ranked[0].confidence >= case.asked.threshold:
        return sum_on(case, ranked[0].entry_id, ranked, question=meant) or answer(
            case, ranked, question=meant
        )
    return ask_back(case, ranked) or _miss(case, ranked)


def _mended(case: Case, correction: Correction) -> str:
    """Give the question before with the right word in the wrong one's place."""
    question, topic = case.conversation.question, case.conversation.topic
    if correction.old and correction.old in question:
        return question.replace(correction.old, correction.new)
    replaced = with_value(question, correction.new)
    if replaced:
        return replaced
    left_out = fragment_of(correction.new)
    entry = case.published.entries.get(topic) if case.published else None
    if left_out and entry and left_out.kind == "subject":
        return full_question(left_out, question=question, title=entry.title)
    return f"{correction.new}{question}" if len(question) <= _LONGEST_JOINED else correction.new


def _otherwise(case: Case, previous: Decision) -> Decision:
    """Offer what else the question before could have meant."""
    others = [one for one in previous.candidates[1:] if one.confidence >= _WORTH_ASKING]
    return clarify(case, others) if others else _miss(case, previous.candidates)


def _miss(case: Case, ranked: tuple[Candidate, ...]) -> Decision:
    return hand_over(case, REPEATED_MISS, ranked)
