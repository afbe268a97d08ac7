"""The web application: routes over the desk that bootstrap wired."""

from sanic import Sanic

from handoff.api.accounts import accounts
from handoff.api.addresses import Places
from handoff.api.agent_feed import agent_feed
from handoff.api.agents import agents
from handoff.api.alerts import alerts
from handoff.api.answers import dumps
from handoff.api.audit import audit
from handoff.api.channels import channels
from handoff.api.conversations import conversations
from handoff.api.edges import guard_the_edges
from handoff.api.figures import figures
from handoff.api.health import health
from handoff.api.hindsight import hindsight
from handoff.api.houses import houses
from handoff.api.incidents import incidents
from handoff.api.knowledge import knowledge
from handoff.api.metric_limits import limits
from handoff.api.openapi import openapi
from handoff.api.pages import pages
from handoff.api.people import people
from handoff.api.problems import Problems
from handoff.api.promises import promises
from handoff.api.publications import publications
from handoff.api.resident_feed import resident_feed
from handoff.api.residents import residents
from handoff.api.service_times import service
from handoff.api.ticket_records import ticket_records
from handoff.api.tickets import tickets
from handoff.api.unsent import unsent
from handoff.api.uploads import uploads
from handoff.api.work_orders import work_orders
from handoff.bootstrap import World

LARGEST_BODY = 64 * 1024
LARGEST_FRAME = 64 * 1024
BLUEPRINTS = (
    residents,
    uploads,
    conversations,
    unsent,
    tickets,
    ticket_records,
    work_orders,
    agents,
    knowledge,
    publications,
    hindsight,
    alerts,
    audit,
    people,
    accounts,
    incidents,
    figures,
    service,
    limits,
    promises,
    resident_feed,
    agent_feed,
    health,
    openapi,
    pages,
    channels,
    houses,
)


def make_app(world: World, *, name: str = "linda") -> Sanic:  # type: ignore[type-arg]  # Sanic's own parameters
    """Return the app; the world's loops start and stop with the server."""
    app: Sanic = Sanic(name, error_handler=Problems(), configure_logging=False, dumps=dumps)  # type: ignore[type-arg]  # Sanic's own parameters
    app.config.update(
        REQUEST_MAX_SIZE=LARGEST_BODY,
        WEBSOCKET_MAX_SIZE=LARGEST_FRAME,
        WEBSOCKET_PING_INTERVAL=20,
        WEBSOCKET_PING_TIMEOUT=20,
        RESPONSE_TIMEOUT=60,
        GRACEFUL_SHUTDOWN_TIMEOUT=5.0,
        ACCESS_LOG=False,
        MOTD=False,
        TOUCHUP=False,  # Sanic would rewrite its own functions at start, once a process
        OAS=False,
    )
    app.ctx.settings = world.settings
    app.ctx.desk = world.desk
    app.ctx.hub = world.hub
    app.ctx.relay = world.relay
    app.ctx.metrics = world.metrics
    app.ctx.gates = world.gates
    app.ctx.places = Places(
        connections=world.settings.connections_per_address,
        lines=world.settings.lines_per_address,
        proxies=world.settings.trusted_proxies,
    )
    for blueprint in BLUEPRINTS:
        app.blueprint(blueprint)
    guard_the_edges(app)
    return app
