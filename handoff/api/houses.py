"""One-time codes with which residents bind their house to their messenger."""

from typing import Annotated

from pydantic import Field
from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import Body, Short, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.desk.bind_house import make_code
from handoff.domain.times import rfc3339

houses = Blueprint("houses", url_prefix="/api/v1")


class HouseCodeBody(Body):
    """Which house the code is for."""

    estate: Short
    room: Annotated[str, Field(min_length=1, max_length=64)]


@houses.post("/house-codes")
async def make_house_code(request: Request) -> HTTPResponse:
    """Make a code for a house of one's estate; it is shown this once."""
    agent = await agent_caller(request)
    body = read_body(request, HouseCodeBody)
    code = await make_code(desk_of(request), agent, estate=body.estate, room=body.room)
    shown = {"code": code.code, "room": code.room, "estate": code.estate}
    return answer({**shown, "expires_at": rfc3339(code.expires_at)}, 201)
