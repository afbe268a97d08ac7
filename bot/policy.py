"""From what was heard to what is done: answer, ask, clarify, hand over, wish a ticket, small talk.

Each step takes the message or leaves it to the next. No Rasa, no files.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot import phrases
from bot.adding_up import added_up
from bot.amends import corrected
from bot.answering import FAINT_RIVAL, PLAIN, by_topic
from bot.case import CHOICES, Case, answer, clarify, hand_over, say
from bot.decision import (
    ASKED,
    LOW_CONFIDENCE,
    REPEATED_MISS,
    REPEATED_QUESTION,
    UPSET,
    Candidate,
    Decision,
)
from bot.fields import chapter_of, field_of
from bot.forms import talk as forms
from bot.forms.amending import amended
from bot.forms.between import apart
from bot.forms.ending import is_dropped
from bot.forms.wish import wish_by_rule
from bot.going_on import sum_completed, sum_going_on, sum_resumed
from bot.language.again import same_question, still_understands_not, wants_again
from bot.language.announcing import without_concession
from bot.language.asking import asks
from bot.language.declining import turns_down
from bot.previous import HUMAN, NONE, asked_anew, chosen_from, names_no_choice
from bot.ranking import Ranking, judged, rank
from bot.reckoning import sum_on, sum_wanted
from bot.wishes import wishes_in, without_numbering

_SENSELESS = re.compile(r"[^\u4e00-\u9fff]")  # two thousand times 「x」 are one once repeats are folded
_SURELY_A_QUESTION = 0.5
_LIKELY_WISH = 0.5  # of the certainty that is asked: enough for the second of two questions to be offered
_SHARED = 0.3  # of a message of two questions; each has about half of it
_WISHES = {"ask_person": ASKED, "upset": UPSET}
_REPORTS = ("repair", "complaint")
_REPLIES = ("answer", "clarify")
_DENIALS = {"choice_none": "unclear", "deny": "acknowledge"}  # what is said to one that denies nothing


def decide(case: Case) -> Decision:
    """Make the bot's one decision about a message."""
    case = _beyond_the_choices(_plainly_asked(apart(case)))
    steps: tuple[Callable[[Case], Decision | None], ...] = (
        _said_again,
        _by_repetition,
        _by_choice,
        forms.begun_behind,
        forms.added,
        _by_certain_act,
        forms.resumed,
        amended,
        _by_turning_down,
        corrected,
        _by_plain_wish,
        added_up,
        sum_resumed,
        forms.let_go,
        sum_wanted,
        forms.begun,
        _by_several_wishes,
        sum_completed,
        sum_going_on,
    )
    made = next((decision for step in steps if (decision := step(case))), None)
    if made is None:
        ranking = rank(case)
        made = (
            _by_field(case, ranking)
            or _by_act(case, ranking)
            or _behind_a_ticket(case, ranking)
            or by_topic(case, ranking)
        )
    return forms.with_reminder(case, made)


def _plainly_asked(case: Case) -> Case:
    """Give the case without the numbers of its questions, and without what is known before them."""
    heard, asked = case.heard, without_concession(without_numbering(case.heard.question))
    return (
        case if asked == heard.question else replace(case, heard=replace(heard, text=asked, question=asked))
    )


def _beyond_the_choices(case: Case) -> Case:
    """Give the case of what is asked behind 「都不是」, 「不是这个」; what it turns down counts no more."""
    previous = case.previous
    asked = asked_anew(case.heard.text) if previous and previous.intent in _REPLIES else ""
    if not asked or previous is None:
        return case
    act = case.heard.dialogue_act if case.heard.dialogue_act in _WISHES else None
    heard = replace(case.heard, text=asked, question=asked, dialogue_act=act)
    return replace(case, heard=heard, previous=replace(previous, intent="none"))


def _by_choice(case: Case) -> Decision | None:
    """Take a tapped choice, or a reply that names one: 「2」, 「罚款那个」, 「都不是」, the label itself."""
    back, chosen = case.clarification, case.asked.choice
    if not chosen and back:
        chosen = chosen_from(back, case.heard.text) or chosen_from(back, case.heard.question)
    if not chosen:
        return None
    shown = back.candidates if back else ()
    if chosen == HUMAN:
        return hand_over(case, ASKED, shown)
    entry = case.published.entries.get(chosen) if case.published else None
    if chosen == NONE or entry is None:
        return hand_over(case, REPEATED_MISS, shown)
    meant = (Candidate(entry.id, entry.title, 1.0),)
    asked = back.question if back else entry.title
    # What is charged follows from the question that was asked back about, not from the words of the choice.
    charged = replace(case, heard=replace(case.heard, text=asked)) if back else case
    return sum_on(charged, entry.id, meant, question=asked) or answer(charged, meant, question=asked)


def _by_certain_act(case: Case) -> Decision | None:
    """Handle what leaves no doubt; while something is being asked, only a call for a person and anger do."""
    act = case.heard.dialogue_act
    if not case.heard.act_is_certain or (_is_being_asked(case) and act not in _WISHES):
        return None
    if (act == "upset" and forms.takes_anger(case)) or forms.takes_hurry(case):
        return None
    return _done(case, str(act), ())


def _is_being_asked(case: Case) -> bool:
    return bool(case.conversation.form or case.conversation.slots.get("asked"))


def _said_again(case: Case) -> Decision | None:
    """Say the last answer or question once more to somebody who did not catch it, or who named no choice."""
    previous, question = case.previous, case.heard.question
    if previous is None or previous.intent not in (*_REPLIES, "ask"):
        return None
    if still_understands_not(question):
        return hand_over(case, REPEATED_MISS, previous.candidates)
    again = wants_again(question)
    beyond = case.clarification is not None and names_no_choice(case.clarification, question)
    return replace(previous, mood="calm", entities=()) if again or beyond else None


