"""All that a decision rests on, and the decisions that can be made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from bot import phrases
from bot.conversation import Conversation, told_of_tariffs
from bot.decision import RULE, Asked, Candidate, Decision, Heard
from bot.entities import facts_in
from bot.estates import Published
from bot.notices import building_known, told
from bot.previous import HUMAN, NONE
from bot.sums.resident import told_of_self
from bot.topics.recall import Recall
from knowledge_base.tariffs.book import Tariffs

BAND = 0.12  # the choices together must be this likely to be worth a question back (docs/decisions/010)
CHOICES = 4


@dataclass(frozen=True)
class Case:
    """One message with what came with it and what went before; `recall`: what others asked on about."""

    heard: Heard
    asked: Asked
    published: Published | None
    previous: Decision | None
    recall: Recall | None = None

    @property
    def tariffs(self) -> Tariffs | None:
        """The estate's tariffs, if anything was published and they with it."""
        return self.published.tariffs if self.published else None

    @property
    def clarification(self) -> Decision | None:
        """The question back that this message may reply to."""
        return self.previous if self.previous and self.previous.intent == "clarify" else None

    @cached_property
    def conversation(self) -> Conversation:
        """What was kept in mind before this message, and the facts that it tells."""
        before = self.previous.conversation if self.previous else Conversation()
        given = {"house": self.asked.house} if self.asked.house else {}
        told = {**facts_in(self.heard.text), **told_of_self(self.heard.text, self.asked.day)}
        return replace(before, facts={**given, **before.facts, **told})


def answer(case: Case, ranked: Sequence[Candidate], *, question: str = "", text: str = "") -> Decision:
    """Answer with the first candidate's entry, or with `text` in its place; `question` is what was meant."""
    if case.published is None:
        return hand_over(case, RULE, ranked)
    entry = case.published.entries[ranked[0].entry_id]
    if not entry.in_force(case.asked.at):
        return hand_over(case, RULE, ranked)
    source = entry.source and {
        "document": entry.source.document,
        "section": entry.source.section,
        "valid_from": f"{entry.valid_from:%Y-%m-%d}" if entry.valid_from else None,
    }
    state = replace(
        told_of_tariffs(case.conversation, entry.id, case.heard.text),
        topic=entry.id,
        question=question or case.heard.question,
    )
    said = text or told(entry, building_known(case.conversation.facts))
    return decision(case, "answer", ranked, text=said, source=source, conversation=state)


def clarify(case: Case, worth_asking: Sequence[Candidate]) -> Decision:
    """Ask which of the candidates is meant."""
    named = [(one.title, one.entry_id) for one in worth_asking]
    closing = [(phrases.CHOICE_NONE, NONE), (phrases.CHOICE_HUMAN, HUMAN)]
    return decision(case, "clarify", worth_asking, choices=(*named, *closing))


def ask_back(case: Case, ranked: Sequence[Candidate]) -> Decision | None:
    """Ask which of the best few is meant, where they are together likely enough to be worth it."""
    worth_asking = ranked[:CHOICES]
    likely = sum(one.confidence for one in worth_asking) >= BAND
    return clarify(case, worth_asking) if len(worth_asking) > 1 and likely else None


def hand_over(case: Case, reason: str, ranked: Sequence[Candidate]) -> Decision:
    """Let a person take over; a form that was being filled is his now."""
    return decision(
        case, "handoff", ranked, reason=reason, conversation=replace(case.conversation, form=None)
    )


def say(case: Case, act: str, text: str = "") -> Decision:
    """Say one of the bot's own sentences."""
    return decision(case, act, (), text=text)


def decision(case: Case, intent: str, ranked: Sequence[Candidate], **rest: Any) -> Decision:
    """Make a decision about the case's message."""
    heard = case.heard
    rest.setdefault("conversation", case.conversation)
    mood = "upset" if heard.dialogue_act == "upset" else "calm"
    return Decision(
        intent=intent,
        question=heard.question,
        candidates=tuple(ranked),
        entities=heard.entities,
        mood=mood,
        **rest,
    )
