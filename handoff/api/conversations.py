"""Conversations: the turns that both sides say and read, and what agents do with a conversation."""

import asyncio
from typing import Literal, cast, get_args

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import AgentTurnBody, ClosureBody, EmptyBody, TransferBody, TurnBody, read_body
from handoff.api.callers import ResidentCaller, agent_caller, any_caller, desk_of
from handoff.api.paging import one_of, page_wanted, whole_number
from handoff.api.people_bodies import RefusalBody, WhisperBody
from handoff.api.shapes import (
    Json,
    agent_name,
    closure_json,
    delivery_json,
    envelope_json,
    escalation_json,
    messenger_json,
    note_json,
    place_json,
    rating_json,
    summary_json,
    turn_json,
)
from handoff.api.ticket_shapes import agents_ticket_json
from handoff.desk.claim import claim, put_back
from handoff.desk.close import close
from handoff.desk.find_related import related
from handoff.desk.hand_over import Giving, hand_over, refuse
from handoff.desk.read import (
    Page,
    Transcript,
    agent_transcript,
    dossier,
    handoff_envelope,
    list_conversations,
    resident_transcript,
)
from handoff.desk.receive import Message, receive
from handoff.desk.reply import Reply, leave_note, reply, whisper
from handoff.domain.agent import Agent
from handoff.domain.conversation import Conversation, Holder
from handoff.domain.delivery import Delivery
from handoff.domain.envelope import MEDIA_TYPE
from handoff.domain.events import Event, TurnAdded, conversation_topic
from handoff.feed import FellBehind

conversations = Blueprint("conversations", url_prefix="/api/v1/conversations")
LONGEST_WAIT = 25
LARGEST_SEQ = 2**31 - 1
LARGEST_PAGE = 500
USUAL_PAGE = 200


@conversations.post("/<conversation_id:str>/turns")
async def say_something(request: Request, conversation_id: str) -> HTTPResponse:
    """Say something, as the resident or as an agent."""
    caller = await any_caller(request)
    if isinstance(caller, Agent):
        return await _agent_says(request, caller, conversation_id)
    body = read_body(request, TurnBody)
    message = Message(**body.model_dump())
    receipt = await receive(
        desk_of(request), conversation_id=conversation_id, token=caller.token, message=message
    )
    return answer({"turn": turn_json(receipt.turn)}, 201 if receipt.is_new else 200)


async def _agent_says(request: Request, agent: Agent, conversation_id: str) -> HTTPResponse:
    body = read_body(request, AgentTurnBody)
    desk, text = desk_of(request), body.text or ""
    if body.private:
        note = await leave_note(desk, agent, conversation_id, client_key=body.client_key, text=text)
        return answer({"note": note_json(note.note)}, 201 if note.is_new else 200)
    said = Reply(client_key=body.client_key, text=text, attachment_id=body.attachment_id)
    receipt = await reply(desk, agent, conversation_id, said)
    return answer({"turn": turn_json(receipt.turn, for_agent=True)}, 201 if receipt.is_new else 200)


@conversations.get("/<conversation_id:str>/turns")
async def read_turns(request: Request, conversation_id: str) -> HTTPResponse:
    """Read the turns behind `after`; a resident may wait for one."""
    caller = await any_caller(request)
    after = whole_number(request, "after", LARGEST_SEQ)
    wait = whole_number(request, "wait", LONGEST_WAIT)
    if isinstance(caller, Agent):
        transcript = await agent_transcript(desk_of(request), caller, conversation_id, after=after)
        notes = {"notes": [note_json(note) for note in transcript.notes]}
        return answer({**_transcript(transcript, for_agent=True), **notes})
    return answer(_transcript(await _wait_for_turns(request, caller, conversation_id, after, wait)))


async def _wait_for_turns(
    request: Request, caller: ResidentCaller, conversation_id: str, after: int, wait: int
) -> Transcript:
    """Listen first and look then, so that nothing falls between."""
    desk = desk_of(request)
    with request.app.ctx.hub.listen([conversation_topic(conversation_id)]) as listener:
        found = await resident_transcript(
            desk, conversation_id=conversation_id, token=caller.token, after=after
        )
        if found.turns or not wait:
            return found
        try:
            async with asyncio.timeout(wait):
                while not _is_news(await listener.next(), after):
                    pass
        except (TimeoutError, FellBehind):
            pass
    return await resident_transcript(desk, conversation_id=conversation_id, token=caller.token, after=after)


def _is_news(event: Event, after: int) -> bool:
    return isinstance(event, TurnAdded) and event.turn.seq > after


def _transcript(transcript: Transcript, *, for_agent: bool = False) -> dict[str, object]:
    return {
        "turns": [
            _with_delivery(turn_json(turn, for_agent=for_agent), transcript.deliveries.get(turn.seq))
            for turn in transcript.turns
        ],
        "last_seq": transcript.conversation.last_seq,
        **_standing(transcript.conversation, for_agent=for_agent),
        **({"queue": place_json(transcript.place)} if transcript.place else {}),
    }


