"""Work orders on the repairer's phone: the list, and what was written down, synced once."""

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer, dumps
from handoff.api.bodies import parse_body, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.forms import only_file
from handoff.api.ticket_bodies import StepBody, StepPictureBody
from handoff.api.ticket_shapes import order_json, step_json
from handoff.api.uploads import LARGEST_PICTURE
from handoff.desk.find_work_orders import list_work_orders
from handoff.desk.record_step import Jotting, StepReceipt, open_step_picture, record_step

work_orders = Blueprint("work_orders", url_prefix="/api/v1/work-orders")


@work_orders.get("")
async def list_orders(request: Request) -> HTTPResponse:
    """List the agent's work orders, the next due first."""
    agent = await agent_caller(request)
    found = await list_work_orders(desk_of(request), agent)
    return answer({"orders": [order_json(ticket, agent.id) for ticket in found]})


@work_orders.post("/<number:str>/steps")
async def take_step(request: Request, number: str) -> HTTPResponse:
    """Take what a phone wrote down; the same key and body again is the same step."""
    agent = await agent_caller(request)
    body = read_body(request, StepBody)
    jotting = Jotting(
        key=body.client_key,
        kind=body.kind,
        recorded_at=body.recorded_at,
        note=body.note,
        after=body.after,
    )
    return _receipt(await record_step(desk_of(request), agent, number, jotting), agent.id)


@work_orders.put("/<number:str>/pictures/<client_key:str>", stream=True)
async def take_step_picture(request: Request, number: str, client_key: str) -> HTTPResponse:
    """Take a picture from the phone, at most 10 MB, from the form's file field."""
    agent = await agent_caller(request)
    asked = parse_body(
        dumps({"client_key": client_key, "recorded_at": request.args.get("recorded_at")}), StepPictureBody
    )
    picture = (await only_file(request, LARGEST_PICTURE, what="一张图片")).body
    jotting = Jotting(key=asked.client_key, kind="picture", recorded_at=asked.recorded_at)
    receipt = await record_step(desk_of(request), agent, number, jotting, picture=picture)
    return _receipt(receipt, agent.id)


@work_orders.get("/<number:str>/pictures/<picture_id:str>")
async def show_order_picture(request: Request, number: str, picture_id: str) -> HTTPResponse:
    """Show a picture on an order, a resident's or a repairer's."""
    agent = await agent_caller(request)
    media_type, picture = await open_step_picture(desk_of(request), agent, number, picture_id)
    headers = {"Cache-Control": "private, no-store", "Content-Security-Policy": "default-src 'none'"}
    return HTTPResponse(picture, headers=headers, content_type=media_type)


def _receipt(receipt: StepReceipt, agent_id: str) -> HTTPResponse:
    body = {"step": step_json(receipt.step), "order": order_json(receipt.ticket, agent_id)}
    return answer(body, 201 if receipt.is_new else 200)