def _by_repetition(case: Case) -> Decision | None:
    """Hand over when the same words come again right after their answer or a question back."""
    previous, question = case.previous, case.heard.question
    if previous is None or previous.intent not in _REPLIES or case.asked.choice or not question:
        return None
    same = same_question(previous.question, question)
    return hand_over(case, REPEATED_QUESTION, previous.candidates) if same else None


def _by_turning_down(case: Case) -> Decision | None:
    """Ask back what else was meant when the answer was not; where nothing else is likely, call a person."""
    previous = case.previous
    if previous is None or previous.intent != "answer" or _is_being_asked(case):
        return None
    if not turns_down(case.heard.text):
        return None
    others = [one for one in previous.candidates[1:] if one.confidence >= FAINT_RIVAL]
    if len(others) < len(("one", "another")):
        return hand_over(case, REPEATED_MISS, previous.candidates)
    return clarify(case, others[:CHOICES])


def _by_plain_wish(case: Case) -> Decision | None:
    """Begin the form of somebody who plainly reports or complains, also in the middle of sums."""
    question, wish = case.heard.question, case.heard.wish
    is_plain = wish in _REPORTS and wish_by_rule(question) == wish
    return forms.begun(case) if is_plain and not asks(question) else None


def _by_several_wishes(case: Case) -> Decision | None:
    """Answer the first of two clear questions and offer the second as a choice."""
    parts = wishes_in(case.heard.question) if case.published and not case.clarification else []
    first = judged(case, parts[0]) if parts else ()
    if not first or first[0].confidence < case.asked.threshold:
        return None
    second = _second_wish(case, parts[1], first[0])
    if second is None or first[0].entry_id == second.entry_id:
        return None
    first_part = replace(case, heard=replace(case.heard, text=parts[0], question=parts[0]))
    told = sum_on(first_part, first[0].entry_id, first) or answer(first_part, first)
    if told.intent != "answer":
        return None
    named = phrases.SECOND_WISH.format(title=second.title)
    return replace(
        told,
        question=case.heard.question,
        text=f"{told.text}\n{named}",
        choices=((second.title, second.entry_id), (phrases.CHOICE_HUMAN, HUMAN)),
    )


def _second_wish(case: Case, part: str, first: Candidate) -> Candidate | None:
    """Give what the second question means; where it leans on the first (「垃圾倒哪里」), the whole tells."""
    alone = judged(case, part)
    if alone and alone[0].confidence >= _LIKELY_WISH * case.asked.threshold:
        return alone[0]
    others = [one for one in judged(case, case.heard.question) if one.entry_id != first.entry_id]
    return others[0] if alone and others and others[0].confidence >= _SHARED else None


def _by_field(case: Case, ranking: Ranking) -> Decision | None:
    """Ask back about a bare word that several entries are about, unless it follows an answer of its kind."""
    if case.published is None or case.clarification or _is_being_asked(case):
        return None
    entries = case.published.entries
    field = field_of(case.heard.question, entries.values())
    if not field and ranking.confidence < PLAIN:
        field = chapter_of(case.heard.question, entries.values())
    if not field or case.heard.dialogue_act == "ask_person" or not ranking.candidates:
        return None
    before = entries.get(case.conversation.topic)
    if ranking.follows and before and entries[ranking.candidates[0].entry_id].group == before.group:
        return None
    about = {one.id: Candidate(one.id, one.title, 0.0) for one in field if not one.is_notice}
    likely = [
        one for one in ranking.candidates if about.pop(one.entry_id, None) or one.confidence >= FAINT_RIVAL
    ]
    return clarify(case, [*likely, *about.values()][:CHOICES])


def _by_act(case: Case, ranking: Ranking) -> Decision | None:
    """Handle a message that asks nothing: small talk, a call for a person, anger."""
    heard = case.heard
    if not heard.text or _SENSELESS.fullmatch(heard.question):
        return say(case, "unclear")
    # Who is angry is not asked back.
    sure = case.asked.threshold if heard.dialogue_act == "upset" else _SURELY_A_QUESTION
    if heard.dialogue_act and ranking.alone < sure and not _asks_on(case, ranking):
        return _done(case, heard.dialogue_act, ranking.candidates)
    return None if heard.question else say(case, "unclear")


def _asks_on(case: Case, ranking: Ranking) -> bool:
    """Say whether a message that sounds like small talk asks something about what was told before."""
    return (
        asks(case.heard.question)
        and (ranking.follows or case.heard.dialogue_act not in _WISHES)
        and ranking.is_enough(case.asked.threshold)
    )


def _done(case: Case, act: str, ranked: Sequence[Candidate]) -> Decision:
    """Do what a message that asks nothing calls for."""
    if case.clarification and act in _DENIALS:
        return hand_over(case, REPEATED_MISS, case.clarification.candidates)
    reason = _WISHES.get(act)
    return hand_over(case, reason, ranked) if reason else say(case, _DENIALS.get(act, act))


def _behind_a_ticket(case: Case, ranking: Ranking) -> Decision | None:
    """Take what is said behind a ticket and asks nothing: it stays beside the ticket, for people to read."""
    previous = case.previous
    question = case.heard.question
    if previous is None or previous.ticket is None or asks(question):
        return None
    if ranking.confidence >= case.asked.threshold:
        return None
    if is_dropped(question):
        return say(case, "acknowledge")
    if previous.ticket["kind"] != "open":  # what the desk told of a ticket was not enough
        return hand_over(case, LOW_CONFIDENCE, ranking.candidates)
    return say(case, "acknowledge", phrases.ADDED)
