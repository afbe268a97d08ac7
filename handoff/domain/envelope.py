"""The handoff envelope: what an agent is handed, version 1. Schema: handoff/handoff.v1.schema.json."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from handoff.domain.conversation import Conversation
from handoff.domain.escalation import Reason, urgency_of
from handoff.domain.masking import mask_contact
from handoff.domain.times import rfc3339
from handoff.domain.turn import JsonObject, Turn

VERSION = 1
MEDIA_TYPE = "application/vnd.linda.handoff.v1+json"
CANDIDATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the decision rests on: the words, the bot's figures, or the rule that fired."""

    text: str | None
    threshold: float
    confidence: float | None = None
    candidates: Sequence[JsonObject] = ()
    rule: str | None = None
    entities: Sequence[JsonObject] = ()
    slots: JsonObject = field(default_factory=dict)
    mood: str = "calm"


def build_envelope(
    conversation: Conversation, said: Sequence[Turn], evidence: Evidence, *, reason: Reason, at: datetime
) -> JsonObject:
    """Return the envelope as it is stored. The transcript is given by range and hash and never copied."""
    house = conversation.resident.house
    return {
        "version": VERSION,
        "conversation_id": conversation.id,
        "estate": conversation.estate,
        "reason": reason,
        "evidence": _evidence(evidence),
        "entities": list(evidence.entities),
        "slots": evidence.slots,
        "answers_shown": [
            {"seq": turn.seq, "entry_id": turn.bot["entry_id"]}
            for turn in said
            if turn.bot and turn.act == "answer" and turn.bot.get("entry_id")
        ],
        "mood": evidence.mood,
        "class": urgency_of(reason),
        "house": asdict(house) if house else {"building": None, "unit": None, "room": None},
        "contact": mask_contact(conversation.resident),
        "attachments": [
            {"seq": turn.seq, "attachment_id": picture.id, "media_type": picture.media_type}
            for turn in said
            if (picture := turn.attachment)
        ],
        "transcript": {
            "from_seq": said[0].seq if said else 0,
            "to_seq": said[-1].seq if said else 0,
            "sha256": transcript_hash(said),
        },
        "created_at": rfc3339(at),
    }


def transcript_hash(said: Sequence[Turn]) -> str:
    """Hash the turns: a list of objects with the flat keys seq, author.kind, kind, text and at.

    Canonical means sorted keys, no blanks, UTF-8 unescaped.
    """
    listed = [
        {
            "seq": turn.seq,
            "author.kind": turn.author.kind,
            "kind": turn.kind,
            "text": turn.text,
            "at": rfc3339(turn.at),
        }
        for turn in said
    ]
    canonical = json.dumps(listed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _evidence(evidence: Evidence) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "text": evidence.text,
        "confidence": evidence.confidence,
        "threshold": evidence.threshold,
        "candidates": list(evidence.candidates)[:CANDIDATES],
    }
    return {**shown, "rule": evidence.rule} if evidence.rule else shown
