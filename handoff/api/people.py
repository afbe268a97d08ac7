"""Agents at work: profiles, saved filters, canned replies, and the supervisor's board."""

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer, nothing
from handoff.api.bodies import read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.people_bodies import CannedReplyBody, FiltersBody, ProfileBody
from handoff.api.people_shapes import board_json, canned_reply_json, colleague_json
from handoff.desk.board import show_board
from handoff.desk.canned_replies import (
    Draft,
    list_canned_replies,
    remove_canned_reply,
    rewrite_canned_reply,
    write_canned_reply,
)
from handoff.desk.employ import change_agent, save_filters, saved_filters

people = Blueprint("people", url_prefix="/api/v1")


@people.put("/agents/<agent_id:str>")
async def change_profile(request: Request, agent_id: str) -> HTTPResponse:
    """Change an agent's name, grade, skills, buildings, capacity or shifts."""
    manager = await agent_caller(request)
    body = read_body(request, ProfileBody)
    desk = desk_of(request)
    now = await change_agent(desk, manager, agent_id, body.changes)
    return answer({"agent": colleague_json(now, desk.now())})


@people.get("/agents/current/filters")
async def show_filters(request: Request) -> HTTPResponse:
    """Show one's saved filters."""
    agent = await agent_caller(request)
    return answer({"filters": await saved_filters(desk_of(request), agent)})


@people.put("/agents/current/filters")
async def keep_filters(request: Request) -> HTTPResponse:
    """Replace one's saved filters."""
    agent = await agent_caller(request)
    body = read_body(request, FiltersBody)
    wanted = [one.model_dump() for one in body.filters]
    return answer({"filters": await save_filters(desk_of(request), agent, wanted)})


@people.get("/board")
async def look_at_the_board(request: Request) -> HTTPResponse:
    """Show who waits, who has how much to do, and what came late today."""
    agent = await agent_caller(request)
    return answer(board_json(await show_board(desk_of(request), agent, estate=request.args.get("estate"))))


@people.get("/canned-replies")
async def show_canned_replies(request: Request) -> HTTPResponse:
    """List one's own canned replies and the estates'."""
    agent = await agent_caller(request)
    found = await list_canned_replies(desk_of(request), agent, estate=request.args.get("estate"))
    return answer({"canned_replies": [canned_reply_json(reply) for reply in found]})


@people.post("/canned-replies")
async def add_canned_reply(request: Request) -> HTTPResponse:
    """Write a canned reply."""
    agent = await agent_caller(request)
    draft = Draft(**read_body(request, CannedReplyBody).model_dump())
    reply = await write_canned_reply(desk_of(request), agent, draft)
    return answer({"canned_reply": canned_reply_json(reply)}, 201)


@people.put("/canned-replies/<reply_id:str>")
async def change_canned_reply(request: Request, reply_id: str) -> HTTPResponse:
    """Change a canned reply."""
    agent = await agent_caller(request)
    draft = Draft(**read_body(request, CannedReplyBody).model_dump())
    reply = await rewrite_canned_reply(desk_of(request), agent, reply_id, draft)
    return answer({"canned_reply": canned_reply_json(reply)})


@people.delete("/canned-replies/<reply_id:str>")
async def forget_canned_reply(request: Request, reply_id: str) -> HTTPResponse:
    """Forget a canned reply."""
    await remove_canned_reply(desk_of(request), await agent_caller(request), reply_id)
    return nothing()
