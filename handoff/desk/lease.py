"""Presence that cannot ghost: an agent owns conversations only while their line proves that they are there.

The open line renews a lease in the database every 15 seconds. Whoever has neither a lease nor a line gives
back what they hold, so that a vanished agent's residents wait 60 seconds at the most.
"""

from datetime import datetime

from handoff import phrases
from handoff.desk.announcing import announce_colleague
from handoff.desk.claim import return_to_queue
from handoff.desk.ports import Desk
from handoff.domain.agent import LEASE

HEARTBEAT_SECONDS = 15


async def renew_lease(desk: Desk, agent_id: str) -> None:
    """Note a sign of life."""
    async with desk.store.write() as work:
        await work.people.renew(agent_id, desk.now() + LEASE)


async def grant_grace(desk: Desk) -> None:
    """Give every owner a fresh lease at start: while the desk was down nobody could prove anything."""
    async with desk.store.write() as work:
        for agent_id in await work.people.loads():
            await work.people.renew(agent_id, desk.now() + LEASE)


async def return_the_vanished(desk: Desk, as_of: datetime) -> int:
    """Put the conversations of vanished agents back into the queue; return how many.

    A clock that jumps ahead ends every lease at once, so an open line counts as well; one that jumps back
    leaves leases longer than any can be, which are cut.
    """
    async with desk.store.write() as work:
        leases = await work.people.leases()
        for agent_id, until in leases.items():
            if until > as_of + LEASE:
                await work.people.renew(agent_id, as_of + LEASE)
        listening = desk.presences.listening_agents()
        gone = [
            agent_id
            for agent_id in await work.people.loads()
            if agent_id not in listening and not _holds(leases.get(agent_id), as_of)
        ]
        held = await work.people.held_by(gone)
        for _agent_id, conversation_id in held:
            conversation = await work.conversations.get(conversation_id)
            if conversation and conversation.agent:
                text = phrases.vanished_text(conversation.agent.name)
                await return_to_queue(desk, work, conversation, text)
        for agent_id in gone:
            await announce_colleague(desk, work, agent_id)
    return len(held)


def _holds(until: datetime | None, as_of: datetime) -> bool:
    return until is not None and until > as_of
