"""Tickets: agents open, list, move and promise; residents look, hurry and confirm."""

from typing import cast, get_args

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import EmptyBody, read_body
from handoff.api.callers import agent_caller, bearer, desk_of
from handoff.api.paging import LARGEST_PAGE, USUAL_PAGE, one_of, whole_number
from handoff.api.ticket_bodies import ConfirmationBody, MoveBody, PromiseBody, TicketBody
from handoff.api.ticket_shapes import agents_ticket_json, residents_ticket_json
from handoff.desk.find_tickets import list_tickets, ticket_for, tickets_of_resident
from handoff.desk.move_ticket import Step, Verdict, confirm_ticket, move_ticket, urge_ticket
from handoff.desk.open_ticket import Report, open_ticket
from handoff.desk.promise import Undertaking, promise
from handoff.domain.agent import Agent
from handoff.domain.records import TicketFilter
from handoff.domain.ticket import State

tickets = Blueprint("tickets", url_prefix="/api/v1")


@tickets.get("/tickets")
async def list_all_tickets(request: Request) -> HTTPResponse:
    """List the tickets of the agent's estates, the newest first, page by page."""
    agent = await agent_caller(request)
    limit = whole_number(request, "limit", LARGEST_PAGE) or USUAL_PAGE
    found = await list_tickets(
        desk_of(request),
        agent,
        _wanted(request, agent),
        after=request.args.get("after"),
        limit=limit + 1,
    )
    page = found[:limit]
    following = page[-1].number if len(found) > limit else None
    return answer({"tickets": [agents_ticket_json(ticket) for ticket in page], "next": following})


def _wanted(request: Request, agent: Agent) -> TicketFilter:
    estate = request.args.get("estate")
    return TicketFilter(
        estates=agent.estates if estate is None else frozenset({estate}),
        state=cast("State | None", one_of(request, "state", get_args(State))),
        conversation_id=request.args.get("conversation"),
    )


@tickets.post("/tickets")
async def open_new_ticket(request: Request) -> HTTPResponse:
    """Open a ticket; the same key and body again is the same ticket."""
    agent = await agent_caller(request)
    body = read_body(request, TicketBody)
    report = Report(
        client_key=body.client_key,
        matter=body.matter,
        conversation_id=body.conversation_id,
        estate=body.estate,
    )
    receipt = await open_ticket(desk_of(request), agent, report)
    return answer({"ticket": agents_ticket_json(receipt.ticket)}, 201 if receipt.is_new else 200)


@tickets.get("/tickets/<number:str>")
async def show_ticket(request: Request, number: str) -> HTTPResponse:
    """Show a ticket with its whole life."""
    ticket = await ticket_for(desk_of(request), await agent_caller(request), number)
    return answer(agents_ticket_json(ticket))


@tickets.post("/tickets/<number:str>/moves")
async def move_it(request: Request, number: str) -> HTTPResponse:
    """Move a ticket; the resident is told. What is not legal names what is."""
    agent = await agent_caller(request)
    body = read_body(request, MoveBody)
    step = Step(to=body.to, note=body.note, seen=body.seen)
    ticket = await move_ticket(desk_of(request), agent, number, step)
    return answer({"ticket": agents_ticket_json(ticket)}, 201)


@tickets.post("/tickets/<number:str>/promises")
async def promise_it(request: Request, number: str) -> HTTPResponse:
    """Promise the resident something until a moment; the same again is the same promise."""
    agent = await agent_caller(request)
    body = read_body(request, PromiseBody)
    wanted = Undertaking(body.text, body.due_at)
    ticket, is_new = await promise(desk_of(request), agent, number, wanted)
    return answer({"ticket": agents_ticket_json(ticket)}, 201 if is_new else 200)


@tickets.get("/conversations/<conversation_id:str>/tickets")
async def show_own_tickets(request: Request, conversation_id: str) -> HTTPResponse:
    """Show the resident the tickets of their conversation, the newest first."""
    found = await tickets_of_resident(
        desk_of(request), conversation_id=conversation_id, token=bearer(request)
    )
    return answer({"tickets": [residents_ticket_json(ticket, conversation_id) for ticket in found]})


@tickets.post("/conversations/<conversation_id:str>/tickets/<number:str>/urge")
async def urge_it(request: Request, conversation_id: str, number: str) -> HTTPResponse:
    """Ask to hurry a ticket; again within a minute is the same."""
    read_body(request, EmptyBody)
    ticket, is_new = await urge_ticket(
        desk_of(request), conversation_id=conversation_id, token=bearer(request), number=number
    )
    return answer({"ticket": residents_ticket_json(ticket, conversation_id)}, 201 if is_new else 200)


@tickets.post("/conversations/<conversation_id:str>/tickets/<number:str>/confirmation")
async def confirm_it(request: Request, conversation_id: str, number: str) -> HTTPResponse:
    """Confirm what was done, or reopen the ticket under its number."""
    body = read_body(request, ConfirmationBody)
    ticket = await confirm_ticket(
        desk_of(request),
        conversation_id=conversation_id,
        token=bearer(request),
        number=number,
        verdict=Verdict(is_resolved=body.resolved, comment=body.comment or ""),
    )
    return answer({"ticket": residents_ticket_json(ticket, conversation_id)}, 201)
