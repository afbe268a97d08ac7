"""Limits of an estate's metrics: coordinators read them, managers set them."""

from typing import Annotated

from pydantic import Field
from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import Body, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.figure_shapes import limits_json
from handoff.desk.metric_limits import metric_limits, set_metric_limits

limits = Blueprint("metric_limits", url_prefix="/api/v1/estates/<estate_id:str>/metric-limits")
Part = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None


class MetricLimitsBody(Body):
    """An estate's own limits, parts of 1; what is left out, or null, is as usual."""

    response_on_time: Part = None
    first_contact_resolution: Part = None
    bot_resolution: Part = None
    handoff: Part = None
    satisfaction: Part = None
    nps: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)] | None = None
    complaints: Part = None
    repeat_complaints: Part = None


@limits.get("")
async def show_metric_limits(request: Request, estate_id: str) -> HTTPResponse:
    """Show where an estate's metrics begin to worry."""
    agent = await agent_caller(request)
    found = await metric_limits(desk_of(request), agent, estate_id)
    return answer({"estate": estate_id, "limits": limits_json(found)})


@limits.put("")
async def change_metric_limits(request: Request, estate_id: str) -> HTTPResponse:
    """Set an estate's own limits."""
    manager = await agent_caller(request)
    own = read_body(request, MetricLimitsBody).model_dump(exclude_none=True)
    found = await set_metric_limits(desk_of(request), manager, estate_id, own)
    return answer({"estate": estate_id, "limits": limits_json(found)})
