"""Publications and versions of an estate's knowledge."""

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.knowledge import query_estate
from handoff.api.knowledge_bodies import PublicationBody, RollbackBody
from handoff.api.knowledge_shapes import publication_json, release_json
from handoff.desk.knowledge.publish import (
    publication_for,
    publications_of,
    roll_back,
    start_publication,
    versions_of,
)
from handoff.domain.times import rfc3339

publications = Blueprint("publications", url_prefix="/api/v1/knowledge")


@publications.post("/publications")
async def publish_it(request: Request) -> HTTPResponse:
    """Begin to put the draft into force; what becomes of it, the publication tells."""
    agent = await agent_caller(request)
    body = read_body(request, PublicationBody)
    begun = await start_publication(desk_of(request), agent, body.estate, note=body.note, let_go=body.let_go)
    return answer({"publication": publication_json(begun)}, 202)


@publications.get("/publications")
async def list_publications(request: Request) -> HTTPResponse:
    """List an estate's publications, the newest first."""
    found = await publications_of(desk_of(request), await agent_caller(request), query_estate(request))
    return answer({"publications": [publication_json(one, whole=False) for one in found]})


@publications.get("/publications/<publication_id:str>")
async def show_publication(request: Request, publication_id: str) -> HTTPResponse:
    """Show a publication with what it said, what it changes and what the gate found."""
    found = await publication_for(desk_of(request), await agent_caller(request), publication_id)
    return answer(publication_json(found))


@publications.get("/versions")
async def list_versions(request: Request) -> HTTPResponse:
    """List the versions that are kept, the newest first."""
    agent, estate = await agent_caller(request), query_estate(request)
    current, kept = await versions_of(desk_of(request), agent, estate)
    return answer({"current": current, "versions": [release_json(*one) for one in kept]})


@publications.post("/rollback")
async def roll_it_back(request: Request) -> HTTPResponse:
    """Put the version before into force."""
    agent = await agent_caller(request)
    body = read_body(request, RollbackBody)
    release = await roll_back(desk_of(request), agent, body.estate, note=body.note)
    return answer({"version": release.version, "published_at": rfc3339(release.published_at)}, 201)
