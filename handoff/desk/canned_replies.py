"""Canned replies: everybody keeps their own, a coordinator those of an estate."""

from dataclasses import dataclass, replace

from handoff.desk.access import new_id, require_grade
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.canned_reply import VARIABLES, CannedReply, unknown_variables
from handoff.domain.rights import COORDINATES
from handoff.errors import AlreadyTaken, BadRequest, NotFound, RepeatedKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply as it is written; with an estate it is everybody's there."""

    estate: str | None
    shortcut: str
    title: str
    text: str


async def list_canned_replies(desk: Desk, agent: Agent, *, estate: str | None) -> list[CannedReply]:
    """Return the agent's own replies and those of their estates, by shortcut."""
    estates = agent.estates if estate is None else agent.estates & {estate}
    async with desk.store.read() as work:
        return await work.canned_replies.of(agent.id, estates)


async def write_canned_reply(desk: Desk, agent: Agent, draft: Draft) -> CannedReply:
    """Store a new reply; raises NotPermitted, NotFound, BadRequest, AlreadyTaken."""
    reply = CannedReply(
        id=new_id(),
        estate=draft.estate,
        agent_id=None if draft.estate else agent.id,
        shortcut=draft.shortcut,
        title=draft.title,
        text=_checked(draft.text),
        updated_at=desk.now(),
    )
    _may_change(agent, reply)
    return await _put(desk, reply)


async def rewrite_canned_reply(desk: Desk, agent: Agent, reply_id: str, draft: Draft) -> CannedReply:
    """Change a reply; whose it is stays. Raises as writing does."""
    async with desk.store.read() as work:
        reply = await _access(work, agent, reply_id)
    if draft.estate not in {None, reply.estate}:
        raise BadRequest("快捷回复不能换归属。请新建一条。")
    changed = replace(
        reply,
        shortcut=draft.shortcut,
        title=draft.title,
        text=_checked(draft.text),
        updated_at=desk.now(),
    )
    return await _put(desk, changed)


async def remove_canned_reply(desk: Desk, agent: Agent, reply_id: str) -> None:
    """Forget a reply; raises NotPermitted, NotFound."""
    async with desk.store.write() as work:
        reply = await _access(work, agent, reply_id)
        await work.canned_replies.remove(reply.id)


async def _access(work: Work, agent: Agent, reply_id: str) -> CannedReply:
    reply = await work.canned_replies.get(reply_id)
    if reply is None:
        raise NotFound("没有找到这条快捷回复。请刷新后再看。")
    _may_change(agent, reply)
    return reply


def _may_change(agent: Agent, reply: CannedReply) -> None:
    if reply.estate is None and reply.agent_id != agent.id:
        raise NotFound("没有找到这条快捷回复。请刷新后再看。")
    if reply.estate is not None:
        if reply.estate not in agent.estates:
            raise NotFound("没有找到这条快捷回复。请刷新后再看。")
        require_grade(agent, COORDINATES)


def _checked(text: str) -> str:
    if unknown := unknown_variables(text):
        known = "、".join(f"{{{name}}}" for name in VARIABLES)
        raise BadRequest(f"不认识变量 {{{unknown[0][:20]}}}。可以用的有：{known}。")
    return text


async def _put(desk: Desk, reply: CannedReply) -> CannedReply:
    try:
        async with desk.store.write() as work:
            await work.canned_replies.put(reply)
    except RepeatedKey:
        raise AlreadyTaken(f"快捷词“{reply.shortcut}”已经有了。请换一个，或修改原来那条。") from None
    return reply
