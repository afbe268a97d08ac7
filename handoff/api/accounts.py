"""Accounts: opened, closed to an agent and opened again, sessions ended, one's own password changed."""

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer, nothing
from handoff.api.bodies import read_body
from handoff.api.callers import agent_caller, desk_of, session_token
from handoff.api.people_bodies import NewcomerBody, PasswordBody, SuspensionBody
from handoff.api.people_shapes import colleague_json
from handoff.desk.accounts import (
    Newcomer,
    add_agent,
    change_own_password,
    end_sessions,
    restore_agent,
    suspend_agent,
)

accounts = Blueprint("accounts", url_prefix="/api/v1/agents")


@accounts.post("")
async def add_account(request: Request) -> HTTPResponse:
    """Open an account in an estate of one's own."""
    manager = await agent_caller(request)
    body = read_body(request, NewcomerBody)
    desk = desk_of(request)
    now = await add_agent(desk, manager, Newcomer(**body.model_dump()))
    return answer({"agent": colleague_json(now, desk.now())}, 201)


@accounts.put("/<agent_id:str>/suspension")
async def suspend_account(request: Request, agent_id: str) -> HTTPResponse:
    """Close an account and end its sessions; one that is closed stays as it is."""
    manager = await agent_caller(request)
    body = read_body(request, SuspensionBody)
    desk = desk_of(request)
    now, is_new = await suspend_agent(desk, manager, agent_id, reason=body.reason)
    return answer({"agent": colleague_json(now, desk.now())}, 201 if is_new else 200)


@accounts.delete("/<agent_id:str>/suspension")
async def restore_account(request: Request, agent_id: str) -> HTTPResponse:
    """Open an account again; one that is open stays so."""
    manager = await agent_caller(request)
    desk = desk_of(request)
    now = await restore_agent(desk, manager, agent_id)
    return answer({"agent": colleague_json(now, desk.now())})


@accounts.delete("/<agent_id:str>/sessions")
async def end_all_sessions(request: Request, agent_id: str) -> HTTPResponse:
    """Sign an agent out everywhere."""
    manager = await agent_caller(request)
    return answer({"ended": await end_sessions(desk_of(request), manager, agent_id)})


@accounts.put("/current/password")
async def change_password(request: Request) -> HTTPResponse:
    """Change one's own password; one's other sessions end."""
    agent = await agent_caller(request)
    body = read_body(request, PasswordBody)
    token = session_token(request)
    await change_own_password(desk_of(request), agent, token, current=body.current, new=body.new)
    return nothing()
