"""Agents come and go: sessions that live on the server and end by themselves."""

import asyncio
import time
from datetime import timedelta

from handoff.desk.access import hash_token, new_token
from handoff.desk.attempts import count_attempt, forget_attempts
from handoff.desk.passwords import is_right
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.audit import Deed
from handoff.domain.records import Session
from handoff.errors import NotSignedIn, Suspended, WrongPassword

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_AFTER = timedelta(minutes=1)
# Seconds. Only what was tried for an account is logged, and writing that takes time: whoever waits for the
# answer must not hear which it was.
REFUSED_AFTER = 0.5
SESSION_MARK = "agent_"  # so that a resident's token is never looked up as a session


async def sign_in(desk: Desk, *, username: str, password: str, address: str) -> tuple[Agent, str]:
    """Return the agent and a new session's token; raises WrongPassword, Suspended, TooMany."""
    now, begun = desk.now(), time.monotonic()
    await count_attempt(desk, username, address=address)
    async with desk.store.read() as work:
        found = await work.agents.by_username(username)
    if not await is_right(password, found[1] if found else None) or found is None:
        await _log_refusal(desk, found[0] if found else None)
        await asyncio.sleep(begun + REFUSED_AFTER - time.monotonic())
        raise WrongPassword
    if found[0].suspended_at:
        await _log_refusal(desk, found[0])
        raise Suspended
    agent, token = found[0], SESSION_MARK + new_token()
    session = Session(token_hash=hash_token(token), agent_id=agent.id, began_at=now, used_at=now)
    async with desk.store.write() as work:
        await forget_attempts(work, username)
        await work.agents.open_session(session)
        await work.agents.set_presence(agent.id, "online", None)
        await work.audit.add(
            Deed(action="signed_in", actor_id=agent.id, actor_name=agent.name, at=now, subject=agent.id)
        )
    return agent, token


async def _log_refusal(desk: Desk, agent: Agent | None) -> None:
    """Log a refusal under the account that it was tried for; a name that nobody has is not kept."""
    if agent is None:
        return
    deed = Deed(
        action="sign_in_refused", actor_id=agent.id, actor_name=agent.name, at=desk.now(), subject=agent.id
    )
    async with desk.store.write() as work:
        await work.audit.add(deed)


async def signed_in_agent(desk: Desk, token: str, *, touch: bool = True) -> Agent:
    """Return whose live session this is, and note its use unless it is only looked at; raises NotSignedIn."""
    now = desk.now()
    async with desk.store.read() as work:
        session = await work.agents.session(hash_token(token))
        agent = await work.agents.get(session.agent_id) if session else None
    if session is None or agent is None or agent.suspended_at:
        raise NotSignedIn
    if now - session.used_at > IDLE or now - session.began_at > ABSOLUTE:
        raise NotSignedIn
    if touch and now - session.used_at > TOUCH_AFTER:
        async with desk.store.write() as work:
            await work.agents.touch_session(session.token_hash, now)
    return agent


async def sign_out(desk: Desk, token: str) -> None:
    """End the session."""
    async with desk.store.write() as work:
        await work.agents.end_session(hash_token(token))
