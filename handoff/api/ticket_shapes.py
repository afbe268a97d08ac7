"""How tickets look outside. A resident's copy has no notes of the desk, no ids of agents, no other's talk."""

from dataclasses import asdict
from datetime import datetime

from handoff.api.shapes import Json, author_json, moment
from handoff.domain.masking import mask_contact
from handoff.domain.promise import LedgerLine, Promise
from handoff.domain.ticket import FollowUp, Handing, Move, Picture, Ticket
from handoff.domain.times import rfc3339
from handoff.domain.work_order import repairer_of
from handoff.domain.work_step import WorkStep

_ON_AN_ORDER = (
    "number",
    "estate",
    "category",
    "trade",
    "class",
    "state",
    "summary",
    "details",
    "house",
    "opened_at",
    "due_at",
)


def residents_ticket_json(ticket: Ticket, conversation_id: str) -> Json:
    """Show a ticket to the resident of one of its conversations; pictures sent in others stay there."""
    theirs = [picture for picture in ticket.pictures if picture.conversation_id == conversation_id]
    return {
        **_ticket(ticket, for_agent=False),
        "attachments": [_picture(picture) for picture in theirs],
        "legal_moves": list(ticket.may_go("resident")),
    }


def agents_ticket_json(ticket: Ticket) -> Json:
    """Show a ticket to the estate's agents, with all that was written down."""
    return {
        **_ticket(ticket, for_agent=True),
        "attachments": [_picture(picture) for picture in ticket.pictures],
        "legal_moves": list(ticket.may_go("agent")),
        "owner": author_json(ticket.owner, for_agent=True) if ticket.owner else None,
        "owners": [_handing(handing) for handing in ticket.handings],
        "priority": ticket.priority,
        "conversations": list(ticket.conversations),
        "steps": [step_json(step) for step in ticket.steps],
    }


def order_json(ticket: Ticket, repairer_id: str) -> Json:
    """Show a ticket to a repairer: what and where, nobody's name, no talk; the dispatcher's note with it."""
    whose = repairer_of(ticket)
    shown = _ticket(ticket, for_agent=False)
    dispatched = [move for move in ticket.moves if move.to == "dispatched"]
    pictures = [picture.attachment.id for picture in ticket.pictures]
    return {
        **{name: shown[name] for name in _ON_AN_ORDER},
        "note": dispatched[-1].note if dispatched else "",
        "promises": [{"text": one.text, "due_at": rfc3339(one.due_at)} for one in ticket.promises],
        "repairer": author_json(whose, for_agent=False) if whose else None,
        "mine": bool(whose and whose.id == repairer_id),
        "pictures": pictures,
        "steps": [step_json(step) for step in ticket.steps],
    }


def step_json(step: WorkStep) -> Json:
    """Show a repairer's step; `refused` says why it changed nothing."""
    return {
        "client_key": step.key,
        "kind": step.kind,
        "by": author_json(step.by, for_agent=True),
        "recorded_at": rfc3339(step.recorded_at),
        "at": rfc3339(step.at),
        "note": step.note,
        "picture": step.attachment.id if step.attachment else None,
        "refused": step.refusal or None,
    }


def _ticket(ticket: Ticket, *, for_agent: bool) -> Json:
    matter = ticket.matter
    return {
        "number": ticket.number,
        "estate": ticket.estate,
        "category": matter.category,
        "trade": matter.trade,
        "class": matter.urgency,
        "state": ticket.state,
        "summary": matter.summary,
        "details": matter.details,
        "house": matter.house,
        "opened_at": rfc3339(ticket.opened_at),
        "response_due_at": rfc3339(ticket.response_due_at),
        "resolution_due_at": rfc3339(ticket.resolution_due_at),
        "due_at": moment(ticket.due_at),
        "moves": [_move(move, for_agent=for_agent) for move in ticket.moves],
        "urged": [rfc3339(urging.at) for urging in ticket.urgings],
        "promises": [_promise(promise, for_agent=for_agent) for promise in ticket.promises],
        "follow_ups": [_follow_up(call, for_agent=for_agent) for call in ticket.follow_ups],
    }


def _picture(picture: Picture) -> Json:
    return {"conversation_id": picture.conversation_id, **asdict(picture.attachment)}


def _handing(handing: Handing) -> Json:
    return {
        "to": author_json(handing.to, for_agent=True),
        "by": author_json(handing.by, for_agent=True),
        "at": rfc3339(handing.at),
        "note": handing.note,
    }


def _follow_up(call: FollowUp, *, for_agent: bool) -> Json:
    shown: Json = {
        "by": author_json(call.by, for_agent=for_agent),
        "at": rfc3339(call.at),
        "reached": call.is_reached,
        "satisfied": call.satisfied,
    }
    return {**shown, "note": call.note} if call.note and for_agent else shown


def _move(move: Move, *, for_agent: bool) -> Json:
    shown: Json = {"to": move.to, "by": author_json(move.by, for_agent=for_agent), "at": rfc3339(move.at)}
    is_readable = for_agent or move.by.kind == "resident"
    return {**shown, "note": move.note} if move.note and is_readable else shown


def _promise(promise: Promise, *, for_agent: bool) -> Json:
    return {
        "id": promise.id,
        "text": promise.text,
        "due_at": rfc3339(promise.due_at),
        "by": author_json(promise.by, for_agent=for_agent),
        "at": rfc3339(promise.at),
        "kept_at": moment(promise.keeping.at) if promise.keeping else None,
        "released_at": moment(promise.released_at),
    }


def promise_json(promise: Promise, as_of: datetime) -> Json:
    """Show a promise of the ledger as it stands at a moment."""
    shown: Json = {
        **_promise(promise, for_agent=True),
        "estate": promise.estate,
        "conversation_id": promise.conversation_id,
        "ticket": promise.ticket,
        "state": promise.state(as_of),
        "reminded_at": rfc3339(promise.reminded_at),
        "kept": None,
    }
    if kept := promise.keeping:
        by = author_json(kept.by, for_agent=True)
        late = kept.at > promise.due_at
        shown["kept"] = {"by": by, "at": rfc3339(kept.at), "note": kept.note, "late": late}
    return shown


def ledger_json(line: LedgerLine, as_of: datetime) -> Json:
    """Show a line of the ledger: the promise, whom it was made to, masked, and who sees to it."""
    who = {"name": mask_contact(line.resident)["name"], "house": line.resident.room}
    return {
        **promise_json(line.promise, as_of),
        "owner": {"id": line.owner.id, "name": line.owner.name} if line.owner else None,
        "to": who if any(who.values()) else None,
    }
