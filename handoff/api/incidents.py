"""Incidents: proposed by the desk, opened, told of and closed by agents."""

from typing import cast, get_args

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.incident_bodies import DismissalBody, IncidentBody, UpdateBody, WordsBody
from handoff.api.incident_shapes import incident_json
from handoff.desk.incidents import (
    Place,
    close_incident,
    dismiss,
    list_incidents,
    open_proposed,
    open_unproposed,
    show_incident,
    tell_everybody,
)
from handoff.domain.incident import ESTATE_WIDE, State
from handoff.errors import BadRequest

incidents = Blueprint("incidents", url_prefix="/api/v1/incidents")


@incidents.get("")
async def list_all_incidents(request: Request) -> HTTPResponse:
    """List the incidents of the agent's estates, the newest first."""
    agent = await agent_caller(request)
    state = request.args.get("state")
    if state is not None and state not in get_args(State):
        raise BadRequest(f"state 只能是 {'、'.join(get_args(State))} 之一。")
    found = await list_incidents(
        desk_of(request), agent, estate=request.args.get("estate"), state=cast("State | None", state)
    )
    return answer({"incidents": [incident_json(one) for one in found]})


@incidents.get("/<incident_id:str>")
async def show_one_incident(request: Request, incident_id: str) -> HTTPResponse:
    """Show an incident with its reports."""
    agent = await agent_caller(request)
    return answer(incident_json(await show_incident(desk_of(request), agent, incident_id)))


@incidents.post("")
async def open_incident(request: Request) -> HTTPResponse:
    """Open a proposed incident, or one that nobody proposed."""
    agent = await agent_caller(request)
    body = read_body(request, IncidentBody)
    desk = desk_of(request)
    if body.proposal_id:
        found = await open_proposed(desk, agent, body.proposal_id, text=body.text)
    elif body.estate and body.facility:
        place = Place(estate=body.estate, facility=body.facility, building=body.building or ESTATE_WIDE)
        found = await open_unproposed(desk, agent, place, text=body.text)
    else:
        raise BadRequest("请给出 proposal_id，或给出 estate 和 facility。")
    return answer({"incident": incident_json(found)}, 201)


@incidents.post("/<incident_id:str>/dismissal")
async def dismiss_incident(request: Request, incident_id: str) -> HTTPResponse:
    """Dismiss a proposed incident, and say why."""
    agent = await agent_caller(request)
    body = read_body(request, DismissalBody)
    found = await dismiss(desk_of(request), agent, incident_id, reason=body.reason)
    return answer({"incident": incident_json(found)}, 201)


@incidents.post("/<incident_id:str>/updates")
async def update_incident(request: Request, incident_id: str) -> HTTPResponse:
    """Tell everybody who is linked, once."""
    agent = await agent_caller(request)
    body = read_body(request, UpdateBody)
    found, is_new = await tell_everybody(
        desk_of(request), agent, incident_id, client_key=body.client_key, text=body.text
    )
    return answer({"incident": incident_json(found)}, 201 if is_new else 200)


@incidents.post("/<incident_id:str>/closure")
async def end_incident(request: Request, incident_id: str) -> HTTPResponse:
    """Close an incident; everybody who is linked is told."""
    agent = await agent_caller(request)
    body = read_body(request, WordsBody)
    found = await close_incident(desk_of(request), agent, incident_id, text=body.text)
    return answer({"incident": incident_json(found)}, 201)
