"""What agents do about themselves: sign in and out, be there or away, see colleagues."""

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.addresses import address_of, is_secure
from handoff.api.answers import answer, nothing
from handoff.api.bodies import PresenceBody, SessionBody, read_body
from handoff.api.callers import COOKIE, agent_caller, desk_of, session_token
from handoff.api.people_shapes import colleague_json
from handoff.api.shapes import agent_json
from handoff.desk.presence import colleagues, set_presence
from handoff.desk.sign_in import ABSOLUTE, sign_in, sign_out

agents = Blueprint("agents", url_prefix="/api/v1")


@agents.post("/sessions")
async def open_session(request: Request) -> HTTPResponse:
    """Sign in; the token is also set as a cookie that no script can read."""
    body = read_body(request, SessionBody)
    agent, token = await sign_in(
        desk_of(request), username=body.username, password=body.password, address=address_of(request)
    )
    response = answer({"token": token, "agent": agent_json(agent)}, 201)
    response.add_cookie(
        COOKIE,
        token,
        host_prefix=is_secure(request),
        path="/",
        httponly=True,
        samesite="Strict",
        secure=is_secure(request),
        max_age=int(ABSOLUTE.total_seconds()),
    )
    return response


@agents.get("/sessions/current")
async def show_session(request: Request) -> HTTPResponse:
    """Show who is signed in."""
    return answer({"agent": agent_json(await agent_caller(request))})


@agents.delete("/sessions/current")
async def end_session(request: Request) -> HTTPResponse:
    """Sign out."""
    await agent_caller(request)
    await sign_out(desk_of(request), session_token(request))
    response = nothing()
    response.delete_cookie(COOKIE, host_prefix=is_secure(request))
    return response


@agents.put("/agents/current/presence")
async def change_presence(request: Request) -> HTTPResponse:
    """Be there, or away and why."""
    agent = await agent_caller(request)
    body = read_body(request, PresenceBody)
    desk = desk_of(request)
    now = await set_presence(desk, agent, body.state, body.reason)
    return answer({"agent": colleague_json(now, desk.now())})


@agents.get("/agents")
async def list_colleagues(request: Request) -> HTTPResponse:
    """List the agents one may hand a conversation to."""
    agent = await agent_caller(request)
    desk = desk_of(request)
    found = await colleagues(desk, agent)
    return answer({"agents": [colleague_json(one, desk.now()) for one in found]})
