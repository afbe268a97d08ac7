"""Agents' drafts: kept a moment after typing stops, found again on another computer."""

from typing import Annotated

from pydantic import Field
from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import Body, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.shapes import Json
from handoff.desk.unsent import Begun, keep_unsent, take_unsent, unsent_of
from handoff.domain.times import rfc3339
from handoff.domain.unsent import LONGEST, Unsent

unsent = Blueprint("unsent", url_prefix="/api/v1/conversations")
_LARGEST_VERSION = 2**31 - 2


class UnsentBody(Body):
    """Words as far as they are written, none to delete them, and the version that they were written upon."""

    text: Annotated[str, Field(max_length=LONGEST)]
    version: Annotated[int, Field(ge=0, le=_LARGEST_VERSION)]


class TakingBody(Body):
    """Whose begun reply is to be gone on with."""

    agent_id: Annotated[str, Field(min_length=1, max_length=64)]


@unsent.get("/<conversation_id:str>/drafts")
async def show_unsent(request: Request, conversation_id: str) -> HTTPResponse:
    """Show one's drafts in a conversation, and to its owner the replies that colleagues have begun."""
    agent = await agent_caller(request)
    found = await unsent_of(desk_of(request), agent, conversation_id)
    return answer({"drafts": [_json(one) for one in found]})


@unsent.put("/<conversation_id:str>/drafts/<kind:str>")
async def keep_it_unsent(request: Request, conversation_id: str, kind: str) -> HTTPResponse:
    """Keep a draft; one of another computer is never written over."""
    agent = await agent_caller(request)
    body = read_body(request, UnsentBody)
    begun = Begun(kind=kind, text=body.text, seen=body.version)
    kept = await keep_unsent(desk_of(request), agent, conversation_id, begun)
    return answer({"draft": _json(kept)})


@unsent.post("/<conversation_id:str>/drafts/taking")
async def take_it_over(request: Request, conversation_id: str) -> HTTPResponse:
    """Go on with the reply that a colleague has begun; it becomes one's own draft."""
    agent = await agent_caller(request)
    body = read_body(request, TakingBody)
    mine = await take_unsent(desk_of(request), agent, conversation_id, from_agent=body.agent_id)
    return answer({"draft": _json(mine)}, 201)


def _json(one: Unsent) -> Json:
    return {
        "agent": {"id": one.agent.id, "name": one.agent.name},
        "kind": one.kind,
        "text": one.text,
        "version": one.version,
        "at": rfc3339(one.at),
    }
