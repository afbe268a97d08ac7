"""Presence that cannot ghost: an agent owns conversations only while their line proves that they are there.

The open line renews a lease in the database every 15 seconds. Whoever has neither a lease nor a line gives
back what they hold, so that a vanished agent's residents wait 60 seconds at the most.
"""

from datetime import datetime

from handoff import phrases
from handoff.desk.announcing import announce_colleague
from handoff.desk.claim import return_to_queue
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import LEASE, is_servicer

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


async def return_the_vanished(desk: Desk, as_of: datetime) -> None:
    """Put the conversations of vanished agents back into the queue: a sweep.

    A clock that jumps ahead ends every lease at once, so an open line counts as well; one that jumps back
    leaves leases longer than any can be, which are cut.
    """
    async with desk.store.read() as work:
        endless = [one for one, until in (await work.people.leases()).items() if until > as_of + LEASE]
        gone = await _vanished(desk, work, as_of)
    if not endless and not gone:
        return
    async with desk.store.write() as work:
        for agent_id in endless:
            await work.people.renew(agent_id, as_of + LEASE)
        gone = await _vanished(desk, work, as_of)
        for _agent_id, conversation_id in await work.people.held_by(gone):
            conversation = await work.conversations.get(conversation_id)
            if conversation and conversation.agent:
                text = phrases.vanished_text(conversation.agent.name)
                await return_to_queue(desk, work, conversation, text)
        for agent_id in gone:
            await announce_colleague(desk, work, agent_id)


async def _vanished(desk: Desk, work: Work, as_of: datetime) -> list[str]:
    """Return the owners who have neither a lease nor a line, or no open account."""
    leases, listening = await work.people.leases(), desk.presences.listening_agents()
    owners = [one for one in await work.people.loads() if one not in listening and not is_servicer(one)]
    gone = [agent_id for agent_id in owners if agent_id not in leases or leases[agent_id] <= as_of]
    return [*gone, *((await work.accounts.suspended()) - set(gone))]
