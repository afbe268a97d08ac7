"""Looking back: the miss board and the threshold simulator."""

from datetime import date

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.knowledge import query_estate
from handoff.api.knowledge_bodies import MissDismissalBody, MissDraftBody
from handoff.api.knowledge_shapes import cluster_json, proposal_json, simulation_json, standing_json
from handoff.desk.knowledge.misses import Remedy, Spot, dismiss_miss, draft_from_miss, miss_board
from handoff.desk.knowledge.thresholds import simulate
from handoff.desk.knowledge.windows import Window, window
from handoff.domain.knowledge import Proposal
from handoff.errors import BadRequest

hindsight = Blueprint("hindsight", url_prefix="/api/v1/knowledge")


@hindsight.get("/misses")
async def show_misses(request: Request) -> HTTPResponse:
    """Show what residents asked and got no right answer to, put together."""
    agent, estate, days = await agent_caller(request), query_estate(request), query_days(request)
    found = await miss_board(desk_of(request), agent, estate, days)
    return answer({"clusters": [cluster_json(one) for one in found], "window": _window_json(days)})


@hindsight.post("/misses/<cluster_id:str>/draft")
async def draft_miss(request: Request, cluster_id: str) -> HTTPResponse:
    """Answer a cluster of misses in the draft, or propose to."""
    agent = await agent_caller(request)
    body = read_body(request, MissDraftBody)
    if (body.into is None) == (body.entry is None):
        raise BadRequest("请写明 into（加到哪个条目）或 entry（新条目），只写一个。")
    entry = body.entry.entry(body.entry.id) if body.entry else None
    remedy = Remedy(into=body.into, questions=body.questions, entry=entry, note=body.note)
    spot = Spot(estate=body.estate, cluster_id=cluster_id, days=query_days(request))
    done = await draft_from_miss(desk_of(request), agent, spot, remedy)
    if isinstance(done, Proposal):
        return answer({"proposal": proposal_json(done, None)}, 202)
    return answer({"entry": standing_json(done, body.estate)}, 201)


@hindsight.post("/misses/<cluster_id:str>/dismissal")
async def dismiss_cluster(request: Request, cluster_id: str) -> HTTPResponse:
    """Take a cluster of misses off the board, with a reason."""
    agent = await agent_caller(request)
    body = read_body(request, MissDismissalBody)
    spot = Spot(estate=body.estate, cluster_id=cluster_id, days=query_days(request))
    dismissed = await dismiss_miss(desk_of(request), agent, spot, reason=body.reason)
    return answer({"dismissed": dismissed}, 201)


@hindsight.get("/thresholds")
async def show_thresholds(request: Request) -> HTTPResponse:
    """Show what other thresholds would have come to, on real decisions."""
    agent, estate, days = await agent_caller(request), query_estate(request), query_days(request)
    found = await simulate(desk_of(request), agent, estate, days)
    return answer({**simulation_json(found), "window": _window_json(days)})


def query_days(request: Request) -> Window:
    """Read which days are meant, the last 30 where none are; raises BadRequest."""
    return window(desk_of(request).now(), _day(request, "from"), _day(request, "to"))


def _day(request: Request, name: str) -> date | None:
    written = request.args.get(name)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BadRequest(f"{name} 应写成 2026-11-21 这样的日期。") from None


def _window_json(days: Window) -> dict[str, str]:
    return {"from": days.first.isoformat(), "to": days.last.isoformat()}
