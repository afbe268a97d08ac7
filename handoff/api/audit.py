"""Full personal data for a reason, and the log of who looked."""

from typing import Annotated

from pydantic import Field
from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import Body, Text, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.paging import whole_number
from handoff.desk.audit import read_audit
from handoff.desk.unmask import unmask
from handoff.domain.audit import Entry
from handoff.domain.records import AuditFilter
from handoff.domain.times import rfc3339

audit = Blueprint("audit", url_prefix="/api/v1")
PAGE = 50
LARGEST_PAGE = 200
FURTHEST = 2**31 - 1


class UnmaskingBody(Body):
    """Why the full data are needed; at least a few words."""

    reason: Annotated[Text, Field(min_length=4, max_length=200)]


@audit.post("/conversations/<conversation_id:str>/unmasking")
async def unmask_it(request: Request, conversation_id: str) -> HTTPResponse:
    """Show the resident's name, room and phone in full; the reason is logged first."""
    agent = await agent_caller(request)
    body = read_body(request, UnmaskingBody)
    found = await unmask(desk_of(request), agent, conversation_id, reason=body.reason)
    return answer({"resident": {"name": found.name, "room": found.room, "phone": found.phone}}, 201)


@audit.get("/audit")
async def show_audit(request: Request) -> HTTPResponse:
    """List what was done with people's data: one's own, as a coordinator the estates'; the newest first."""
    agent = await agent_caller(request)
    limit = whole_number(request, "limit", LARGEST_PAGE) or PAGE
    estate = request.args.get("estate")
    wanted = AuditFilter(
        estates=agent.estates if estate is None else frozenset({estate}),
        actor_id=request.args.get("agent"),
        before=whole_number(request, "after", FURTHEST),
    )
    found = await read_audit(desk_of(request), agent, wanted, limit=limit)
    following = found[-1].seq if len(found) == limit else None
    return answer({"records": [_record(entry) for entry in found], "next": following})


def _record(entry: Entry) -> dict[str, object]:
    deed = entry.deed
    return {
        "seq": entry.seq,
        "action": deed.action,
        "by": {"id": deed.actor_id, "name": deed.actor_name},
        "at": rfc3339(deed.at),
        "estate": deed.estate,
        "subject": deed.subject,
        "why": deed.why,
    }
