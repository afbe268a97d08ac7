"""What holds for every request: who may call from which site, headers for browsers, figures."""

import logging
import time

from sanic import HTTPResponse, Request, Sanic
from sanic import empty as empty_response

from handoff.api.callers import desk_of, is_same_origin, is_welcome_origin
from handoff.desk.audit import log_refusal
from handoff.domain.agent import Agent
from handoff.errors import Busy, ForeignOrigin, NotPermitted

log = logging.getLogger(__name__)

_ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "600",
}


def guard_the_edges(app: Sanic) -> None:  # type: ignore[type-arg]  # Sanic's own parameters say nothing here
    """Attach the checks and headers to an app."""
    app.on_request(_admit)
    app.on_response(_mark)
    app.on_response(_log_what_was_refused)


async def _admit(request: Request) -> HTTPResponse | None:
    request.ctx.began = time.perf_counter()
    if request.headers.get("upgrade", "").lower() == "websocket" and not is_welcome_origin(request):
        raise ForeignOrigin
    is_preflight = request.method == "OPTIONS" and "access-control-request-method" in request.headers
    return empty_response(204) if is_preflight else None


async def _log_what_was_refused(request: Request, response: HTTPResponse) -> None:
    """Keep in the audit log what an agent was not allowed; the refusal stands even where that fails."""
    agent: Agent | None = getattr(request.ctx, "agent", None)
    if response.status != NotPermitted.status or agent is None or request.route is None:
        return
    try:
        await log_refusal(desk_of(request), agent, request.route.name.rpartition(".")[2])
    except Busy:
        log.warning("refusal_not_logged")


async def _mark(request: Request, response: HTTPResponse) -> None:
    headers = response.headers
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Vary"] = ", ".join(filter(None, (headers.get("vary"), "Origin")))
    origin = request.headers.get("origin")
    if origin and is_welcome_origin(request) and not is_same_origin(request):
        headers["Access-Control-Allow-Origin"] = origin
        headers.update(_ALLOWED)
    elif response.status == ForeignOrigin.status:
        headers["Access-Control-Allow-Origin"] = "*"  # a refusal may be read: it says what to do
    began = getattr(request.ctx, "began", None)
    if began is not None:
        request.app.ctx.metrics.observe_request(response.status, time.perf_counter() - began)
