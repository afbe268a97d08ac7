"""The service describes itself: OpenAPI 3 from the routes, their docstrings and their bodies."""

import inspect
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from sanic import Blueprint, HTTPResponse, Request, html
from sanic_routing.route import Route

from handoff.api.answers import answer
from handoff.api.audit import UnmaskingBody
from handoff.api.bodies import (
    AgentTurnBody,
    Body,
    ClosureBody,
    ConversationBody,
    EmptyBody,
    PresenceBody,
    RatingBody,
    SessionBody,
    TransferBody,
    TurnBody,
)
from handoff.api.houses import HouseCodeBody
from handoff.api.incident_bodies import DismissalBody, IncidentBody, UpdateBody, WordsBody
from handoff.api.knowledge_bodies import (
    DraftBody,
    MissDismissalBody,
    MissDraftBody,
    ProposalRefusalBody,
    PublicationBody,
    RollbackBody,
)
from handoff.api.metric_limits import MetricLimitsBody
from handoff.api.people_bodies import (
    CannedReplyBody,
    FiltersBody,
    NewcomerBody,
    PasswordBody,
    ProfileBody,
    RefusalBody,
    SuspensionBody,
    WhisperBody,
)
from handoff.api.service_times import ServiceTimesBody, WebhookBody
from handoff.api.ticket_bodies import (
    ConfirmationBody,
    FollowUpBody,
    KeepingBody,
    MoveBody,
    OwnerBody,
    PromiseBody,
    ReplyWordsBody,
    StepBody,
    TicketBody,
)
from handoff.api.unsent import TakingBody, UnsentBody
from handoff.errors import NotFound

openapi = Blueprint("openapi", url_prefix="/docs")
PARAMETER = re.compile(r"<(\w+)(?::\w+)?>")
_VERSION = "1"

# What each route reads; everything else stands in the routes themselves.
BODIES: dict[str, tuple[type[Body], ...]] = {
    "begin_conversation": (ConversationBody,),
    "say_something": (TurnBody, AgentTurnBody),
    "press_the_button": (EmptyBody,),
    "rate_the_service": (RatingBody,),
    "claim_it": (EmptyBody,),
    "transfer_it": (TransferBody,),
    "close_it": (ClosureBody,),
    "open_session": (SessionBody,),
    "change_presence": (PresenceBody,),
    "open_new_ticket": (TicketBody,),
    "move_it": (MoveBody,),
    "promise_it": (PromiseBody,),
    "urge_it": (EmptyBody,),
    "open_incident": (IncidentBody,),
    "dismiss_incident": (DismissalBody,),
    "update_incident": (UpdateBody,),
    "end_incident": (WordsBody,),
    "answer_a_rating": (WordsBody,),
    "refuse_it": (RefusalBody,),
    "whisper_to_the_owner": (WhisperBody,),
    "unmask_it": (UnmaskingBody,),
    "keep_it_unsent": (UnsentBody,),
    "take_it_over": (TakingBody,),
    "change_profile": (ProfileBody,),
    "keep_filters": (FiltersBody,),
    "add_canned_reply": (CannedReplyBody,),
    "change_canned_reply": (CannedReplyBody,),
    "confirm_it": (ConfirmationBody,),
    "change_entry": (DraftBody,),
    "approve_proposal": (EmptyBody,),
    "refuse_proposal": (ProposalRefusalBody,),
    "publish_it": (PublicationBody,),
    "roll_it_back": (RollbackBody,),
    "draft_miss": (MissDraftBody,),
    "dismiss_cluster": (MissDismissalBody,),
    "acknowledge_it": (EmptyBody,),
    "propose_promise": (ReplyWordsBody,),
    "promise_here": (PromiseBody,),
    "keep_it": (KeepingBody,),
    "change_webhook": (WebhookBody,),
    "send_trial": (EmptyBody,),
    "change_service_times": (ServiceTimesBody,),
    "change_metric_limits": (MetricLimitsBody,),
    "make_house_code": (HouseCodeBody,),
    "add_account": (NewcomerBody,),
    "suspend_account": (SuspensionBody,),
    "change_password": (PasswordBody,),
    "take_step": (StepBody,),
    "follow_it_up": (FollowUpBody,),
    "hand_it_on": (OwnerBody,),
    "link_it": (EmptyBody,),
    "put_picture_on_it": (EmptyBody,),
}
QUERIES: dict[str, tuple[str, ...]] = {
    "list_knowledge": ("estate", "q", "state", "group"),
    "show_entry": ("estate",),
    "remove_entry": ("estate", "base"),
    "list_proposed": ("estate",),
    "import_entries": ("estate",),
    "export_entries": ("estate", "format"),
    "show_draft": ("estate",),
    "search_knowledge": ("estate", "q"),
    "list_publications": ("estate",),
    "list_versions": ("estate",),
    "show_misses": ("estate", "from", "to"),
    "draft_miss": ("from", "to"),
    "dismiss_cluster": ("from", "to"),
    "show_thresholds": ("estate", "from", "to"),
    "read_turns": ("after", "wait"),
    "list_them": ("holder", "estate", "after", "limit"),
    "look_at_figures": ("estate", "from", "to", "by"),
    "take_figures_along": ("estate", "from", "to", "by"),
    "look_at_metric_alarms": ("estate",),
    "look_at_ratings": ("estate", "state"),
    "list_all_incidents": ("estate", "state"),
    "look_at_the_board": ("estate",),
    "show_canned_replies": ("estate",),
    "list_all_tickets": ("state", "estate", "conversation", "after", "limit"),
    "list_all_promises": ("estate", "state", "owner", "after", "limit"),
    "list_all_alerts": ("state", "estate", "after", "limit"),
    "take_step_picture": ("recorded_at",),
}
UPLOADS = frozenset({"upload_picture", "import_entries", "take_step_picture"})
OPEN_TO_ALL = frozenset({"show_estate", "begin_conversation", "open_session"})
CREATED = frozenset({*BODIES, *UPLOADS}) - {
    "transfer_it",
    "keep_it_unsent",
    "change_presence",
    "change_profile",
    "keep_filters",
    "change_canned_reply",
    "change_service_times",
    "change_webhook",
    "send_trial",
    "propose_promise",
    "change_metric_limits",
    "hand_it_on",
    "link_it",
    "put_picture_on_it",
}
EMPTY = frozenset({"change_password", "forget", "end_session", "remove_entry", "forget_canned_reply"})


