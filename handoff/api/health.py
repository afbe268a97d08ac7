"""Whether it lives, whether it is ready, and its figures."""

import ipaddress

from sanic import Blueprint, HTTPResponse, Request, text

from handoff.api.answers import answer
from handoff.api.callers import desk_of
from handoff.errors import NotFound

health = Blueprint("health")


@health.get("/livez")
async def live(_request: Request) -> HTTPResponse:
    """Say that the loop turns."""
    return answer({"status": "ok"})


@health.get("/readyz")
async def ready(request: Request) -> HTTPResponse:
    """Name each dependency; without the bot the desk is degraded, without the database it is not ready."""
    desk = desk_of(request)
    database, bot = await desk.store.ping(), await desk.bot.is_well()
    status = "unavailable" if not database else "ok" if bot else "degraded"
    checks = {"database": "ok" if database else "down", "bot": "ok" if bot else "down"}
    return answer({"status": status, "checks": checks}, 200 if database else 503)


@health.get("/metrics")
async def figures(request: Request) -> HTTPResponse:
    """Show the figures, to this machine only."""
    if not ipaddress.ip_address(request.ip).is_loopback:
        raise NotFound
    gauges = {"linda_agents_listening": len(desk_of(request).presences.listening_agents())}
    return text(
        request.app.ctx.metrics.render(gauges), content_type="text/plain; version=0.0.4; charset=utf-8"
    )
