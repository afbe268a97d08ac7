"""How tickets look outside. A resident's copy has no notes of the desk, no ids of agents, no other's talk."""

from datetime import datetime

from handoff.api.shapes import Json, author_json, moment
from handoff.domain.promise import Promise
from handoff.domain.ticket import Move, Ticket, legal_moves
from handoff.domain.times import rfc3339


def ticket_json(ticket: Ticket, *, for_agent: bool = False) -> Json:
    """Show a ticket; `legal_moves` are those of whoever looks."""
    matter = ticket.matter
    shown: Json = {
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
        "legal_moves": list(legal_moves(ticket.state, "agent" if for_agent else "resident")),
    }
    if for_agent:
        shown["owner"] = author_json(ticket.owner, for_agent=True) if ticket.owner else None
        shown["priority"] = ticket.priority
        shown["conversations"] = list(ticket.conversations)
    return shown


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
        "kept": None,
    }
    if kept := promise.keeping:
        by = author_json(kept.by, for_agent=True)
        late = kept.at > promise.due_at
        shown["kept"] = {"by": by, "at": rfc3339(kept.at), "note": kept.note, "late": late}
    return shown
