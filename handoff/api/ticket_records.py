"""What agents put on a ticket: follow-up calls, another owner, a further conversation, a picture."""

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import EmptyBody, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.ticket_bodies import FollowUpBody, OwnerBody
from handoff.api.ticket_shapes import agents_ticket_json
from handoff.desk.answer_for_ticket import Call, add_picture, follow_up, hand_on, link_conversation

ticket_records = Blueprint("ticket_records", url_prefix="/api/v1/tickets/<number:str>")


@ticket_records.post("/follow-ups")
async def follow_it_up(request: Request, number: str) -> HTTPResponse:
    """Record a call that asked whether what was done is well."""
    agent = await agent_caller(request)
    body = read_body(request, FollowUpBody)
    call = Call(is_reached=body.reached, satisfied=body.satisfied, note=body.note, client_key=body.client_key)
    ticket, is_new = await follow_up(desk_of(request), agent, number, call)
    return answer({"ticket": agents_ticket_json(ticket)}, 201 if is_new else 200)


@ticket_records.put("/owner")
async def hand_it_on(request: Request, number: str) -> HTTPResponse:
    """Make a colleague answer for the ticket; the one who does already changes nothing."""
    agent = await agent_caller(request)
    body = read_body(request, OwnerBody)
    ticket = await hand_on(desk_of(request), agent, number, to_agent_id=body.agent_id, note=body.note)
    return answer({"ticket": agents_ticket_json(ticket)})


@ticket_records.put("/conversations/<conversation_id:str>")
async def link_it(request: Request, number: str, conversation_id: str) -> HTTPResponse:
    """Let a further conversation share the ticket; one that does already changes nothing."""
    agent = await agent_caller(request)
    read_body(request, EmptyBody)
    ticket = await link_conversation(desk_of(request), agent, number, conversation_id)
    return answer({"ticket": agents_ticket_json(ticket)})


@ticket_records.put("/attachments/<attachment_id:str>")
async def put_picture_on_it(request: Request, number: str, attachment_id: str) -> HTTPResponse:
    """Put a picture from the ticket's conversations on it; one that is there already changes nothing."""
    agent = await agent_caller(request)
    read_body(request, EmptyBody)
    ticket = await add_picture(desk_of(request), agent, number, attachment_id)
    return answer({"ticket": agents_ticket_json(ticket)})
