"""Renders a decision as the one payload that the desk reads; in process, so it costs nothing."""

from typing import Any

from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from bot import phrases
from bot.decision import Decision

_SMALLTALK = {
    "greet": phrases.GREET,
    "thanks": phrases.THANKS,
    "goodbye": phrases.GOODBYE,
    "acknowledge": phrases.ACKNOWLEDGE,
    "bot_challenge": phrases.BOT_CHALLENGE,
    "abilities": phrases.ABILITIES,
    "unclear": phrases.UNCLEAR,
}
_CANDIDATES_SHOWN = 3


def payload_of(decision: Decision) -> dict[str, Any]:
    """Give the `custom` payload, version 1 (docs/architecture.md, "The line between desk and bot")."""
    act = "smalltalk" if decision.intent in _SMALLTALK else decision.intent
    payload: dict[str, Any] = {
        "version": 1,
        "text": _text_of(decision),
        "choices": [{"label": label, "value": value} for label, value in decision.choices],
        "bot": _evidence_of(decision, act),
        "escalate": {"reason": decision.reason} if decision.reason else None,
        "entities": [dict(entity) for entity in decision.entities],
        "slots": _slots_of(decision),
        "mood": decision.mood,
    }
    if decision.ticket:
        payload["ticket"] = decision.ticket
    return payload


def _text_of(decision: Decision) -> str:
    if decision.intent == "clarify":
        return phrases.CLARIFY
    return decision.text or _SMALLTALK.get(decision.intent, "")


def _slots_of(decision: Decision) -> dict[str, Any]:
    """Give what was learnt for a sum or a form, for whoever takes over."""
    form = decision.conversation.form
    return {**decision.conversation.slots, **(form["filled"] if form else {})}


def _evidence_of(decision: Decision, act: str) -> dict[str, Any]:
    if act == "smalltalk" or not decision.candidates:
        return {"act": act, **({"confidence": 0.0, "candidates": []} if act == "handoff" else {})}
    evidence: dict[str, Any] = {
        "act": act,
        "confidence": round(decision.confidence, 4),
        "candidates": [
            {"entry_id": one.entry_id, "title": one.title, "confidence": round(one.confidence, 4)}
            for one in decision.candidates[:_CANDIDATES_SHOWN]
        ],
    }
    if act == "answer":
        evidence["entry_id"] = decision.candidates[0].entry_id
        if decision.source:
            evidence["source"] = decision.source
    if decision.computed:
        evidence["computed"] = decision.computed
    return evidence


class Renderer(NaturalLanguageGenerator):
    """Rasa's way to the payload: the decision is on the latest message."""

    def __init__(self, **_: Any) -> None:
        """Rasa hands over its endpoint and domain; neither is needed."""

    async def generate(
        self,
        utter_action: str,  # noqa: ARG002  Rasa hands it over; the decision says it better
        tracker: DialogueStateTracker,
        output_channel: str,  # noqa: ARG002
        **_: Any,
    ) -> dict[str, Any]:
        """Give the one message that goes back to the desk."""
        return {"custom": payload_of(Decision.from_dict(tracker.latest_message.parse_data["decision"]))}
