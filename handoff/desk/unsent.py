"""Drafts: what agents have begun to write, so that another computer, or who takes over, can go on."""

from dataclasses import dataclass
from typing import get_args

from handoff.desk.access import access_conversation
from handoff.desk.claim import owned
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.conversation import AgentName, Conversation
from handoff.domain.secret_numbers import hide_numbers
from handoff.domain.turn import Note, Turn
from handoff.domain.unsent import Unsent, UnsentKind
from handoff.errors import AlreadyTaken, NotFound, StaleEntry

_KINDS: tuple[UnsentKind, ...] = get_args(UnsentKind)


async def unsent_of(desk: Desk, agent: Agent, conversation_id: str) -> list[Unsent]:
    """Return one's own drafts, and to the owner the replies that colleagues have begun; raises NotFound."""
    async with desk.store.read() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        is_owner = conversation.is_held_by(agent.id)
        found = await work.unsent.of(conversation.id)
    return [
        one for one in found if one.agent.id == agent.id or (is_owner and one.kind == "reply" and one.text)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What is written so far; `seen` is the version that it was written upon, 0 for none."""

    kind: str
    text: str
    seen: int


async def keep_unsent(desk: Desk, agent: Agent, conversation_id: str, begun: Begun) -> Unsent:
    """Keep what an agent has begun to write; nothing written deletes it.

    Raises NotFound, AlreadyTaken once the conversation is closed, and StaleEntry where another computer of
    the agent has written something else meanwhile.
    """
    kind = next((one for one in _KINDS if one == begun.kind), None)
    if kind is None:
        raise NotFound
    async with desk.store.write() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        if conversation.holder == "closed":
            raise AlreadyTaken("这个会话已经结束，草稿只留在这台电脑上。")
        before = await _own(desk, work, conversation, agent, kind)
        wanted = hide_numbers(begun.text)
        if not before.may_become(wanted, seen=begun.seen):
            raise StaleEntry("您在另一台电脑上也写了草稿，两份都保留着。")
        if before.text == wanted:
            return before
        after = before.rewritten(wanted, at=desk.now())
        await work.unsent.put(after)
        return after


async def take_unsent(desk: Desk, agent: Agent, conversation_id: str, *, from_agent: str) -> Unsent:
    """Put a colleague's begun reply in front of one's own; raises NotFound, NotYours for who does not own."""
    async with desk.store.write() as work:
        conversation = await owned(work, agent, conversation_id)
        theirs = await work.unsent.get(conversation.id, from_agent, "reply")
        if theirs is None or not theirs.text or from_agent == agent.id:
            raise NotFound("这份草稿已经不在了。")
        mine = await _own(desk, work, conversation, agent, "reply")
        joined = "\n".join(part for part in (theirs.text, mine.text) if part)
        mine = mine.rewritten(joined, at=desk.now())
        await work.unsent.put(mine)
        await work.unsent.put(theirs.rewritten("", at=desk.now()))
        return mine


async def drop_what_was_sent(
    work: Work, conversation: Conversation, *, kind: UnsentKind, said: Turn | Note
) -> None:
    """Empty the draft of whoever said this, where it is what they said or how it began."""
    before = await work.unsent.get(conversation.id, said.author.id, kind)
    if before and before.was_sent_as(hide_numbers(said.text)):
        await work.unsent.put(before.rewritten("", at=said.at))


async def _own(desk: Desk, work: Work, conversation: Conversation, agent: Agent, kind: UnsentKind) -> Unsent:
    return await work.unsent.get(conversation.id, agent.id, kind) or Unsent(
        conversation_id=conversation.id,
        agent=AgentName(agent.id, agent.name),
        kind=kind,
        text="",
        version=0,
        at=desk.now(),
    )
