"""How things look outside: the contract's JSON. A resident's copy never names an agent by id."""

from datetime import datetime
from typing import Any

from handoff.domain.agent import Agent
from handoff.domain.conversation import AgentName, Place
from handoff.domain.correspondent import Correspondent
from handoff.domain.delivery import Delivery
from handoff.domain.escalation import Escalation
from handoff.domain.estate import Estate
from handoff.domain.events import Summary
from handoff.domain.masking import mask_contact
from handoff.domain.quota import Quota
from handoff.domain.records import Closure, Rating
from handoff.domain.times import rfc3339
from handoff.domain.turn import Author, Note, Turn

Json = dict[str, Any]
PREVIEW = 80


def turn_json(turn: Turn, *, for_agent: bool = False) -> Json:
    """Show a turn."""
    shown: Json = {
        "seq": turn.seq,
        "author": author_json(turn.author, for_agent=for_agent),
        "kind": turn.kind,
        "text": turn.text,
        "at": rfc3339(turn.at),
    }
    if turn.choices:
        shown["choices"] = [{"label": choice.label, "value": choice.value} for choice in turn.choices]
    if turn.attachment:
        picture = turn.attachment
        shown["attachment"] = {
            "id": picture.id,
            "media_type": picture.media_type,
            "width": picture.width,
            "height": picture.height,
        }
    optional = {
        "client_key": turn.client_key,
        "reply_to": turn.reply_to,
        "value": turn.value,
        "via": turn.via,
        "bot": turn.bot,
    }
    return {**shown, **{name: value for name, value in optional.items() if value is not None}}


def delivery_json(delivery: Delivery) -> Json:
    """Show how far a line has come on its way to a messenger; only ever to agents."""
    return {"state": delivery.state, **({"error": delivery.error} if delivery.error else {})}


def messenger_json(correspondent: Correspondent) -> Json:
    """Show how a resident is reached and what is known of their house: bound, or only hinted at by a code."""
    return {
        "account": correspondent.account.name,
        "unreachable_since": moment(correspondent.unreachable_since),
        "house_bound_at": moment(correspondent.house_bound_at),
        "house_hint": correspondent.hint,
    }


def quota_json(quota: Quota, now: datetime) -> Json:
    """Show how many messages the resident's messenger takes now, and until when."""
    best = quota.at(now)
    if best is None:
        return {"left": 0, "of": 0, "until": None}
    return {"left": best.left, "of": best.of, "until": rfc3339(best.until)}


def note_json(note: Note) -> Json:
    """Show a private note; only ever to agents."""
    return {
        "id": note.id,
        "after_seq": note.after_seq,
        "author": author_json(note.author, for_agent=True),
        "text": note.text,
        "at": rfc3339(note.at),
        "client_key": note.client_key,
        **({"whisper": True} if note.is_whisper else {}),
    }


def agent_json(agent: Agent) -> Json:
    """Show an agent to agents."""
    return {
        "id": agent.id,
        "name": agent.name,
        "username": agent.username,
        "grade": agent.grade,
        "estates": sorted(agent.estates),
        "presence": agent.presence,
        "away_reason": agent.away_reason,
    }


def agent_name(agent: AgentName | None, *, for_agent: bool) -> Json | None:
    """Show who holds a conversation: agents see the id, the resident only the name."""
    if agent is None:
        return None
    return {"id": agent.id, "name": agent.name} if for_agent else {"name": agent.name}


def place_json(place: Place) -> Json:
    """Show a place in the queue."""
    return {"position": place.position, "wait_minutes": place.wait_minutes}


def summary_json(summary: Summary, now: datetime) -> Json:
    """Show a line of the agents' list."""
    contact = mask_contact(summary.resident)
    house = summary.resident.house
    waited = now - summary.waiting_since if summary.waiting_since else None
    last = summary.last_turn
    return {
        "id": summary.id,
        "estate": summary.estate,
        "estate_name": summary.estate_name,
        "channel": summary.channel,
        "quota": quota_json(summary.quota, now) if summary.quota else None,
        "holder": summary.holder,
        "agent": agent_name(summary.agent, for_agent=True),
        "reason": summary.reason,
        "class": summary.urgency,
        "due_at": moment(summary.due_at),
        "waiting_since": moment(summary.waiting_since),
        "waiting_seconds": max(0, int(waited.total_seconds())) if waited else None,
        "unread": summary.unread,
        "last_turn": {
            "seq": last.seq,
            "author": author_json(last.author, for_agent=True),
            "text": last.text[:PREVIEW],
            "at": rfc3339(last.at),
        }
        if last
        else None,
        "house": {"building": house.building, "unit": house.unit, "room": house.room} if house else None,
        "resident": contact if any(contact.values()) else None,
        "opened_at": rfc3339(summary.opened_at),
        "updated_at": rfc3339(summary.updated_at),
        "offered_to": _offered_to(summary, now),
        "incident": {"id": summary.incident.id, "facility": summary.incident.facility, "state": "open"}
        if summary.incident
        else None,
    }


def _offered_to(summary: Summary, now: datetime) -> Json | None:
    holds = summary.offered_until is not None and summary.offered_until > now
    return agent_name(summary.offered_to, for_agent=True) if holds else None


def escalation_json(escalation: Escalation) -> Json:
    """Show the record that a person must take over; the envelope has its own address."""
    return {
        "id": escalation.id,
        "reason": escalation.reason,
        "class": escalation.urgency,
        "opened_at": rfc3339(escalation.opened_at),
        "due_at": rfc3339(escalation.due_at),
        "claimed_at": moment(escalation.claimed_at),
        "ended_at": moment(escalation.ended_at),
    }


def closure_json(closure: Closure) -> Json:
    """Show that an agent was done."""
    return {
        "id": closure.id,
        "agent_id": closure.agent_id,
        "summary": closure.summary,
        "resolved": closure.resolved,
        "at": rfc3339(closure.at),
    }


def rating_json(rating: Rating) -> Json:
    """Show a rating."""
    return {
        "closure_id": rating.closure_id,
        "score": rating.score,
        "comment": rating.comment,
        "at": rfc3339(rating.at),
    }


def envelope_json(escalation: Escalation, turns: list[Turn]) -> Json:
    """Show the envelope with the turns that its hash is over, fresh from the transcript."""
    transcript = {
        **escalation.envelope["transcript"],
        "turns": [turn_json(turn, for_agent=True) for turn in turns],
    }
    return {**escalation.envelope, "class": escalation.urgency, "transcript": transcript}


def estate_json(estate: Estate, *, on_duty: bool, privacy: Json) -> Json:
    """Show what anybody may know of an estate."""
    return {
        "id": estate.id,
        "name": estate.name,
        "company": estate.company,
        "greeting": estate.greeting,
        "hotline": estate.hotline,
        "on_duty": on_duty,
        "desk_hours": estate.desk_hours,
        "chips": [{"label": chip.label, "text": chip.text} for chip in estate.chips],
        "privacy": privacy,
    }


def author_json(author: Author, *, for_agent: bool) -> Json:
    """Show who did it; only agents see an agent's id."""
    shown: Json = {"kind": author.kind}
    if author.name:
        shown["name"] = author.name
    if for_agent and author.id:
        shown["id"] = author.id
    return shown


def moment(at: datetime | None) -> str | None:
    """Show a moment, or that there is none."""
    return rfc3339(at) if at else None