@conversations.get("")
async def list_them(request: Request) -> HTTPResponse:
    """List the conversations of the agent's estates page by page, longest wait first."""
    agent = await agent_caller(request)
    wanted = page_wanted(request, largest=LARGEST_PAGE, usual=USUAL_PAGE, furthest=LARGEST_SEQ)
    holder = cast('Holder | Literal["me"] | None', one_of(request, "holder", (*get_args(Holder), "me")))
    desk = desk_of(request)
    page = Page(wanted.asked, wanted.offset)
    found = await list_conversations(desk, agent, holder=holder, estate=request.args.get("estate"), page=page)
    shown, following = wanted.cut(found)
    return answer({"conversations": [summary_json(one, desk.now()) for one in shown], "next": following})


@conversations.get("/<conversation_id:str>")
async def show_conversation(request: Request, conversation_id: str) -> HTTPResponse:
    """Show a conversation with its escalations, closures and ratings."""
    desk = desk_of(request)
    found = await dossier(desk, await agent_caller(request), conversation_id)
    return answer(
        {
            **summary_json(found.summary, desk.now()),
            "escalations": [escalation_json(escalation) for escalation in found.escalations],
            "closures": [closure_json(closure) for closure in found.closures],
            "ratings": [rating_json(rating) for rating in found.ratings],
            "messenger": messenger_json(found.correspondent) if found.correspondent else None,
        }
    )


@conversations.get("/<conversation_id:str>/related")
async def show_related(request: Request, conversation_id: str) -> HTTPResponse:
    """Show earlier conversations of the same number or house, and the house's other tickets."""
    desk = desk_of(request)
    found = await related(desk, await agent_caller(request), conversation_id)
    return answer(
        {
            "conversations": [
                {**summary_json(one, desk.now()), "alike": list(alike)} for one, alike in found.conversations
            ],
            "tickets": [agents_ticket_json(ticket) for ticket in found.tickets],
        }
    )


@conversations.get("/<conversation_id:str>/handoff")
async def show_envelope(request: Request, conversation_id: str) -> HTTPResponse:
    """Show the latest handoff envelope with the turns it lists."""
    escalation, turns = await handoff_envelope(desk_of(request), await agent_caller(request), conversation_id)
    return answer(envelope_json(escalation, turns), content_type=MEDIA_TYPE)


@conversations.post("/<conversation_id:str>/assignment")
async def claim_it(request: Request, conversation_id: str) -> HTTPResponse:
    """Claim a conversation; one agent wins."""
    read_body(request, EmptyBody)
    conversation = await claim(desk_of(request), await agent_caller(request), conversation_id)
    return answer(_standing(conversation, for_agent=True), 201)


@conversations.put("/<conversation_id:str>/assignment")
async def transfer_it(request: Request, conversation_id: str) -> HTTPResponse:
    """Hand a conversation to a colleague."""
    agent = await agent_caller(request)
    body = read_body(request, TransferBody)
    giving = Giving(to_agent_id=body.agent_id, note=body.note, is_forced=body.force)
    conversation = await hand_over(desk_of(request), agent, conversation_id, giving)
    return answer(_standing(conversation, for_agent=True))


@conversations.post("/<conversation_id:str>/assignment/refusal")
async def refuse_it(request: Request, conversation_id: str) -> HTTPResponse:
    """Refuse a conversation that a colleague handed over."""
    agent = await agent_caller(request)
    body = read_body(request, RefusalBody)
    conversation = await refuse(desk_of(request), agent, conversation_id, note=body.note)
    return answer(_standing(conversation, for_agent=True), 201)


@conversations.post("/<conversation_id:str>/whispers")
async def whisper_to_the_owner(request: Request, conversation_id: str) -> HTTPResponse:
    """Say something to the owner alone, as a supervisor."""
    agent = await agent_caller(request)
    body = read_body(request, WhisperBody)
    note = await whisper(desk_of(request), agent, conversation_id, client_key=body.client_key, text=body.text)
    return answer({"note": note_json(note.note)}, 201 if note.is_new else 200)


@conversations.delete("/<conversation_id:str>/assignment")
async def put_it_back(request: Request, conversation_id: str) -> HTTPResponse:
    """Put a conversation back into the queue."""
    conversation = await put_back(desk_of(request), await agent_caller(request), conversation_id)
    return answer(_standing(conversation, for_agent=True))


@conversations.post("/<conversation_id:str>/closure")
async def close_it(request: Request, conversation_id: str) -> HTTPResponse:
    """End the human part of a conversation."""
    agent = await agent_caller(request)
    body = read_body(request, ClosureBody)
    closure = await close(
        desk_of(request), agent, conversation_id, summary=body.summary, resolved=body.resolved
    )
    return answer({"closure": closure_json(closure), "holder": "closed", "agent": None}, 201)


def _with_delivery(turn: Json, delivery: Delivery | None) -> Json:
    return {**turn, "delivery": delivery_json(delivery)} if delivery else turn


def _standing(conversation: Conversation, *, for_agent: bool) -> dict[str, object]:
    return {"holder": conversation.holder, "agent": agent_name(conversation.agent, for_agent=for_agent)}
