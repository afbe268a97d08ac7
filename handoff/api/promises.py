"""The ledger of promises: agents look, promise in a conversation, and say what was kept."""

from typing import cast, get_args

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.paging import one_of, page_wanted
from handoff.api.ticket_bodies import KeepingBody, PromiseBody, ReplyWordsBody
from handoff.api.ticket_shapes import ledger_json, promise_json
from handoff.desk.keep_promise import keep_promise, list_promises
from handoff.desk.promise import Undertaking, promise_in_conversation, proposal_in
from handoff.domain.promise import Standing, State
from handoff.domain.records import PromiseFilter
from handoff.domain.times import rfc3339

promises = Blueprint("promises", url_prefix="/api/v1")


@promises.get("/promises")
async def list_all_promises(request: Request) -> HTTPResponse:
    """List what residents were promised in the agent's estates, the next due first."""
    agent = await agent_caller(request)
    desk = desk_of(request)
    page, estate = page_wanted(request), request.args.get("estate")
    owner = request.args.get("owner")
    wanted = PromiseFilter(
        estates=agent.estates if estate is None else frozenset({estate}),
        as_of=desk.now(),
        state=cast("Standing | None", one_of(request, "state", (*get_args(State), "owed"))),
        owner=agent.id if owner == "me" else owner,
        offset=page.offset,
    )
    shown, following = page.cut(await list_promises(desk, agent, wanted, limit=page.asked))
    return answer({"promises": [ledger_json(one, desk.now()) for one in shown], "next": following})


@promises.post("/promises/proposals")
async def propose_promise(request: Request) -> HTTPResponse:
    """Read the dated promise in an agent's words, where there is one."""
    agent = await agent_caller(request)
    found = await proposal_in(desk_of(request), agent, read_body(request, ReplyWordsBody).text)
    return answer({"text": found.text, "due_at": rfc3339(found.due_at)} if found else None)


@promises.post("/conversations/<conversation_id:str>/promises")
async def promise_here(request: Request, conversation_id: str) -> HTTPResponse:
    """Promise the resident something until a moment; the same again is the same promise."""
    agent = await agent_caller(request)
    desk, body = desk_of(request), read_body(request, PromiseBody)
    wanted = Undertaking(body.text, body.due_at)
    made, is_new = await promise_in_conversation(desk, agent, conversation_id, wanted)
    return answer({"promise": promise_json(made, desk.now())}, 201 if is_new else 200)


@promises.post("/promises/<promise_id:str>/keeping")
async def keep_it(request: Request, promise_id: str) -> HTTPResponse:
    """Say that a promise was kept, and how."""
    agent = await agent_caller(request)
    desk, body = desk_of(request), read_body(request, KeepingBody)
    promise, is_new = await keep_promise(desk, agent, promise_id, note=body.note)
    return answer({"promise": promise_json(promise, desk.now())}, 201 if is_new else 200)
