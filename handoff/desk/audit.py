"""The audit log: reading it, and what is refused to whom."""

from collections.abc import Sequence
from dataclasses import replace

from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.audit import MINUTE, Deed, Entry
from handoff.domain.records import AuditFilter
from handoff.domain.rights import COORDINATES


async def read_audit(desk: Desk, agent: Agent, wanted: AuditFilter, *, limit: int) -> Sequence[Entry]:
    """Return records that the agent may see, the newest first."""
    estates = wanted.estates & agent.estates if agent.grade >= COORDINATES else frozenset()
    async with desk.store.read() as work:
        return await work.audit.search(replace(wanted, estates=estates, reader_id=agent.id), limit=limit)


async def log_refusal(desk: Desk, agent: Agent, what: str) -> None:
    """Log that something was refused to an agent: once a minute for each thing, so that it floods nothing.

    It is kept under one of the agent's estates, where their supervisors read it; `what` is the route's name.
    """
    now = desk.now()
    async with desk.store.read() as work:
        if await work.audit.count(agent.id, "refused", now - MINUTE, subject=what):
            return
    deed = Deed(
        action="refused",
        actor_id=agent.id,
        actor_name=agent.name,
        at=now,
        estate=min(agent.estates, default=None),
        subject=what,
    )
    async with desk.store.write() as work:
        if not await work.audit.count(agent.id, "refused", now - MINUTE, subject=what):
            await work.audit.add(deed)