@openapi.get("/openapi.json")
async def describe(request: Request) -> HTTPResponse:
    """Describe every route as OpenAPI 3."""
    _refuse_in_production(request)
    return answer(description(list(request.app.router.routes)))


@openapi.get("")
async def read_the_docs(request: Request) -> HTTPResponse:
    """Show the routes on one plain page."""
    _refuse_in_production(request)
    document = description(list(request.app.router.routes))
    return html(_page(document), headers={"Content-Security-Policy": "default-src 'none'"})


def _refuse_in_production(request: Request) -> None:
    if request.app.ctx.settings.is_production:
        raise NotFound


def description(routes: list[Route]) -> dict[str, Any]:
    """Return the OpenAPI document for these routes."""
    paths: dict[str, Any] = {}
    for route in sorted(routes, key=lambda route: str(route.path)):
        path = "/" + PARAMETER.sub(r"{\1}", route.path)
        if path.startswith("/api/"):
            paths.setdefault(path, {}).update(_operations(route))
    bodies = {model.__name__: _schema(model) for models in BODIES.values() for model in models}
    return {
        "openapi": "3.1.0",
        "info": {"title": "邻答 Linda", "version": _VERSION},
        "paths": paths,
        "components": {"schemas": {**bodies, "Problem": _PROBLEM}, "securitySchemes": _SECURITY},
    }


def _operations(route: Route) -> Iterator[tuple[str, Any]]:
    name = route.handler.__name__
    for method in sorted(route.methods):
        operation: dict[str, Any] = {
            "operationId": name,
            "summary": (inspect.getdoc(route.handler) or "").splitlines()[0],
            "security": [] if name in OPEN_TO_ALL else [{"token": []}, {"cookie": []}],
            "parameters": _parameters(route, name),
            "responses": _responses(name),
        }
        if name in BODIES:
            operation["requestBody"] = _request_body(BODIES[name])
        elif name in UPLOADS:
            operation["requestBody"] = {"content": {"multipart/form-data": {"schema": _UPLOAD}}}
        yield method.lower(), operation


def _parameters(route: Route, name: str) -> list[dict[str, Any]]:
    in_path = [
        {"name": found, "in": "path", "required": True, "schema": {"type": "string"}}
        for found in PARAMETER.findall(route.path)
    ]
    in_query = [
        {"name": given, "in": "query", "required": False, "schema": {"type": "string"}}
        for given in QUERIES.get(name, ())
    ]
    return in_path + in_query


def _request_body(models: tuple[type[Body], ...]) -> dict[str, Any]:
    choices = [{"$ref": f"#/components/schemas/{model.__name__}"} for model in models]
    return {
        "required": EmptyBody not in models,
        "content": {"application/json": {"schema": choices[0] if len(choices) == 1 else {"anyOf": choices}}},
    }


def _responses(name: str) -> dict[str, Any]:
    status = "204" if name in EMPTY else "201" if name in CREATED else "200"
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": "Done."}, "default": {"description": "A problem.", "content": problem}}


def _schema(model: type[Body]) -> dict[str, Any]:
    return model.model_json_schema(ref_template="#/components/schemas/" + model.__name__ + "/$defs/{model}")


def _page(document: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{method.upper()} {escape(path)}</code><td>{escape(operation['summary'])}</tr>"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>邻答 API</title>'
        f'<h1>邻答 API</h1><p><a href="/docs/openapi.json">openapi.json</a></p><table>{rows}</table></html>'
    )


_UPLOAD = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "A conversation's token, or an agent's."},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "linda_session"},
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A Chinese sentence that a person can act on."},
        "code": {"type": "string"},
        "draft": {"type": "string", "description": "The text that was not sent, on 409 for a reply."},
        "state": {"type": "string", "description": "Where the ticket stands, on 409 for a move."},
        "legal": {"type": "array", "items": {"type": "string"}, "description": "Where it may go from there."},
    },
}
