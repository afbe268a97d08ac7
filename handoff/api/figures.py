"""Figures of service, their table for Excel, their alarms; and ratings that must be answered."""

from datetime import date, timedelta
from typing import cast, get_args

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.figure_shapes import rating_in_list_json, table_csv, table_json
from handoff.api.incident_bodies import WordsBody
from handoff.desk.figures import Asked, Table, list_metric_alarms, show_figures
from handoff.desk.ratings import answer_rating, list_ratings
from handoff.domain.figures import By, china_day
from handoff.domain.times import rfc3339
from handoff.errors import BadRequest

figures = Blueprint("figures", url_prefix="/api/v1")
USUAL_DAYS = timedelta(days=29)


@figures.get("/figures")
async def look_at_figures(request: Request) -> HTTPResponse:
    """Show the figures of some days, row by row."""
    return answer(table_json(await _table(request)))


@figures.get("/figures.csv")
async def take_figures_along(request: Request) -> HTTPResponse:
    """Show the same figures as a table for Excel."""
    table = await _table(request)
    name = f"figures-{table.asked.first}-{table.asked.last}.csv"
    return HTTPResponse(
        table_csv(table),
        headers={"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'},
        content_type="text/csv; charset=utf-8",
    )


@figures.get("/figures/alerts")
async def look_at_metric_alarms(request: Request) -> HTTPResponse:
    """Show the runs of bad days that raised an alert."""
    agent = await agent_caller(request)
    found = await list_metric_alarms(desk_of(request), agent, estate=request.args.get("estate"))
    shown = [
        {
            "estate": estate,
            "metric": metric,
            "first_day": run.first.isoformat(),
            "last_day": run.last.isoformat(),
            "at": rfc3339(at),
        }
        for estate, metric, run, at in found
    ]
    return answer({"alerts": shown})


@figures.get("/ratings")
async def look_at_ratings(request: Request) -> HTTPResponse:
    """List ratings; the due ones are bad and unanswered."""
    agent = await agent_caller(request)
    state = request.args.get("state", "due")
    if state not in {"due", "answered", "all"}:
        raise BadRequest("state 只能是 due、answered 或 all。")
    found = await list_ratings(desk_of(request), agent, estate=request.args.get("estate"), state=state)
    return answer({"ratings": [rating_in_list_json(one) for one in found]})


@figures.post("/ratings/<closure_id:str>/answer")
async def answer_a_rating(request: Request, closure_id: str) -> HTTPResponse:
    """Answer a rating; the resident is told."""
    agent = await agent_caller(request)
    body = read_body(request, WordsBody)
    rated = await answer_rating(desk_of(request), agent, closure_id, text=body.text)
    return answer({"rating": rating_in_list_json(rated)}, 201)


async def _table(request: Request) -> Table:
    agent = await agent_caller(request)
    desk = desk_of(request)
    by = request.args.get("by", "estate")
    if by not in get_args(By):
        raise BadRequest(f"by 只能是 {'、'.join(get_args(By))} 之一。")
    last = _day(request, "to") or china_day(desk.now())
    first = _day(request, "from") or last - USUAL_DAYS
    asked = Asked(first=first, last=last, by=cast("By", by), estate=request.args.get("estate"))
    return await show_figures(desk, agent, asked)


def _day(request: Request, name: str) -> date | None:
    written = request.args.get(name)
    if written is None:
        return None
    try:
        found = date.fromisoformat(written)
    except ValueError:
        raise BadRequest(f"{name} 应该是日期，如 2026-11-01。") from None
    if not date(2000, 1, 1) <= found <= date(2100, 1, 1):
        raise BadRequest(f"{name} 应该在2000年到2100年之间。")
    return found
