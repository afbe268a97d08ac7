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
    """Name each dependency; without bot or Redis the desk is degraded, without the database not ready."""
    desk, relay = desk_of(request), request.app.ctx.relay
    checks = {"database": await desk.store.ping(), "bot": await desk.bot.is_well()}
    if relay:
        checks["redis"] = relay.is_well
    status = "unavailable" if not checks["database"] else "ok" if all(checks.values()) else "degraded"
    named = {name: "ok" if well else "down" for name, well in checks.items()}
    return answer({"status": status, "checks": named}, 200 if checks["database"] else 503)


@health.get("/metrics")
async def figures(request: Request) -> HTTPResponse:
    """Show the figures, to this machine only."""
    if not ipaddress.ip_address(request.ip).is_loopback:
        raise NotFound
    gauges = {"linda_agents_listening": len(desk_of(request).presences.listening_agents())}
    return text(
        request.app.ctx.metrics.render(gauges), content_type="text/plain; version=0.0.4; charset=utf-8"
    )
