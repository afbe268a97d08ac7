"""Whether it lives, whether it is ready, and its figures."""

import ipaddress
from collections.abc import Mapping

from sanic import Blueprint, HTTPResponse, Request, text

from handoff.api.answers import answer
from handoff.api.callers import desk_of
from handoff.desk.board import list_backlogs
from handoff.desk.ports import Desk
from handoff.errors import Busy, NotFound
from handoff.metrics import Gauge, Metrics

health = Blueprint("health")
# What a proxy adds: whoever comes through one on this machine has its address, and is somebody else.
_OF_PROXIES = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "forwarded", "via")


@health.get("/livez")
async def live(_request: Request) -> HTTPResponse:
    """Say that the loop turns."""
    return answer({"status": "ok"})


@health.get("/readyz")
async def ready(request: Request) -> HTTPResponse:
    """Name each dependency; without bot or Redis the desk is degraded, without the database not ready."""
    checks = await _checks(request)
    status = "unavailable" if not checks["database"] else "ok" if all(checks.values()) else "degraded"
    named = {name: "ok" if well else "down" for name, well in checks.items()}
    return answer({"status": status, "checks": named}, 200 if checks["database"] else 503)


@health.get("/metrics")
async def figures(request: Request) -> HTTPResponse:
    """Show the figures, to this machine only."""
    if not _is_of_this_machine(request):
        raise NotFound
    metrics: Metrics = request.app.ctx.metrics
    checks = await _checks(request)
    gauges = [
        Gauge("linda_well", "Whether a dependency answers.", _labelled("check", checks)),
        Gauge("linda_lines_open", "Live lines.", (({}, request.app.ctx.places.lines_open),)),
        Gauge(
            "linda_agents_listening",
            "Agents with a live line.",
            (({}, len(desk_of(request).presences.listening_agents())),),
        ),
        *await _backlogs(desk_of(request)),
    ]
    return text(metrics.render(gauges), content_type="text/plain; version=0.0.4; charset=utf-8")


def _is_of_this_machine(request: Request) -> bool:
    is_here = ipaddress.ip_address(request.ip).is_loopback
    return is_here and not any(name in request.headers for name in _OF_PROXIES)


async def _checks(request: Request) -> dict[str, bool]:
    desk, relay = desk_of(request), request.app.ctx.relay
    checks = {"database": await desk.store.ping(), "bot": await desk.bot.is_well()}
    return checks | ({"redis": relay.is_well} if relay else {})


async def _backlogs(desk: Desk) -> list[Gauge]:
    """Return what waits; nothing where the database does not answer, which another figure says."""
    try:
        found = await list_backlogs(desk)
    except Busy:
        return []
    counts = {backlog.of: backlog.count for backlog in found}
    ages = {backlog.of: backlog.seconds(desk.now()) for backlog in found}
    return [
        Gauge("linda_waiting", "What waits to be done, in all processes together.", _labelled("of", counts)),
        Gauge("linda_waiting_longest_seconds", "How long the longest has waited.", _labelled("of", ages)),
    ]


def _labelled(label: str, values: Mapping[str, float]) -> tuple[tuple[dict[str, str], float], ...]:
    return tuple(({label: name}, value) for name, value in values.items())
