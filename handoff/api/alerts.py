"""Alerts: agents look at them and say that they see to one."""

from typing import cast, get_args

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.alert_shapes import alert_json
from handoff.api.answers import answer
from handoff.api.bodies import EmptyBody, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.paging import one_of, page_wanted
from handoff.desk.find_alerts import list_alerts
from handoff.desk.ring import acknowledge
from handoff.domain.alert import State
from handoff.domain.records import AlertFilter

alerts = Blueprint("alerts", url_prefix="/api/v1/alerts")


@alerts.get("")
async def list_all_alerts(request: Request) -> HTTPResponse:
    """List the alerts of the agent's estates, page by page."""
    agent = await agent_caller(request)
    page, estate = page_wanted(request), request.args.get("estate")
    wanted = AlertFilter(
        estates=agent.estates if estate is None else frozenset({estate}),
        state=cast("State | None", one_of(request, "state", get_args(State))),
        offset=page.offset,
    )
    shown, following = page.cut(await list_alerts(desk_of(request), agent, wanted, limit=page.asked))
    return answer({"alerts": [alert_json(alert) for alert in shown], "next": following})


@alerts.post("/<alert_id:str>/acknowledgement")
async def acknowledge_it(request: Request, alert_id: str) -> HTTPResponse:
    """Say that one sees to it; it climbs no further."""
    agent = await agent_caller(request)
    read_body(request, EmptyBody)
    alert, is_new = await acknowledge(desk_of(request), agent, alert_id)
    return answer({"alert": alert_json(alert)}, 201 if is_new else 200)
