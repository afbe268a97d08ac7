"""Reading the audit log: one's own deeds, as a coordinator those of one's estates."""

from collections.abc import Sequence
from dataclasses import replace

from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.audit import Entry
from handoff.domain.records import AuditFilter
from handoff.domain.rights import COORDINATES


async def read_audit(desk: Desk, agent: Agent, wanted: AuditFilter, *, limit: int) -> Sequence[Entry]:
    """Return records that the agent may see, the newest first."""
    estates = wanted.estates & agent.estates if agent.grade >= COORDINATES else frozenset()
    async with desk.store.read() as work:
        return await work.audit.search(replace(wanted, estates=estates, reader_id=agent.id), limit=limit)
