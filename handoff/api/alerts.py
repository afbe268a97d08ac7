"""Alerts: agents look at them and say that they see to one."""

from typing import cast, get_args

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.alert_shapes import alert_json
from handoff.api.answers import answer
from handoff.api.bodies import EmptyBody, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.conversations import whole_number
from handoff.desk.find_alerts import list_alerts
from handoff.desk.ring import acknowledge
from handoff.domain.alert import State
from handoff.domain.records import AlertFilter
from handoff.errors import BadRequest

alerts = Blueprint("alerts", url_prefix="/api/v1/alerts")
LARGEST_PAGE = 100
USUAL_PAGE = 50
FURTHEST = 100_000


@alerts.get("")
async def list_all_alerts(request: Request) -> HTTPResponse:
    """List the alerts of the agent's estates, page by page."""
    agent = await agent_caller(request)
    limit = whole_number(request, "limit", LARGEST_PAGE) or USUAL_PAGE
    offset = whole_number(request, "after", FURTHEST)
    state, estate = request.args.get("state"), request.args.get("estate")
    if state is not None and state not in get_args(State):
        raise BadRequest(f"state 只能是 {'、'.join(get_args(State))} 之一。")
    wanted = AlertFilter(
        estates=agent.estates if estate is None else frozenset({estate}),
        state=cast("State | None", state),
        offset=offset,
    )
    found = await list_alerts(desk_of(request), agent, wanted, limit=limit + 1)
    following = offset + limit if len(found) > limit else None
    return answer({"alerts": [alert_json(alert) for alert in found[:limit]], "next": following})


@alerts.post("/<alert_id:str>/acknowledgement")
async def acknowledge_it(request: Request, alert_id: str) -> HTTPResponse:
    """Say that one sees to it; it climbs no further."""
    agent = await agent_caller(request)
    read_body(request, EmptyBody)
    alert, is_new = await acknowledge(desk_of(request), agent, alert_id)
    return answer({"alert": alert_json(alert)}, 201 if is_new else 200)
