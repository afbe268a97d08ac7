"""A waiting conversation is offered to one colleague after the other, and then to everybody."""

from datetime import datetime

from handoff.desk.announcing import announce_summary
from handoff.desk.duty import team
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Colleague
from handoff.domain.conversation import AgentName, Conversation
from handoff.domain.events import Offered
from handoff.domain.routing import OFFER, Need, Offer, has_room, next_to_ask, skills_for
from handoff.domain.turn import Author

AT_ONCE = 50  # offers of one sweep


async def offer_next(desk: Desk, work: Work, conversation: Conversation) -> bool:
    """Offer a waiting conversation to the next suited colleague; tell whether there was one."""
    return await _offer(desk, work, conversation, await team(desk, work, frozenset({conversation.estate})))


async def offer_onwards(desk: Desk, as_of: datetime) -> None:
    """Offer on what was not taken in its time: a sweep."""
    async with desk.store.read() as work:
        waiting = await work.routing.unoffered(as_of)
        estates = frozenset(one.estate for one in waiting)
        present = [one for one in await team(desk, work, estates) if one.online] if waiting else []
    open_ones = [one for one in waiting if one.asked < sum(has_room(each, one) for each in present)]
    for wait in open_ones[:AT_ONCE]:
        async with desk.store.write() as work:
            conversation = await work.conversations.get(wait.conversation_id)
            if conversation is None or conversation.holder != "queue":
                continue
            if await _offer(desk, work, conversation, present):
                await announce_summary(work, conversation)


async def _offer(desk: Desk, work: Work, conversation: Conversation, colleagues: list[Colleague]) -> bool:
    agent = next_to_ask(await _need(work, conversation), colleagues)
    if agent is None:
        return False
    now = desk.now()
    offer = Offer(
        conversation_id=conversation.id,
        epoch=conversation.epoch,
        agent=Author("agent", agent.name, agent.id),
        at=now,
        until=now + OFFER,
    )
    await work.routing.offer(offer)
    work.announce(
        Offered(
            conversation_id=conversation.id,
            estate=conversation.estate,
            agent=AgentName(agent.id, agent.name),
            until=offer.until,
        )
    )
    return True


async def _need(work: Work, conversation: Conversation) -> Need:
    escalation = await work.escalations.open_of(conversation.id)
    house = conversation.resident.house
    last = await work.routing.last_agent(conversation.id)
    asked = {offer.agent.id for offer in await work.routing.offers(conversation)}
    if last and last.ended_at == conversation.waiting_since:
        asked.add(last.agent_id)  # they gave it back, or are gone
    reason = escalation.reason if escalation else None
    return Need(
        estate=conversation.estate,
        building=house.building if house else None,
        skills=skills_for(reason, await work.tickets.of(conversation.id)),
        urgency=escalation.urgency if escalation else "general",
        last_agent=last.agent_id if last else None,
        asked=frozenset(asked),
    )
