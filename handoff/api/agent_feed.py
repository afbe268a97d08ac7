"""The agents' live line: everything that happens in their estates."""

import asyncio
import contextlib
from datetime import datetime

from sanic import Blueprint, Request, Websocket

from handoff.api.alert_shapes import alert_json
from handoff.api.callers import desk_of, is_same_origin, session_cookie
from handoff.api.connections import POLICY, TRY_AGAIN
from handoff.api.incident_shapes import incident_json
from handoff.api.people_shapes import colleague_json
from handoff.api.shapes import agent_json, agent_name, delivery_json, note_json, summary_json, turn_json
from handoff.api.sockets import Frame, Socket, events, together, whole
from handoff.api.ticket_shapes import agents_ticket_json
from handoff.desk.access import require_grade
from handoff.desk.find_alerts import list_alerts
from handoff.desk.lease import HEARTBEAT_SECONDS, renew_lease
from handoff.desk.ports import Desk
from handoff.desk.presence import announce_presence
from handoff.desk.read import agent_reads, conversation_for, list_conversations
from handoff.desk.sign_in import signed_in_agent
from handoff.domain.agent import Agent
from handoff.domain.events import (
    AlertChanged,
    DeliveryChanged,
    Event,
    HolderChanged,
    IncidentChanged,
    NoteAdded,
    OfConversation,
    Offered,
    PresenceChanged,
    Read,
    SummaryChanged,
    TicketChanged,
    TurnAdded,
    Typing,
    estate_topic,
)
from handoff.domain.records import AlertFilter
from handoff.domain.rights import RIGHTS
from handoff.domain.times import rfc3339
from handoff.errors import Busy, NotFound, NotPermitted, NotSignedIn, TooMany
from handoff.feed import Hub, Listener

agent_feed = Blueprint("agent_feed", url_prefix="/api/v1")
MOST_ALERTS = 200  # that an opening line shows
RECHECK_SECONDS = 3  # how soon a lost right is felt on an open line


async def follow_estates(request: Request, websocket: Websocket) -> None:
    """Follow the conversations of one's estates as an agent."""
    socket = Socket(websocket)
    desk, hub = desk_of(request), request.app.ctx.hub
    try:
        token = await _token(request, socket)
        agent = await _permitted(desk, token)
        socket.count_as(agent.id)
    except (NotSignedIn, NotPermitted, TooMany) as refusal:
        await socket.close(POLICY, refusal.code)
        return
    line = _AgentLine(desk, hub, socket, agent, token)
    topics = [estate_topic(estate) for estate in sorted(agent.estates)]
    try:
        with hub.listen(topics, agent_id=agent.id) as listener:
            await announce_presence(desk, agent)
            await line.greet()
            await together(line.tell(listener), line.hear(), line.prove_presence(), line.watch_the_session())
    finally:
        request.app.add_task(announce_presence(desk, agent))


agent_feed.add_websocket_route(follow_estates, "/agents/feed")


async def _token(request: Request, socket: Socket) -> str:
    """Take the session from the cookie, else from the first frame."""
    cookie = session_cookie(request)
    if cookie and is_same_origin(request):
        return cookie
    hello = await socket.first()
    if hello is None or not isinstance(hello.get("token"), str):
        raise NotSignedIn
    return str(hello["token"])


async def _permitted(desk: Desk, token: str, *, touch: bool = True) -> Agent:
    """Return whose session it is; raises NotSignedIn, NotPermitted once the grade is too low."""
    agent = await signed_in_agent(desk, token, touch=touch)
    require_grade(agent, RIGHTS[follow_estates.__name__].grade)
    return agent


