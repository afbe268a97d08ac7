"""What residents do: begin, call a person, send pictures, rate, take their data along or have it erased."""

from sanic import Blueprint, HTTPResponse, Request

from handoff import phrases
from handoff.api.addresses import address_of
from handoff.api.answers import answer, nothing
from handoff.api.bodies import ConversationBody, EmptyBody, RatingBody, read_body
from handoff.api.callers import bearer, desk_of, is_welcome_origin
from handoff.api.shapes import agent_name, estate_json, rating_json, turn_json
from handoff.api.ticket_shapes import residents_ticket_json
from handoff.desk.close import rate
from handoff.desk.escalate import call_a_person
from handoff.desk.open import open_conversation
from handoff.desk.personal_data import erase, export
from handoff.desk.read import estate_profile
from handoff.domain.conversation import Consent, Resident
from handoff.domain.times import rfc3339
from handoff.errors import ForeignOrigin

residents = Blueprint("residents", url_prefix="/api/v1")


@residents.get("/estates/<estate_id:str>")
async def show_estate(request: Request, estate_id: str) -> HTTPResponse:
    """Show an estate's greeting, numbers, chips and duty; a site that is not listed learns why not."""
    if not is_welcome_origin(request):
        raise ForeignOrigin
    estate, on_duty = await estate_profile(desk_of(request), estate_id)
    privacy = {
        "version": phrases.PRIVACY_VERSION,
        "text": phrases.privacy_text(estate.company or estate.name),
    }
    return answer(estate_json(estate, on_duty=on_duty, privacy=privacy))


@residents.post("/conversations")
async def begin_conversation(request: Request) -> HTTPResponse:
    """Begin a conversation and return the token that opens it."""
    body = read_body(request, ConversationBody)
    opening = await open_conversation(
        desk_of(request),
        estate=body.estate,
        resident=Resident(body.resident.name, body.resident.room, body.resident.phone),
        consent=Consent(body.consent.version, body.consent.at),
        address=address_of(request),
    )
    opened = opening.conversation
    return answer(
        {
            "id": opened.id,
            "token": opening.token,
            "estate": opened.estate,
            "holder": opened.holder,
            "agent": None,
            "last_seq": opened.last_seq,
            "turns": [],
        },
        201,
    )


@residents.post("/conversations/<conversation_id:str>/escalation")
async def press_the_button(request: Request, conversation_id: str) -> HTTPResponse:
    """Call a person: the 人工 button."""
    read_body(request, EmptyBody)
    conversation = await call_a_person(
        desk_of(request), conversation_id=conversation_id, token=bearer(request)
    )
    return answer(
        {
            "holder": conversation.holder,
            "agent": agent_name(conversation.agent, for_agent=False),
            "last_seq": conversation.last_seq,
        },
        201,
    )


@residents.post("/conversations/<conversation_id:str>/rating")
async def rate_the_service(request: Request, conversation_id: str) -> HTTPResponse:
    """Rate the latest closure."""
    body = read_body(request, RatingBody)
    rating = await rate(
        desk_of(request),
        conversation_id=conversation_id,
        token=bearer(request),
        score=body.score,
        comment=body.comment,
    )
    return answer({"rating": rating_json(rating)}, 201)


@residents.get("/conversations/<conversation_id:str>/export")
async def take_along(request: Request, conversation_id: str) -> HTTPResponse:
    """Hand the resident a copy of what the desk holds about them."""
    copy = await export(desk_of(request), conversation_id=conversation_id, token=bearer(request))
    told, consent = copy.conversation.resident, copy.conversation.consent
    body = {
        "conversation_id": copy.conversation.id,
        "estate": copy.conversation.estate,
        "opened_at": rfc3339(copy.conversation.opened_at),
        "resident": {"name": told.name, "room": told.room, "phone": told.phone},
        "consent": {"version": consent.version, "at": rfc3339(consent.at)},
        "last_seq": copy.conversation.last_seq,
        "turns": [turn_json(turn) for turn in copy.turns],
        "ratings": [rating_json(rating) for rating in copy.ratings],
        "tickets": [residents_ticket_json(ticket, copy.conversation.id) for ticket in copy.tickets],
    }
    return answer(body, headers={"Content-Disposition": 'attachment; filename="linda-export.json"'})


@residents.delete("/conversations/<conversation_id:str>/personal-data")
async def forget(request: Request, conversation_id: str) -> HTTPResponse:
    """Erase what the desk holds about the resident; the token opens nothing afterwards."""
    await erase(desk_of(request), conversation_id=conversation_id, token=bearer(request))
    return nothing()
