"""The resident's live line: resumes behind `after`, then turn by turn without a hole."""

from sanic import Blueprint, Request, Websocket

from handoff.api.callers import desk_of
from handoff.api.connections import POLICY, TRY_AGAIN
from handoff.api.shapes import agent_name, place_json, turn_json
from handoff.api.sockets import Frame, Socket, events, together, whole
from handoff.api.ticket_shapes import residents_ticket_json
from handoff.desk.ports import Desk
from handoff.desk.read import mark_read, resident_transcript
from handoff.domain.conversation import Conversation
from handoff.domain.events import (
    Event,
    HolderChanged,
    QueueMoved,
    Read,
    TicketChanged,
    TurnAdded,
    Typing,
    conversation_topic,
)
from handoff.errors import Busy, NotFound, Refusal
from handoff.feed import Hub, Listener

resident_feed = Blueprint("resident_feed", url_prefix="/api/v1")


async def follow_conversation(request: Request, websocket: Websocket, conversation_id: str) -> None:
    """Follow one conversation as its resident."""
    socket = Socket(websocket)
    hello = await socket.first()
    if hello is None:
        await socket.close(POLICY, "hello expected")
        return
    hub: Hub = request.app.ctx.hub
    with hub.listen([conversation_topic(conversation_id)]) as listener:
        line = _ResidentLine(desk_of(request), hub, socket, conversation_id, str(hello.get("token")))
        try:
            await line.catch_up(whole(hello, "after"), greet=True)
        except NotFound:
            await socket.close(POLICY, "not found")
            return
        except Busy:  # all come back at once, and the database cannot serve them all
            await socket.close(TRY_AGAIN, "busy")
            return
        await together(line.tell(listener), line.hear())


resident_feed.add_websocket_route(follow_conversation, "/conversations/<conversation_id:str>/feed")


class _ResidentLine:
    """One open line: what was sent last, and how to go on."""

    def __init__(self, desk: Desk, hub: Hub, socket: Socket, conversation_id: str, token: str) -> None:
        self._desk = desk
        self._hub = hub
        self._socket = socket
        self._id = conversation_id
        self._token = token
        self._sent = 0
        self._conversation: Conversation | None = None

    async def catch_up(self, after: int, *, greet: bool = False) -> None:
        """Send what the database has behind `after`; raises NotFound."""
        found = await resident_transcript(
            self._desk, conversation_id=self._id, token=self._token, after=after
        )
        self._conversation = found.conversation
        self._sent = max(self._sent, min(after, found.conversation.last_seq))
        if greet:
            await self._socket.send(
                {
                    "type": "hello",
                    "last_seq": found.conversation.last_seq,
                    "holder": found.conversation.holder,
                    "agent": agent_name(found.conversation.agent, for_agent=False),
                }
            )
        for turn in found.turns:
            await self._socket.send({"type": "turn", "turn": turn_json(turn)})
            self._sent = turn.seq
        if greet and found.place:
            await self._socket.send({"type": "queue", **place_json(found.place)})

    async def tell(self, listener: Listener) -> None:
        """Send events as they come."""
        async for event in events(self._socket, listener):
            if isinstance(event, TurnAdded):
                await self._tell_turn(event)
            elif frame := _frame(event, self._id):
                await self._socket.send(frame)

    async def _tell_turn(self, event: TurnAdded) -> None:
        if event.turn.seq <= self._sent:
            return
        if event.turn.seq > self._sent + 1:
            await self.catch_up(self._sent)
            return
        await self._socket.send({"type": "turn", "turn": turn_json(event.turn)})
        self._sent = event.turn.seq

    async def hear(self) -> None:
        """Take the client's frames until it is gone."""
        while (frame := await self._socket.receive()) is not None:
            try:
                await self._heed(frame)
            except Refusal:
                await self._socket.close(POLICY, "refused")
                return

    async def _heed(self, frame: Frame) -> None:
        conversation = self._conversation
        if conversation is None:
            return
        match frame.get("type"):
            case "ping":
                await self._socket.send({"type": "pong"})
            case "typing":
                self._hub.publish(Typing(conversation_id=self._id, estate=conversation.estate, by="resident"))
            case "read":
                await mark_read(self._desk, conversation, by="resident", seq=whole(frame, "seq"))


def _frame(event: Event, conversation_id: str) -> Frame | None:
    """Return what the resident is told of an event other than a turn."""
    match event:
        case HolderChanged():
            return {
                "type": "holder",
                "holder": event.holder,
                "agent": agent_name(event.agent, for_agent=False),
            }
        case QueueMoved():
            return {"type": "queue", **place_json(event.place)}
        case TicketChanged():
            return {"type": "ticket", "ticket": residents_ticket_json(event.ticket, conversation_id)}
        case Typing(by="agent"):
            return {"type": "typing", "by": "agent", "name": event.name}
        case Read(by="agent"):
            return {"type": "read", "seq": event.seq}
    return None