class _AgentLine:
    """One open line of one agent."""

    def __init__(self, desk: Desk, hub: Hub, socket: Socket, agent: Agent, token: str) -> None:
        self._desk = desk
        self._hub = hub
        self._socket = socket
        self._agent = agent
        self._token = token

    async def greet(self) -> None:
        """Say who is signed in, and what waits or is theirs."""
        on_duty = self._agent.presence == "online"
        await self._socket.send({"type": "hello", "agent": agent_json(self._agent), "on_duty": on_duty})
        waiting = await list_conversations(self._desk, self._agent, holder="queue", estate=None)
        own = await list_conversations(self._desk, self._agent, holder="me", estate=None)
        shown = [summary_json(summary, self._desk.now()) for summary in (*waiting, *own)]
        await self._socket.send({"type": "queue", "conversations": shown})
        ringing = AlertFilter(estates=self._agent.estates, state="open")
        alerts = await list_alerts(self._desk, self._agent, ringing, limit=MOST_ALERTS)
        await self._socket.send({"type": "alerts", "alerts": [alert_json(alert) for alert in alerts]})

    async def tell(self, listener: Listener) -> None:
        """Send events as they come."""
        async for event in events(self._socket, listener):
            if isinstance(event, Typing) and event.agent_id == self._agent.id:
                continue  # nobody needs to be told what they are doing
            if frame := _frame(event, self._desk.now()):
                await self._socket.send(frame)

    async def hear(self) -> None:
        """Take the client's frames until it is gone; each counts as a sign of life."""
        while (frame := await self._socket.receive()) is not None:
            try:
                await _permitted(self._desk, self._token)
                await self._heed(frame)
            except (NotFound, Busy):
                continue  # about a conversation that is not theirs, or at a moment that takes nothing
            except (NotSignedIn, NotPermitted):
                return

    async def prove_presence(self) -> None:
        """Renew the agent's lease while the other end answers pings; the line ends when it does not."""
        while True:
            await self._socket.ping()
            with contextlib.suppress(Busy):  # the next beat renews it
                await renew_lease(self._desk, self._agent.id)
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def watch_the_session(self) -> None:
        """Close the line when the session ends or the agent's rights change."""
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            try:
                agent = await _permitted(self._desk, self._token, touch=False)
            except Busy:
                continue
            except NotSignedIn:
                await self._socket.close(POLICY, "session ended")
                return
            except NotPermitted as refusal:
                await self._socket.close(POLICY, refusal.code)
                return
            if agent.estates != self._agent.estates:
                await self._socket.close(TRY_AGAIN, "rights changed")
                return

    async def _heed(self, frame: Frame) -> None:
        if frame.get("type") == "ping":
            await self._socket.send({"type": "pong"})
            return
        about = str(frame.get("conversation_id"))
        if frame.get("type") == "typing":
            conversation = await conversation_for(self._desk, self._agent, about)
            if conversation.is_held_by(self._agent.id):
                typing = Typing(
                    conversation_id=about,
                    estate=conversation.estate,
                    by="agent",
                    name=self._agent.name,
                    agent_id=self._agent.id,
                )
                self._hub.publish(typing)
        elif frame.get("type") == "read":
            await agent_reads(self._desk, self._agent, about, seq=whole(frame, "seq"))


def _frame(event: Event, now: datetime) -> Frame | None:
    """Return what agents are told of an event."""
    frame: Frame | None = None
    match event:
        case PresenceChanged():
            frame = {"type": "presence", "agent": colleague_json(event.colleague, now)}
        case SummaryChanged():
            frame = {"type": "queue", "conversations": [summary_json(event.summary, now)]}
        case TicketChanged():
            frame = {"type": "ticket", "ticket": agents_ticket_json(event.ticket)}
        case AlertChanged():
            frame = _alert(event)
        case IncidentChanged():
            frame = {"type": "incident", "incident": incident_json(event.file)}
        case OfConversation():
            told = _about_one(event)
            frame = {**told, "conversation_id": event.conversation_id} if told else None
    return frame


def _alert(event: AlertChanged) -> Frame:
    cause = event.alert.cause
    return {
        "type": "alert",
        "conversation_id": cause.conversation_id,
        "class": cause.urgency,
        "reason": cause.reason,
        "rung": event.rung,
        "alert": alert_json(event.alert),
    }


def _about_one(event: OfConversation) -> Frame | None:
    frame: Frame | None = None
    match event:
        case DeliveryChanged():
            frame = {"type": "delivery", "seq": event.seq, "delivery": delivery_json(event.delivery)}
        case TurnAdded():
            frame = {"type": "turn", "turn": turn_json(event.turn, for_agent=True)}
        case NoteAdded():
            frame = {"type": "note", "note": note_json(event.note)}
        case HolderChanged():
            agent = agent_name(event.agent, for_agent=True)
            frame = {"type": "holder", "holder": event.holder, "agent": agent}
        case Offered():
            agent = agent_name(event.agent, for_agent=True)
            frame = {"type": "offer", "agent": agent, "until": rfc3339(event.until)}
        case Read():
            frame = {"type": "read", "by": event.by, "seq": event.seq}
        case Typing():
            frame = {"type": "typing", "by": event.by, "name": event.name}
    return frame
