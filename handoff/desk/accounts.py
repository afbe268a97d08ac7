"""An account is closed to its agent or opened again, its sessions end, its password changes; all audited.

Whoever is closed out is refused from the next request on; their open lines look every few seconds, and the
next sweep puts what they held back into the queue (`desk/lease.py`). The command line does the same things
beside a running desk, so each verb of its own transaction takes `work`.
"""

from dataclasses import dataclass
from datetime import datetime

from handoff.desk.access import hash_token, known_estate, new_id
from handoff.desk.announcing import announce_colleague
from handoff.desk.attempts import count_attempt
from handoff.desk.passwords import SHORTEST, hash_password, is_right
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent, Colleague, Suspension, is_servicer, plain_name
from handoff.domain.audit import Action, Deed
from handoff.domain.conversation import AgentName
from handoff.errors import AlreadyTaken, BadRequest, NotFound, RepeatedKey, WrongPassword

OPERATOR = AgentName("operator", "运维命令")


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Whose account is to be opened: `username` to sign in with, `name` as residents read it."""

    username: str
    name: str
    grade: int
    estate: str
    password: str


async def add_agent(desk: Desk, manager: Agent, wanted: Newcomer) -> Colleague:
    """Open an account in an estate of the manager's; raises NotFound, BadRequest, AlreadyTaken."""
    if len(wanted.password) < SHORTEST:
        raise BadRequest(f"密码至少要{SHORTEST}个字符。")
    try:
        username, name = plain_name(wanted.username), plain_name(wanted.name)
    except ValueError as error:
        raise BadRequest(str(error)) from None
    agent = Agent(
        id=new_id(), username=username, name=name, grade=wanted.grade, estates=frozenset({wanted.estate})
    )
    if not agent.estates <= manager.estates:
        raise NotFound("没有找到这个小区。请刷新后再看。")
    hashed = await hash_password(wanted.password)
    try:
        async with desk.store.write() as work:
            await known_estate(work, wanted.estate)
            await work.agents.add(agent, hashed)
            await work.people.change(agent)
            by = AgentName(manager.id, manager.name)
            await work.audit.add(_deed("agent_added", by, agent, at=desk.now()))
            return await _announced(desk, work, agent.id)
    except RepeatedKey:
        raise AlreadyTaken(f"已经有人用用户名“{username}”。请换一个。") from None


async def suspend_agent(desk: Desk, manager: Agent, agent_id: str, *, reason: str) -> tuple[Colleague, bool]:
    """Close an account and end its sessions; return whether that is news; raises NotFound, BadRequest."""
    if agent_id == manager.id:
        raise BadRequest("不能停用自己的账号。请由另一位三级坐席操作。")
    if is_servicer(agent_id):
        raise BadRequest("这位同事在企业微信里接待，请在企业微信后台停用。")
    async with desk.store.write() as work:
        agent = await _theirs(work, manager, agent_id)
        by = AgentName(manager.id, manager.name)
        is_new = await close_account(work, agent, by, at=desk.now(), reason=reason)
        return await _announced(desk, work, agent_id), is_new


async def restore_agent(desk: Desk, manager: Agent, agent_id: str) -> Colleague:
    """Open an account again; one that is open stays so; raises NotFound."""
    async with desk.store.write() as work:
        agent = await _theirs(work, manager, agent_id)
        await open_account(work, agent, AgentName(manager.id, manager.name), at=desk.now())
        return await _announced(desk, work, agent_id)


async def end_sessions(desk: Desk, manager: Agent, agent_id: str) -> int:
    """Sign an agent out everywhere, as after a lost phone; return how many sessions; raises NotFound."""
    async with desk.store.write() as work:
        agent = await _theirs(work, manager, agent_id)
        ended = await work.accounts.end_sessions(agent.id)
        by = AgentName(manager.id, manager.name)
        await work.audit.add(_deed("sessions_ended", by, agent, at=desk.now()))
        return ended


async def change_own_password(desk: Desk, agent: Agent, token: str, *, current: str, new: str) -> None:
    """Change one's own password; every other session ends; raises WrongPassword, BadRequest, TooMany."""
    if len(new) < SHORTEST:
        raise BadRequest(f"新密码至少要{SHORTEST}个字符。")
    now = desk.now()
    await count_attempt(desk, agent.username)
    async with desk.store.read() as work:
        known = await work.accounts.password_hash(agent.id)
    if not await is_right(current, known):
        raise WrongPassword("现在的密码不对，没有修改。请重新输入。")
    hashed = await hash_password(new)
    async with desk.store.write() as work:
        by = AgentName(agent.id, agent.name)
        await store_password(work, agent, hashed, by=by, at=now)
        await work.accounts.end_sessions(agent.id, but=hash_token(token))


async def store_password(
    work: Work, agent: Agent, password_hash: str, *, by: AgentName, at: datetime
) -> None:
    """Store another password; whoever calls ends the sessions that the old one opened."""
    await work.accounts.change_password(agent.id, password_hash)
    await work.audit.add(_deed("password_changed", by, agent, at=at))


async def close_account(work: Work, agent: Agent, by: AgentName, *, at: datetime, reason: str) -> bool:
    """Close an account and end its sessions; False where it is closed already."""
    if not await work.accounts.suspend(Suspension(agent_id=agent.id, by=by, at=at, reason=reason)):
        return False
    await work.accounts.end_sessions(agent.id)
    await work.audit.add(_deed("agent_suspended", by, agent, at=at, why=reason))
    return True


async def open_account(work: Work, agent: Agent, by: AgentName, *, at: datetime) -> bool:
    """Open an account again; False where it was not closed."""
    if not await work.accounts.lift(agent.id, at):
        return False
    await work.audit.add(_deed("agent_restored", by, agent, at=at))
    return True


def _deed(action: Action, by: AgentName, agent: Agent, *, at: datetime, why: str = "") -> Deed:
    return Deed(
        action=action,
        actor_id=by.id,
        actor_name=by.name,
        at=at,
        estate=min(agent.estates, default=None),
        subject=agent.id,
        why=why,
    )


async def _theirs(work: Work, manager: Agent, agent_id: str) -> Agent:
    agent = await work.agents.get(agent_id)
    if agent is None or not agent.estates & manager.estates:
        raise NotFound("没有找到这位坐席。请刷新后再看。")
    return agent


async def _announced(desk: Desk, work: Work, agent_id: str) -> Colleague:
    now = await announce_colleague(desk, work, agent_id)
    if now is None:
        raise NotFound
    return now
